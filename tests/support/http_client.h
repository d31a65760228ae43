// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sockscope::test {

/// What a server on the loopback interface answered.
struct HttpReply
{
    int status = 0; ///< 0 where there was no answer
    QByteArray type;
    QByteArray body;
};

/// Sends one request and spins the event loop until the answer is there, or 10 s have passed.
[[nodiscard]] HttpReply request(quint16 port, const QByteArray &method, const QString &path,
                                const QByteArray &body = {});

} // namespace sockscope::test
