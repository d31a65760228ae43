// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

namespace sockscope {

/// A listening TCP socket, or the sentence that says why there is none and what to do.
struct ListenSocket
{
    int descriptor =
        -1;           ///< non-blocking, close-on-exec, TCP_NODELAY (inherited by what it accepts); the caller closes it
    quint16 port = 0; ///< the port it got
    QString error;

    /// `port` 0 takes a free one. An IPv6 address listens on IPv6 only.
    [[nodiscard]] static ListenSocket open(const QHostAddress &address, quint16 port);
    [[nodiscard]] static QString advice(int error); ///< what an errno means for a listener, and what to do
};

} // namespace sockscope
