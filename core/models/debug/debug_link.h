// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <functional>

namespace sockscope {

/// The conversation with the debugger of an engine (docs/debugger.md, "Messages"): numbers requests and brings each
/// answer to who asked. Whoever has the engine carries the messages.
class DebugLink : public QObject
{
    Q_OBJECT
public:
    /// An answer; its member `ok` is false, and `error` a sentence, where the request was refused.
    using Answer = std::function<void(const QJsonObject &)>;
    using QObject::QObject;

    /// `answer` is dropped where `context` is gone by then, or the engine goes before it answers.
    void ask(const QString &command, const QJsonObject &members, QObject *context = nullptr, const Answer &answer = {});
    void receive(const QJsonObject &message); ///< of type `debugger` or `debugger-event`
    void forget();                            ///< no engine will answer what was asked

Q_SIGNALS:
    void requestMade(const QJsonObject &request); ///< to be sent
    void told(const QString &event, const QJsonObject &message);

private:
    struct Waiting
    {
        QPointer<QObject> context;
        Answer answer;
    };
    QHash<qint64, Waiting> m_waiting;
    qint64 m_lastId = 0;
};

} // namespace sockscope
