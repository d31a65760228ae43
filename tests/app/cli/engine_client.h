// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sockscope::test {

/// The other end of the control protocol of a real engine process.
class EngineClient
{
public:
    explicit EngineClient(const QString &journal, const QStringList &flags = {})
        : m_program(QStringList{QStringLiteral("engine"), QStringLiteral("--journal"), journal} + flags)
    {
    }

    [[nodiscard]] bool start() { return m_program.start(); }
    Program &program() { return m_program; }
    void send(const QJsonObject &message)
    {
        m_program.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
    }

    /// The messages so far. A line counts once its end is there.
    const QList<QJsonObject> &messages()
    {
        const QByteArray &out = m_program.out();
        for (qsizetype end = out.indexOf('\n', m_parsed); end >= 0; end = out.indexOf('\n', m_parsed)) {
            const QJsonDocument line = QJsonDocument::fromJson(out.mid(m_parsed, end - m_parsed));
            if (line.isObject())
                m_messages.append(line.object());
            else
                m_foreignLines.append(out.mid(m_parsed, end - m_parsed));
            m_parsed = end + 1;
        }
        return m_messages;
    }
    /// Lines of its output that are no messages.
    const QByteArrayList &foreignLines()
    {
        messages();
        return m_foreignLines;
    }
    [[nodiscard]] int count(const QString &type)
    {
        int count = 0;
        for (const QJsonObject &message : messages())
            count += message.value(u"type").toString() == type ? 1 : 0;
        return count;
    }
    /// The latest one of this type, empty where there is none.
    [[nodiscard]] QJsonObject last(const QString &type)
    {
        QJsonObject last;
        for (const QJsonObject &message : messages())
            if (message.value(u"type").toString() == type)
                last = message;
        return last;
    }
    /// Until so many messages of this type have come.
    [[nodiscard]] bool waitFor(const QString &type, int times = 1)
    {
        return m_program.waitFor([&] { return count(type) >= times; });
    }
    [[nodiscard]] QByteArray told() const { return m_program.told(); }

private:
    Program m_program;
    QList<QJsonObject> m_messages;
    QByteArrayList m_foreignLines;
    qsizetype m_parsed = 0;
};

} // namespace sockscope::test
