// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/scenario_fields.h"

#include "options/duration_text.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

QString ScenarioFields::function() const
{
    return exec.value_or(QString()).isEmpty() ? u"default"_s : *exec;
}

QStringList ScenarioFields::problems() const
{
    static const QRegularExpression allowed(u"^[0-9a-zA-Z_-]+\\z"_s);
    QStringList problems;
    if (name.isEmpty())
        problems.append(u"scenario name can't be empty"_s);
    if (!allowed.match(name).hasMatch())
        problems.append(u"the scenario name should contain only numbers, latin letters, underscores, and dashes"_s);
    if (exec && exec->isEmpty())
        problems.append(u"exec value cannot be empty"_s);
    if (startTime < 0)
        problems.append(u"the startTime can't be negative"_s);
    if (gracefulStop < 0)
        problems.append(u"the gracefulStop timeout can't be negative"_s);
    return problems;
}

QString ScenarioFields::descriptionEnd(QStringList facts) const
{
    if (exec)
        facts.append(u"exec: "_s + *exec);
    if (startTime > 0)
        facts.append(u"startTime: "_s + formatGoDuration(startTime));
    if (gracefulStop > 0)
        facts.append(u"gracefulStop: "_s + formatGoDuration(gracefulStop));
    return facts.isEmpty() ? QString() : u" (%1)"_s.arg(facts.join(u", "_s));
}

} // namespace sockscope
