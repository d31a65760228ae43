// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace sockscope {

/// The fields that every scenario has (https://grafana.com/docs/k6/latest/using-k6/scenarios/#options,
/// k6-reference 4.4). Times are nanoseconds.
struct ScenarioFields
{
    QString name;
    QString type; ///< `executor`: "shared-iterations"
    std::int64_t startTime = 0;
    std::int64_t gracefulStop = 30'000'000'000;
    std::optional<QString> exec;
    QHash<QString, QString> env;
    QMap<QString, QString> tags;

    /// The exported function that the scenario's VUs call.
    [[nodiscard]] QString function() const;
    /// k6's sentences on what makes no sense.
    [[nodiscard]] QStringList problems() const;
    /// " (<facts>, exec: .., startTime: .., gracefulStop: ..)", the end of a scenario's description.
    [[nodiscard]] QString descriptionEnd(QStringList facts = {}) const;
};

} // namespace sockscope
