// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace sockscope {

/// How a built-in server misbehaves; nothing by default. Counts bytes on the wire, which for TLS are encrypted ones.
struct PeerFaults
{
    std::chrono::milliseconds delay{0}; ///< before each reply, and before a greeting
    qint64 slice = 0;                   ///< replies leave in pieces of so many bytes, sliceGap apart; 0: whole
    bool slowRead = false;              ///< reads slowReadBytes each slowReadGap, with small buffers before it
    std::optional<qint64> cutAfter;     ///< the connection ends when so many bytes have been sent; 0: at once
    bool reset = false;                 ///< connections that the server ends, end with RST instead of FIN

    static constexpr std::chrono::milliseconds sliceGap{5}; ///< so that a client that reads sees the pieces
    static constexpr std::chrono::milliseconds slowReadGap{100};
    static constexpr int slowReadBytes = 1024;
    static constexpr int slowReadBuffer = 16384; ///< the kernel's receive buffer then, in bytes

    [[nodiscard]] bool writesAtOnce() const { return delay.count() == 0 && slice == 0; }
};

} // namespace sockscope
