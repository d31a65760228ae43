// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>

namespace sockscope {

/// What a built-in server did so far; written by its thread, read by any.
struct PeerCounters
{
    std::atomic<qint64> connections{0};     ///< accepted since the start
    std::atomic<qint64> openConnections{0}; ///< now
    std::atomic<qint64> bytesReceived{0};
    std::atomic<qint64> bytesSent{0};
    std::atomic<qint64> acceptPauses{0}; ///< times no descriptor was left for a waiting client
};

} // namespace sockscope
