// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"
#include "target_parser.h"

#include <QList>
#include <QObject>
#include <QString>

namespace sockscope {

class Session;

/// What the buttons of the window do to the current socket of a session, as the expressions that the prompt would take:
/// a click is a line of script. Each is evaluated in the session and stands in its console.
class HandControl : public QObject
{
    Q_OBJECT
public:
    explicit HandControl(Session &session, QObject *parent = nullptr); ///< `session` must outlive it

    /// Connects `socket`; a socket that was destroyed is replaced by a new one first, since it can't be used again.
    void connectTo(const Target &target);
    /// Starts a built-in peer in the session's engine, on a port or on any free one (0), and connects to it.
    void connectToPeer(const QString &name, quint16 port);
    void destroy();
    void halfClose(); ///< ends sending; what the peer still sends arrives
    /// Tells of idle times from now on; 0 turns it off.
    void setIdleTimeout(int milliseconds);

    /// How the current socket is written: "socket", or "sockets[3]" for another one of the session.
    [[nodiscard]] QString socketExpression() const;

Q_SIGNALS:
    void socketExpressionChanged(); ///< perhaps, also when it comes to another socket

private:
    void follow(const QList<Record> &records);

    Session &m_session;
    quint32 m_promptSocket = 0; ///< the number of the one that `socket` names
    bool m_socketIsNamed = false;
};

/// `"localhost"` with quotes and escapes, as JavaScript reads it.
[[nodiscard]] QString javaScriptString(const QString &text);

} // namespace sockscope
