// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/socket.h"

#include <QObject>
#include <QStringList>

#include <algorithm>

namespace sockscope::test {

/// Notes every signal of a Socket in order, as short lines: "connected", "data:abc", "closed:peer FIN", ...
class SocketRecorder : public QObject
{
    Q_OBJECT
public:
    explicit SocketRecorder(Socket &socket)
    {
        connect(&socket, &Socket::connected, this, [this] { note(QStringLiteral("connected")); });
        connect(&socket, &Socket::connectFailed, this, [this](const SocketError &error) {
            note(QStringLiteral("connectFailed"));
            connectErrors += error.message;
        });
        connect(&socket, &Socket::data, this, [this](const QByteArray &chunk) {
            received += chunk;
            chunkSizes += chunk.size();
            if (events.isEmpty() || events.last() != QStringLiteral("data"))
                note(QStringLiteral("data"));
        });
        connect(&socket, &Socket::written, this,
                [this](quint64 ticket, qint64 bytes) { note(QStringLiteral("written:%1:%2").arg(ticket).arg(bytes)); });
        connect(&socket, &Socket::writeFailed, this, [this](quint64 ticket, const QString &message) {
            note(QStringLiteral("writeFailed:%1").arg(ticket));
            writeErrors += message;
        });
        connect(&socket, &Socket::errorOccurred, this, [this](const SocketError &error) {
            note(QStringLiteral("error:") + error.method);
            readErrors += error.message;
        });
        connect(&socket, &Socket::timedOut, this, [this] { note(QStringLiteral("timedOut")); });
        connect(&socket, &Socket::closed, this,
                [this](const QString &cause) { note(QStringLiteral("closed:") + cause); });
        connect(&socket, &Socket::stateChanged, this,
                [this](Socket::State before, Socket::State after, const QString &cause) {
                    states += after;
                    lastBefore = before;
                    stateCauses += cause;
                });
    }

    [[nodiscard]] qsizetype count(const QString &prefix) const
    {
        return std::count_if(events.begin(), events.end(),
                             [&](const QString &event) { return event.startsWith(prefix); });
    }
    [[nodiscard]] bool isClosed() const { return count(QStringLiteral("closed:")) > 0; }

    QStringList events; ///< runs of data are one "data"
    QByteArray received;
    QList<qsizetype> chunkSizes;
    QStringList connectErrors, writeErrors, readErrors, stateCauses;
    QList<Socket::State> states;
    Socket::State lastBefore = Socket::State::Disconnected;

private:
    void note(const QString &event) { events += event; }
};

} // namespace sockscope::test
