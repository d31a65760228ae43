// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/builtin_metrics.h"

#include "metrics/metric_registry.h"

namespace sockscope {

namespace {

struct Declaration
{
    const char *name;
    MetricType type;
    MetricContains contains = MetricContains::Default;
};

constexpr Declaration Builtins[] = {
    {"vus", MetricType::Gauge},
    {"vus_max", MetricType::Gauge},
    {"iterations", MetricType::Counter},
    {"iteration_duration", MetricType::Trend, MetricContains::Time},
    {"dropped_iterations", MetricType::Counter},
    {"checks", MetricType::Rate},
    {"group_duration", MetricType::Trend, MetricContains::Time},
    {"data_sent", MetricType::Counter, MetricContains::Data},
    {"data_received", MetricType::Counter, MetricContains::Data},

    {"http_reqs", MetricType::Counter},
    {"http_req_failed", MetricType::Rate},
    {"http_req_duration", MetricType::Trend, MetricContains::Time},
    {"http_req_blocked", MetricType::Trend, MetricContains::Time},
    {"http_req_connecting", MetricType::Trend, MetricContains::Time},
    {"http_req_tls_handshaking", MetricType::Trend, MetricContains::Time},
    {"http_req_sending", MetricType::Trend, MetricContains::Time},
    {"http_req_waiting", MetricType::Trend, MetricContains::Time},
    {"http_req_receiving", MetricType::Trend, MetricContains::Time},
    {"ws_sessions", MetricType::Counter},
    {"ws_msgs_sent", MetricType::Counter},
    {"ws_msgs_received", MetricType::Counter},
    {"ws_ping", MetricType::Trend, MetricContains::Time},
    {"ws_session_duration", MetricType::Trend, MetricContains::Time},
    {"ws_connecting", MetricType::Trend, MetricContains::Time},
    {"grpc_req_duration", MetricType::Trend, MetricContains::Time},
};

struct TcpDeclaration
{
    const Metric *TcpMetrics::*member;
    Declaration metric;
};

constexpr TcpDeclaration TcpDeclarations[] = {
    {&TcpMetrics::resolving, {"tcp_socket_resolving", MetricType::Trend, MetricContains::Time}},
    {&TcpMetrics::connecting, {"tcp_socket_connecting", MetricType::Trend, MetricContains::Time}},
    {&TcpMetrics::duration, {"tcp_socket_duration", MetricType::Trend, MetricContains::Time}},
    {&TcpMetrics::sockets, {"tcp_sockets", MetricType::Counter}},
    {&TcpMetrics::reads, {"tcp_reads", MetricType::Counter}},
    {&TcpMetrics::writes, {"tcp_writes", MetricType::Counter}},
    {&TcpMetrics::errors, {"tcp_errors", MetricType::Counter}},
    {&TcpMetrics::timeouts, {"tcp_timeouts", MetricType::Counter}},
    {&TcpMetrics::partialWrites, {"tcp_partial_writes", MetricType::Counter}},
};

const Metric *declareOne(MetricRegistry &registry, const Declaration &metric, QString *error)
{
    return registry.declare(QString::fromLatin1(metric.name), metric.type, metric.contains, error);
}

} // namespace

void declareBuiltinMetrics(MetricRegistry &registry)
{
    for (const Declaration &metric : Builtins)
        declareOne(registry, metric, nullptr);
}

TcpMetrics declareTcpMetrics(MetricRegistry &registry, QString *error)
{
    TcpMetrics metrics;
    for (const TcpDeclaration &declaration : TcpDeclarations) {
        QString problem;
        metrics.*declaration.member = declareOne(registry, declaration.metric, &problem);
        if (error && !problem.isEmpty())
            *error = problem;
    }
    return metrics;
}

} // namespace sockscope
