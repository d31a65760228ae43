// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/redis_store.h"

namespace sockscope {

namespace {

constexpr qsizetype entryCost = 64; ///< about what the table takes beside the bytes

qsizetype cost(const QByteArray &key, const QByteArray &value)
{
    return entryCost + key.size() + value.size();
}

} // namespace

std::optional<QByteArray> RedisStore::get(const QByteArray &key) const
{
    const auto found = m_values.constFind(key);
    return found == m_values.cend() ? std::nullopt : std::optional(*found);
}

bool RedisStore::set(const QByteArray &key, const QByteArray &value)
{
    const auto found = m_values.constFind(key);
    const qsizetype freed = found == m_values.cend() ? 0 : cost(key, *found);
    const qsizetype size = m_size - freed + cost(key, value);
    if (size > capacity)
        return false;
    m_size = size;
    m_values.insert(key, value);
    return true;
}

bool RedisStore::remove(const QByteArray &key)
{
    const auto found = m_values.constFind(key);
    if (found == m_values.cend())
        return false;
    m_size -= cost(key, *found);
    m_values.erase(found);
    return true;
}

} // namespace sockscope
