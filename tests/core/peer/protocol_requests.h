// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_factory.h"
#include "peer/peer_server.h"

#include <QByteArrayList>
#include <QtEndian>

#include <memory>

namespace sockscope::test {

/// A built-in server that listens, by its name; null where that fails.
inline std::unique_ptr<PeerServer> running(const QString &name)
{
    QString error;
    std::unique_ptr<PeerServer> peer = createPeer(name, {}, &error);
    return peer && peer->start() ? std::move(peer) : nullptr;
}

/// A message of the server `length`.
inline QByteArray framed(const QByteArray &payload)
{
    QByteArray prefix(4, '\0');
    qToBigEndian(quint32(payload.size()), prefix.data());
    return prefix + payload;
}

/// A request to the server `redis`.
inline QByteArray resp(const QByteArrayList &words)
{
    QByteArray request = "*" + QByteArray::number(words.size()) + "\r\n";
    for (const QByteArray &word : words)
        request += "$" + QByteArray::number(word.size()) + "\r\n" + word + "\r\n";
    return request;
}

} // namespace sockscope::test
