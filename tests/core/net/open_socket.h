// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "socket_recorder.h"
#include "support/peer.h"

#include <QTest>

namespace sockscope::test {

/// A socket with its recorder, connected to a peer on 127.0.0.1; check `socket.isConnected()` after construction.
struct OpenSocket
{
    explicit OpenSocket(const Peer &peer, const NetOptions &options = defaultOptions())
        : socket(options)
        , seen(socket)
    {
        socket.connectToPeer({peer.port(), QStringLiteral("127.0.0.1")});
        if (!QTest::qWaitFor([this] { return socket.isConnected() || !seen.connectErrors.isEmpty(); }))
            qWarning("the peer did not answer");
    }
    static const NetOptions &defaultOptions()
    {
        static const NetOptions options;
        return options;
    }

    Socket socket;
    SocketRecorder seen;
};

} // namespace sockscope::test
