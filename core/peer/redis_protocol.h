// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_protocol.h"
#include "peer/redis_store.h"

#include <QByteArrayList>

namespace sockscope {

/// A small part of Redis: PING, ECHO, SET key value, GET, DEL, INCR and QUIT, with its replies and errors. Its clients
/// share a store for as long as the server lives.
class RedisProtocol final : public PeerProtocol
{
public:
    explicit RedisProtocol(std::shared_ptr<RedisStore> store);

    [[nodiscard]] qsizetype take(QByteArrayView input, PeerOutput &out) override;

private:
    [[nodiscard]] QByteArray replyTo(const QByteArray &name, const QByteArrayList &words);
    [[nodiscard]] QByteArray set(const QByteArrayList &words);
    [[nodiscard]] QByteArray remove(const QByteArrayList &words);
    [[nodiscard]] QByteArray increment(const QByteArray &key);

    std::shared_ptr<RedisStore> m_store;
};

} // namespace sockscope
