// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <optional>

namespace sockscope {

/// The keys and values that the clients of one Redis peer share, in memory and bounded. For one thread.
class RedisStore
{
public:
    static constexpr qsizetype capacity = 16 << 20; ///< bytes of all keys and values

    [[nodiscard]] std::optional<QByteArray> get(const QByteArray &key) const;
    [[nodiscard]] bool set(const QByteArray &key, const QByteArray &value); ///< false when it is full
    bool remove(const QByteArray &key);                                     ///< whether it was there

private:
    QHash<QByteArray, QByteArray> m_values;
    qsizetype m_size = 0;
};

} // namespace sockscope
