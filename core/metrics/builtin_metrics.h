// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

class MetricRegistry;
struct Metric;

/// Declares the metrics that every k6 run has. Those of protocols that Sockscope doesn't speak are among them because
/// their names and types are taken in k6, and because thresholds on them are legal there.
void declareBuiltinMetrics(MetricRegistry &registry);

/// The metrics of k6/x/tcp (k6-reference 2.12). Times are whole milliseconds.
struct TcpMetrics
{
    const Metric *resolving = nullptr;     ///< tcp_socket_resolving
    const Metric *connecting = nullptr;    ///< tcp_socket_connecting
    const Metric *duration = nullptr;      ///< tcp_socket_duration
    const Metric *sockets = nullptr;       ///< tcp_sockets
    const Metric *reads = nullptr;         ///< tcp_reads
    const Metric *writes = nullptr;        ///< tcp_writes
    const Metric *errors = nullptr;        ///< tcp_errors
    const Metric *timeouts = nullptr;      ///< tcp_timeouts
    const Metric *partialWrites = nullptr; ///< tcp_partial_writes
};

/// Declares them, or finds them where another VU did. `error` is set where a script took one of the names for another
/// type; that metric is null then.
[[nodiscard]] TcpMetrics declareTcpMetrics(MetricRegistry &registry, QString *error = nullptr);

} // namespace sockscope
