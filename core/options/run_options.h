// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/net_options.h"
#include "options/dns_options.h"
#include "options/stage.h"
#include "options/threshold_source.h"
#include "options/tls_options.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace sockscope {

/// The options of a run, from one source or consolidated (k6-reference 4.3,
/// https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/). An absent value was not given by that source.
/// Durations are nanoseconds. Plain data; option_fields.h lists the members with their names.
struct RunOptions
{
    std::optional<bool> paused;
    std::optional<std::int64_t> vus;
    std::optional<std::int64_t> duration;
    std::optional<std::int64_t> iterations;
    std::optional<QList<Stage>> stages;
    std::optional<QMap<QString, QJsonObject>> scenarios; ///< as written, of known shape; each executor reads its own
    std::optional<QString> executionSegment;             ///< "1/3:2/3"
    std::optional<QString> executionSegmentSequence;     ///< "0,1/3,2/3,1"
    std::optional<bool> noSetup;
    std::optional<std::int64_t> setupTimeout;
    std::optional<bool> noTeardown;
    std::optional<std::int64_t> teardownTimeout;
    std::optional<std::int64_t> handleSummaryTimeout;
    std::optional<DnsOptions> dns;
    std::optional<bool> insecureSkipTlsVerify;
    std::optional<QStringList> tlsCipherSuites;
    std::optional<TlsVersions> tlsVersion;
    std::optional<QList<TlsAuth>> tlsAuth;
    std::optional<bool> throwErrors; ///< `throw`
    std::optional<QMap<QString, QList<ThresholdSource>>> thresholds;
    std::optional<QStringList> blacklistIPs;
    std::optional<QStringList> blockHostnames;
    std::optional<QMap<QString, QString>> hosts;
    std::optional<std::int64_t> minIterationDuration;
    std::optional<QStringList> summaryTrendStats; ///< checked by trendStatMistake() when all sources are known
    std::optional<QString> summaryTimeUnit;       ///< "s", "ms", "us"; anything else means automatic
    std::optional<QStringList> systemTags;        ///< sorted, only those that there are
    std::optional<QMap<QString, QString>> tags;
    std::optional<std::int64_t> metricSamplesBufferSize;
    std::optional<QString> consoleOutput; ///< path
    std::optional<QString> localIPs;

    /// @name Without meaning for sockets; they show in what is printed of the options
    /// @{
    std::optional<std::int64_t> rps;
    std::optional<std::int64_t> maxRedirects;
    std::optional<QString> userAgent;
    std::optional<std::int64_t> batch;
    std::optional<std::int64_t> batchPerHost;
    std::optional<QString> httpDebug;
    std::optional<bool> noConnectionReuse;
    std::optional<bool> noVUConnectionReuse;
    std::optional<QJsonValue> cloud;
    std::optional<QJsonObject> ext;
    std::optional<bool> noCookiesReset;
    std::optional<bool> discardResponseBodies;
    /// @}

    /// @name Of the program rather than of the script: not in what a script exports, except `features`, which has no
    /// effect there
    /// @{
    std::optional<QStringList> features;
    std::optional<QStringList> out; ///< outputs as written: "json=file"
    std::optional<bool> linger;
    std::optional<bool> noUsageReport;
    std::optional<bool> webDashboard;
    /// @}

    /// Takes every value that `higher`, of a tier with precedence, has. Any of its duration, iterations, stages and
    /// scenarios erases all four of this one.
    void override(const RunOptions &higher);
    /// Whether it has any of the four.
    [[nodiscard]] bool hasExecution() const;
    [[nodiscard]] NetOptions net() const;
};

} // namespace sockscope
