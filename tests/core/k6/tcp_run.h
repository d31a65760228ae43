// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"
#include "metrics/metric_registry.h"
#include "metrics/metric_snapshot.h"
#include "support/script_runner.h"
#include "support/test_peers.h"

/// Scripts that use sockets, run in this process: everything that they print, sample and record.
namespace sockscope::test {

struct TcpSample
{
    QString metric;
    double value = 0;
    TagMap tags;
};

struct TcpRunOptions
{
    QHash<QString, quint16> ports; ///< handed to the script through __ENV, which `port("NAME")` reads
    RunOptions overrides;
    QString init;             ///< a line of init code, such as exported options
    int deadlineMs = 60'000;  ///< the run is stopped then, which no test expects
    bool withJournal = false; ///< fills `records`
    bool withSummary = false; ///< handleSummary() is called, with an empty object
    QStringList subMetrics;   ///< declared before the run; where there are any, nobody observes the samples
};

/// What a run told. Samples and records are in the order in which they were taken.
struct TcpRun : ScriptRun
{
    QList<TcpSample> samples;
    MetricsSnapshot metrics; ///< as the run left them
    QList<Record> records;
    QHash<std::uint32_t, QString> files; ///< of the records' locations
    bool isLate = false;                 ///< the deadline ended it

    [[nodiscard]] QList<TcpSample> samplesOf(const QString &metric) const;
    [[nodiscard]] double sum(const QString &metric) const;
    [[nodiscard]] MetricTotals totalsOf(const QString &metricOrSubMetric) const;
    [[nodiscard]] QList<Record> recordsOf(RecordKind kind) const;
    /// The log records other than console lines whose message is this.
    [[nodiscard]] QList<LogRecord> logged(const QString &message) const;
};

/// Runs a whole script.
[[nodiscard]] TcpRun runTcpScript(const QString &source, const TcpRunOptions &options = {});

/// Runs `export default async function () { <body> }`. The body starts on line 2. It finds there: Socket, host
/// (127.0.0.1), port(name), p(...values) which prints, wait(ms), next(socket, event) which resolves at the next such
/// event, text(bytes) and outcome(promise), which is its value or "rejected: " and the error as a string.
[[nodiscard]] TcpRun runTcp(const QString &body, const TcpRunOptions &options = {});

/// The peers that most tests need, and the names under which a script finds them.
class TcpPeers
{
public:
    TcpPeers();
    /// Options that name these peers: ECHO SINK FIN RST GREET FLOOD (100,000 bytes) DEAF (never reads) REFUSED.
    [[nodiscard]] TcpRunOptions options() const;

    Peer echo, sink, fin, rst, greet, flood, deaf;
    quint16 refused;
};

} // namespace sockscope::test
