// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_writer.h"

#include <QByteArrayList>
#include <QString>

#include <memory>

namespace sockscope {

/// A journal that a test writes as a session would.
class RecordedSession
{
public:
    explicit RecordedSession(const QString &path)
        : m_path(path)
        , m_writer(JournalWriter::create(path, {}, nullptr))
    {
    }

    RecordedSession &sent(QByteArrayView bytes, std::uint32_t socket = 1)
    {
        return add(RecordKind::BytesSent, bytes, socket);
    }
    RecordedSession &received(QByteArrayView bytes, std::uint32_t socket = 1)
    {
        return add(RecordKind::BytesReceived, bytes, socket);
    }
    RecordedSession &connects(QByteArrayView target, std::uint32_t socket = 1)
    {
        return add(RecordKind::ConnectStarted, target, socket);
    }
    RecordedSession &state(JournalState after, QByteArrayView cause, std::uint32_t socket = 1)
    {
        RecordHead head;
        head.kind = RecordKind::StateChanged;
        head.socket = socket;
        head.stateAfter = after;
        m_writer->append(head, {}, cause);
        return *this;
    }
    /// A conversation in short: "> a" was sent, "< b" received, each with a line end.
    RecordedSession &lines(const QByteArrayList &all)
    {
        for (const QByteArray &line : all)
            line.startsWith('>') ? sent(line.mid(2) + "\r\n") : received(line.mid(2) + "\r\n");
        return *this;
    }
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    RecordedSession &add(RecordKind kind, QByteArrayView bytes, std::uint32_t socket)
    {
        RecordHead head;
        head.kind = kind;
        head.socket = socket;
        m_writer->append(head, bytes);
        return *this;
    }

    QString m_path;
    std::unique_ptr<JournalWriter> m_writer;
};

} // namespace sockscope
