// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/net_options.h"
#include "options/stage.h"
#include "options/threshold_source.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace sockscope {

/// The options of a run (k6-reference 4.3). An absent value was not given by that source. Durations are nanoseconds.
struct RunOptions
{
    std::optional<int> vus;
    std::optional<std::int64_t> iterations;
    std::optional<std::int64_t> duration;
    std::optional<QList<Stage>> stages;
    std::optional<QMap<QString, QJsonObject>> scenarios; ///< as written; each executor reads its own
    std::optional<QString> executionSegment;             ///< "1/3:2/3"
    std::optional<QString> executionSegmentSequence;     ///< "0,1/3,2/3,1"
    std::optional<QMap<QString, QList<ThresholdSource>>> thresholds;
    std::optional<std::int64_t> setupTimeout;
    std::optional<std::int64_t> teardownTimeout;
    std::optional<std::int64_t> minIterationDuration;
    std::optional<bool> noSetup;
    std::optional<bool> noTeardown;
    std::optional<bool> throwErrors; ///< `throw`
    std::optional<bool> insecureSkipTlsVerify;
    std::optional<QString> tlsMinVersion;
    std::optional<QString> tlsMaxVersion;
    std::optional<QList<NetOptions::ClientCertificate>> tlsAuth;
    std::optional<QMap<QString, QString>> tags;
    std::optional<QHash<QString, QString>> hosts;
    std::optional<QStringList> blockHostnames;
    std::optional<QStringList> blacklistIPs;
    std::optional<QString> dnsPolicy;
    QStringList unknown;     ///< members that no k6 option has, in the order of the source
    QStringList notProvided; ///< members that k6 has and this version doesn't act on ("thresholds", ...)

    /// Takes every value that `higher` has. Setting any of vus' companions duration/iterations erases both of the lower
    /// tier.
    void override(const RunOptions &higher);
    [[nodiscard]] NetOptions net() const;
    /// The options as `exec.test.options` shows them.
    [[nodiscard]] QJsonObject toJson() const;
};

/// Reads the object that a script exports as `options`. `error` becomes k6's sentence for a value of a wrong type.
[[nodiscard]] RunOptions parseScriptOptions(const QJsonObject &object, QString *error);

} // namespace sockscope
