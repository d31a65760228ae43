// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/json_source.h"

#include <QList>

namespace sockscope {

/// One field of a scenario: how its value is checked and printed (k6-reference 4.4).
struct ScenarioField
{
    QString name;
    bool (*check)(const JsonSource &source, JsonProblem *problem) = nullptr;
    QString (*json)(const QJsonValue &value) = nullptr; ///< for a value that passed the check
    bool isLeftOut = false;                             ///< not printed where it isn't given
    bool isOfAll = false; ///< of every executor: in k6 a member of BaseConfig, which its sentences name
};

/// The fields of an executor in k6's order, those that all have first; empty where there is no such executor.
[[nodiscard]] QList<ScenarioField> scenarioFields(const QString &executor);

/// The field that a member of a scenario means, or null. Case doesn't matter where no field has the exact name.
[[nodiscard]] const ScenarioField *scenarioField(const QList<ScenarioField> &fields, const QString &member);

} // namespace sockscope
