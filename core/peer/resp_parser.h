// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

namespace sockscope {

/// The first request of some bytes in RESP2, the protocol of Redis (https://redis.io/docs/reference/protocol-spec/): an
/// array of bulk strings, or an inline command, which is a line of words.
struct RespRequest
{
    enum class State { Incomplete, Complete, Malformed };

    State state = State::Incomplete;
    QByteArrayList words; ///< the command and its arguments; empty for an empty line or array, which is not answered
    qsizetype size = 0;   ///< bytes it takes
    QByteArray error;     ///< of Malformed, as Redis words it after "ERR "

    static constexpr qsizetype longestLine = 4096; ///< of an inline command
    static constexpr qsizetype mostWords = 128;
    static constexpr qsizetype longestRequest = 1 << 17; ///< bytes of all its words

    [[nodiscard]] static RespRequest parse(QByteArrayView input);
};

} // namespace sockscope
