// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/session_bytes.h"
#include "models/session/journal_session.h"
#include "models/session/script_cursor.h"
#include "models/session/session_cursor.h"
#include "models/sockets/current_socket.h"
#include "session_status.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <utility>

namespace sockscope {

class Debugger;
struct DebugLists;

/// One session as the panels see it. A panel has one as its property `session`; the window sets another when the person
/// turns to another session, and everything that belongs to a session and not to a panel is reached through it.
class SessionView : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The window provides the session.")
    Q_MOC_INCLUDE("models/debug/debugger.h")
    Q_PROPERTY(sockscope::SessionStatus *status READ status CONSTANT)
    Q_PROPERTY(bool byHand READ isByHand WRITE setByHand NOTIFY byHandChanged)
    Q_PROPERTY(sockscope::JournalSession *journal READ journal CONSTANT)
    Q_PROPERTY(sockscope::SessionCursor *cursor READ cursor CONSTANT)
    Q_PROPERTY(sockscope::ScriptCursor *scriptCursor READ scriptCursor CONSTANT)
    Q_PROPERTY(sockscope::CurrentSocket *socket READ socket CONSTANT)
    Q_PROPERTY(sockscope::SessionBytes *bytes READ bytes CONSTANT)
    Q_PROPERTY(sockscope::Debugger *debugger READ debugger CONSTANT)
public:
    /// `lists` are what it shares with other sessions; null: nothing.
    explicit SessionView(std::shared_ptr<DebugLists> lists = nullptr, QObject *parent = nullptr);
    ~SessionView() override;

    /// A person drives it, so that what its panels are empty for is theirs to do.
    [[nodiscard]] bool isByHand() const { return m_isByHand; }
    void setByHand(bool byHand)
    {
        if (std::exchange(m_isByHand, byHand) != byHand)
            Q_EMIT byHandChanged();
    }
    [[nodiscard]] SessionStatus *status() { return &m_status; }
    [[nodiscard]] JournalSession *journal() { return &m_journal; } ///< what was recorded, with its models
    [[nodiscard]] SessionCursor *cursor() { return &m_cursor; }
    [[nodiscard]] ScriptCursor *scriptCursor() { return &m_scriptCursor; } ///< the line whose events are lit
    [[nodiscard]] CurrentSocket *socket() { return &m_socket; }
    [[nodiscard]] Debugger *debugger() { return m_debugger.get(); }
    [[nodiscard]] SessionBytes *bytes() { return &m_bytes; } ///< its streams, their selection and messages

Q_SIGNALS:
    void byHandChanged();

private:
    std::shared_ptr<DebugLists> m_lists;
    bool m_isByHand = false;
    SessionStatus m_status;
    JournalSession m_journal;
    SessionCursor m_cursor;
    ScriptCursor m_scriptCursor{*m_journal.timeline()};
    CurrentSocket m_socket{*m_journal.sockets(), m_cursor};
    SessionBytes m_bytes{m_journal, m_cursor};
    std::unique_ptr<Debugger> m_debugger;
};

} // namespace sockscope
