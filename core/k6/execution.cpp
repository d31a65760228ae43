// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/execution.h"

#include "k6/facade.h"
#include "script/execution_info.h"
#include "script/virtual_user.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;
using Stage = VirtualUser::Stage;

bool ExecutionBinding::inInit() const
{
    return m_vu.inInit();
}

bool ExecutionBinding::hasInstance() const
{
    // k6 has no instance in teardown() and handleSummary(): the executors are gone by then.
    const Stage stage = m_vu.stage();
    return stage == Stage::Setup || stage == Stage::Iteration || stage == Stage::Session;
}

bool ExecutionBinding::hasScenario() const
{
    return !m_vu.executionInfo().scenarioName.isEmpty();
}

bool ExecutionBinding::isInterrupted() const
{
    return m_vu.isInterrupted();
}

double ExecutionBinding::instanceValue(const QString &name) const
{
    const ExecutionInfo &info = m_vu.executionInfo();
    if (name == u"currentTestRunDuration")
        return info.runDuration ? std::chrono::duration<double, std::milli>(info.runDuration()).count() : 0.0;
    if (!info.counters)
        return 0;
    if (name == u"iterationsCompleted")
        return static_cast<double>(info.counters->iterationsCompleted);
    if (name == u"iterationsInterrupted")
        return static_cast<double>(info.counters->iterationsInterrupted);
    return static_cast<double>(name == u"vusActive" ? info.counters->vusActive : info.counters->vusInitialized);
}

QJSValue ExecutionBinding::scenarioValue(const QString &name) const
{
    const ExecutionInfo &info = m_vu.executionInfo();
    if (name == u"name")
        return info.scenarioName;
    if (name == u"executor")
        return info.executor;
    if (name == u"startTime")
        return static_cast<double>(info.startTimeMs);
    if (name == u"progress")
        return info.progress ? std::clamp(info.progress(), 0.0, 1.0) : 0.0;
    return static_cast<double>(name == u"iterationInTest" ? info.scenarioIterationInTest
                                                          : info.scenarioIterationInInstance);
}

double ExecutionBinding::vuValue(const QString &name) const
{
    const ExecutionInfo &info = m_vu.executionInfo();
    if (name == u"idInInstance")
        return info.idInInstance;
    if (name == u"idInTest")
        return info.idInTest;
    return name == u"iterationInInstance" ? m_vu.iteration() : static_cast<double>(info.iterationInScenario);
}

QString ExecutionBinding::options() const
{
    const QByteArray &options = m_vu.executionInfo().options;
    return options.isEmpty() ? u"{}"_s : QString::fromUtf8(options);
}

void ExecutionBinding::abort(const QString &reason)
{
    const QString frame = m_vu.currentFrame();
    m_vu.abortTest(frame.isEmpty() ? reason : reason + u" at "_s + frame);
}

void ExecutionBinding::fail(const QString &reason)
{
    m_vu.log(LogLevel::Error, reason);
    if (RunCounters *counters = m_vu.executionInfo().counters)
        counters->markedAsFailed = true;
}

const QMap<QString, QString> &ExecutionBinding::mapNamed(const QString &name)
{
    return name == u"tags" ? m_vu.tags() : m_vu.executionInfo().metadata;
}

bool ExecutionBinding::hasEntry(const QString &map, const QString &name)
{
    return mapNamed(map).contains(name);
}

QString ExecutionBinding::entry(const QString &map, const QString &name)
{
    return mapNamed(map).value(name);
}

QStringList ExecutionBinding::entryNames(const QString &map)
{
    return mapNamed(map).keys();
}

void ExecutionBinding::setEntry(const QString &map, const QString &name, const QString &value)
{
    if (map != u"tags")
        m_vu.executionInfo().metadata.insert(name, value);
    else if (name == u"group" && m_vu.context().systemTags.has(SystemTags::Group))
        m_vu.setGroup(value); // so that group() goes on from there, as in k6
    else
        m_vu.setOwnTag(name, value);
}

void ExecutionBinding::removeEntry(const QString &map, const QString &name)
{
    if (map == u"tags")
        m_vu.removeOwnTag(name);
    else
        m_vu.executionInfo().metadata.remove(name);
}

QJSValue createExecutionModule(VirtualUser &vu)
{
    return makeFacade(vu, u"execution"_s, &vu.service<ExecutionBinding>());
}

} // namespace sockscope
