// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>
#include <QTcpServer>

#include <memory>
#include <optional>

namespace sockscope {

/// Where a server is to listen.
struct ListenAddress
{
    QHostAddress host;
    quint16 port = 0; ///< 0: any free one

    /// Reads "host:port", "[::1]:port" and ":port", which means every interface; without a port it is 0. Looks names
    /// up, and waits for that. Nothing and a sentence as Go's net.Listen() has it where that can't be done.
    [[nodiscard]] static std::optional<ListenAddress> parse(const QString &text, QString *error);

    /// A socket there, which lets clients wait and accepts none yet. Null and Go's sentence where that can't be had:
    /// "listen tcp 127.0.0.1:6565: bind: address already in use".
    [[nodiscard]] std::unique_ptr<QTcpServer> listen(QString *error) const;
};

} // namespace sockscope
