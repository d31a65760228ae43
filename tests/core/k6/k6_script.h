// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "k6/builtin_modules.h"
#include "k6/shared_array_store.h"
#include "log/log.h"
#include "metrics/check_registry.h"
#include "metrics/metric_registry.h"
#include "metrics/sample.h"
#include "net/net_options.h"
#include "script/compile/program.h"
#include "script/execution_info.h"
#include "script/virtual_user.h"

#include <QFile>
#include <QMutex>
#include <QTemporaryDir>

#include <memory>
#include <vector>

/// Runs a script the way a run does, as far as the modules of k6 can tell: one program, registries and counters, and
/// virtual users on the calling thread.
namespace sockscope::test {

using namespace Qt::StringLiterals;

/// Keeps what is logged.
class RecordingLog : public LogSink
{
public:
    void write(const LogRecord &record) override
    {
        const QMutexLocker lock(&m_mutex);
        m_records.append(record);
    }
    [[nodiscard]] QList<LogRecord> records() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_records;
    }

private:
    mutable QMutex m_mutex;
    QList<LogRecord> m_records;
};

struct RecordedSample
{
    QString metric;
    double value = 0;
    TagMap tags;
    TagMap metadata;
};

class RecordingObserver : public SampleObserver
{
public:
    void sampleAdded(const Sample &sample) override
    {
        samples.append({sample.metric->name, sample.value, sample.tags, sample.metadata});
    }
    QList<RecordedSample> samples;
};

class K6Script
{
public:
    explicit K6Script(const QByteArray &source)
        : modules(builtinModules())
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(source) != source.size())
            qFatal("the script can't be written to %s", qPrintable(path()));
        file.close();
        program =
            std::make_unique<Program>(path(), [this](const QString &name) { return modules.find(name) != nullptr; });
        context.program = program.get();
        context.modules = &modules;
        context.log = &log;
        context.metrics = &metrics;
        context.checks = &checks;
        context.sharedArrays = &sharedArrays;
        context.net = &net;
        context.socketNumbers = &socketNumbers;
        context.tags = {{u"build"_s, u"test"_s}};
        info.counters = &counters;
        info.scenarioName = u"default"_s;
        info.executor = u"shared-iterations"_s;
        info.idInInstance = 1;
        info.idInTest = 1;
    }

    [[nodiscard]] QString path() const { return folder.filePath(u"script.js"_s); }

    /// A VU that has run the init code; what the init code threw is in `outcome`.
    std::unique_ptr<VirtualUser> makeVu(int id, CallOutcome *outcome = nullptr)
    {
        auto vu = std::make_unique<VirtualUser>(context, id);
        const CallOutcome result = vu->initialise();
        if (outcome)
            *outcome = result;
        else if (result.kind != CallOutcome::Kind::Complete)
            qWarning("the init code failed: %s", qPrintable(result.error));
        return vu;
    }

    CallOutcome iterate(VirtualUser &vu, std::uint32_t iteration)
    {
        if (iteration == 0)
            vu.setExecutionInfo(std::make_shared<ExecutionInfo>(info));
        vu.enterStage(VirtualUser::Stage::Iteration, iteration);
        return vu.runIteration(vu.exported(u"default"_s), {});
    }

    /// Calls an exported function in a stage that has no scenario.
    CallOutcome call(VirtualUser &vu, VirtualUser::Stage stage, const QString &name)
    {
        ExecutionInfo outside;
        outside.counters = &counters;
        outside.runDuration = info.runDuration;
        outside.options = info.options;
        vu.setExecutionInfo(std::make_shared<ExecutionInfo>(outside));
        vu.enterStage(stage);
        return vu.runForResult(vu.exported(name), {});
    }

    /// One VU, one iteration; returns the console lines, or the error of the init code.
    QStringList run()
    {
        CallOutcome outcome;
        const auto vu = makeVu(1, &outcome);
        if (outcome.kind != CallOutcome::Kind::Complete)
            return {u"init failed: "_s + outcome.error};
        if (vu->exported(u"default"_s).isCallable())
            iterate(*vu, 0);
        return consoleLines();
    }

    [[nodiscard]] QStringList consoleLines() const { return messages(true); }
    /// "warning: text" of what the program logged itself.
    [[nodiscard]] QStringList logLines() const { return messages(false); }

    QTemporaryDir folder;
    ModuleRegistry modules;
    std::unique_ptr<Program> program;
    RecordingLog log;
    MetricRegistry metrics;
    CheckRegistry checks;
    SharedArrayStore sharedArrays;
    NetOptions net;
    std::atomic<std::uint32_t> socketNumbers{0};
    RunCounters counters;
    ExecutionInfo info; ///< copied for each VU before its first iteration
    RunContext context;

private:
    [[nodiscard]] QStringList messages(bool console) const
    {
        static constexpr const char *Levels[] = {"debug", "info", "warning", "error"};
        QStringList lines;
        for (const LogRecord &record : log.records()) {
            if ((record.fields.value(u"source"_s) == u"console") != console)
                continue;
            lines.append(console
                             ? record.message
                             : QString::fromLatin1(Levels[static_cast<int>(record.level)]) + u": "_s + record.message);
        }
        return lines;
    }
};

/// The lines that a script prints which imports everything and evaluates `expressions` one by one: "name => type
/// value", or "name !! error".
inline QByteArray probes(const QByteArray &imports, const QByteArray &lines, bool inInit = false)
{
    return imports + R"(
const t = (name, probe) => {
    try {
        const result = probe()
        console.log(name, "=>", typeof result, result)
    } catch (error) {
        console.log(name, "!!", String(error))
    }
}
)" + (inInit ? lines + "\nexport default function () {}\n" : "export default function () {\n" + lines + "\n}\n");
}

} // namespace sockscope::test
