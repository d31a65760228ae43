// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_registry.h"
#include "options/script_options.h"
#include "run/run_scheduler.h"
#include "support/script_runner.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

namespace sockscope::test {

/// The scenarios of an options object in JSON, checked and assigned to a share of the test.
inline ScenarioSet scenariosOf(const QString &json, const SegmentShare &share = SegmentShare())
{
    QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    const bool hasScenarios = object.contains(QStringLiteral("scenarios"));
    const QJsonObject scenarios = object.take(QStringLiteral("scenarios")).toObject(); // as executors read them
    sockscope::ScriptOptions script = parseScriptOptions(object);
    if (hasScenarios)
        script.options.scenarios.emplace();
    for (auto it = scenarios.begin(); it != scenarios.end(); ++it)
        script.options.scenarios->insert(it.key(), it->toObject());
    ScenarioSet set = makeScenarios(script.options);
    if (set.error.isEmpty())
        set.error = (script.error.isEmpty() ? problemsOf(set) : QStringList{script.error}).join(u'\n');
    if (set.error.isEmpty()) {
        for (const auto &executor : set.executors)
            executor->assign(share);
    }
    return set;
}

/// The description of the only scenario `a` with these fields, or the sentence that refuses it.
inline QString describedOrRefused(const QString &fields)
{
    const ScenarioSet set = scenariosOf(QStringLiteral("{\"scenarios\":{\"a\":{%1}}}").arg(fields));
    return set.error.isEmpty() ? set.executors.front()->description() : set.error;
}

/// Steps as "milliseconds:planned" or "milliseconds:planned+unplanned".
inline QString stepText(const QList<VuStep> &steps)
{
    QStringList parts;
    for (const VuStep &step : steps) {
        parts.append(QStringLiteral("%1:%2").arg(step.offset / 1'000'000).arg(step.planned));
        if (step.unplanned > 0)
            parts.last() += QStringLiteral("+%1").arg(step.unplanned);
    }
    return parts.join(u' ');
}

/// A script that was run to its end, with its metrics.
class ExecutedScript
{
public:
    explicit ExecutedScript(const QString &source, JournalWriter *journal = nullptr)
    {
        TestRunConfig config;
        config.script = m_folder.filePath(QStringLiteral("script.js"));
        QFile file(config.script);
        if (!file.open(QIODevice::WriteOnly) || file.write(source.toUtf8()) < 0)
            qFatal("the script can't be written");
        file.close();
        config.log = &m_log;
        config.journal = journal;
        m_run = std::make_unique<TestRun>(config);
        result = m_run->execute();
    }
    [[nodiscard]] MetricTotals totals(const QString &metric) const
    {
        return m_run->metrics().totals(m_run->metrics().find(metric));
    }
    [[nodiscard]] double sum(const QString &metric) const { return totals(metric).sum; }
    [[nodiscard]] QStringList console() const { return m_log.console(); }
    [[nodiscard]] QStringList warnings() const { return m_log.messages(LogLevel::Warning); }
    [[nodiscard]] QStringList errors() const { return m_log.messages(LogLevel::Error); }
    [[nodiscard]] RunProgress progress() const { return m_run->progress(); }

    TestRunResult result;

private:
    QTemporaryDir m_folder;
    LogRecorder m_log;
    std::unique_ptr<TestRun> m_run;
};

} // namespace sockscope::test
