// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug/debug_controller.h"

#include "debug/vu_agent.h"
#include "script/compile/program.h"
#include "script/instrument/instrumenter.h"
#include "script/virtual_user.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString urlOf(const QString &file)
{
    return file.contains("://"_L1) ? file : ModuleResolver::urlOf(file);
}

} // namespace

DebugController::DebugController()
    : m_table(std::make_shared<BreakpointTable>())
{
    qRegisterMetaType<DebugPause>();
    qRegisterMetaType<DebugLocation>();
    qRegisterMetaType<PlacedBreakpoint>();
}

DebugController::~DebugController() = default;

void DebugController::prepare(Program &program)
{
    {
        QMutexLocker lock(&m_mutex); // the numbers of probes begin anew
        m_modules.clear();
        m_byUrl.clear();
        m_coverage.clear();
        m_isDetached = false;
        m_isEntryTaken = false;
        for (auto file = m_lines.begin(); file != m_lines.end(); ++file) {
            for (Placed &breakpoint : *file)
                place(file.key(), breakpoint);
        }
        publish();
    }
    program.setInstrumenter(instrumentScript,
                            [this](const std::shared_ptr<const CompiledModule> &module) { moduleCompiled(module); });
}

std::unique_ptr<VuDebugger> DebugController::attach(VirtualUser &vu)
{
    std::unique_ptr<VuAgent> agent;
    {
        QMutexLocker lock(&m_mutex);
        agent =
            std::make_unique<VuAgent>(*this, vu, m_nextThread++, m_stopsOnEntry && !m_isEntryTaken && !m_isDetached);
        m_agents.insert(agent->thread(), agent.get());
    }
    Q_EMIT threadStarted(agent->thread(), vu.id());
    return agent;
}

void DebugController::detached(VuAgent &agent)
{
    {
        QMutexLocker lock(&m_mutex);
        m_agents.remove(agent.thread());
        m_pauses.remove(agent.thread());
    }
    Q_EMIT threadEnded(agent.thread());
}

void DebugController::interrupted()
{
    QMutexLocker lock(&m_mutex);
    for (VuAgent *agent : std::as_const(m_agents))
        agent->wakeUp();
}

bool DebugController::takeEntry()
{
    QMutexLocker lock(&m_mutex);
    return !m_isDetached && !std::exchange(m_isEntryTaken, true);
}

std::chrono::nanoseconds DebugController::held() const
{
    QMutexLocker lock(&m_heldMutex);
    return m_holding == 0 ? m_held : m_held + (std::chrono::steady_clock::now() - m_heldSince);
}

void DebugController::hold(bool begins)
{
    QMutexLocker lock(&m_heldMutex);
    const auto now = std::chrono::steady_clock::now();
    if (m_holding > 0)
        m_held += now - m_heldSince;
    m_heldSince = now;
    m_holding += begins ? 1 : -1;
}

void DebugController::moduleCompiled(const std::shared_ptr<const CompiledModule> &module)
{
    QList<PlacedBreakpoint> told;
    {
        QMutexLocker lock(&m_mutex);
        m_byUrl.insert(module->url, module);
        if (module->probes)
            m_modules.insert({module->probes->base, module});
        for (Placed &breakpoint : m_lines[module->url]) {
            place(module->url, breakpoint);
            told.append(breakpoint.placed);
        }
        publish();
    }
    for (const PlacedBreakpoint &breakpoint : std::as_const(told))
        Q_EMIT breakpointPlaced(breakpoint);
    Q_EMIT moduleLoaded(module->url, module->probes != nullptr);
}

std::shared_ptr<const BreakpointTable> DebugController::breakpoints() const
{
    QMutexLocker lock(&m_mutex);
    return m_table;
}

std::shared_ptr<const CompiledModule> DebugController::moduleOf(int probe) const
{
    QMutexLocker lock(&m_mutex);
    const auto after = m_modules.upper_bound(probe);
    if (after == m_modules.begin())
        return nullptr;
    const auto &module = std::prev(after)->second;
    return probe < module->probes->base + module->probes->points.size() ? module : nullptr;
}

std::shared_ptr<const CompiledModule> DebugController::moduleNamed(const QString &url) const
{
    QMutexLocker lock(&m_mutex);
    return m_byUrl.value(url);
}

QList<std::shared_ptr<const CompiledModule>> DebugController::modules() const
{
    QMutexLocker lock(&m_mutex);
    return m_byUrl.values();
}

void DebugController::askForCounts()
{
    QMutexLocker lock(&m_mutex);
    for (VuAgent *agent : std::as_const(m_agents))
        agent->askForCounts();
}

int DebugController::probeAt(const QString &url, int line, int column) const
{
    QMutexLocker lock(&m_mutex);
    return findProbe(urlOf(url), line, column);
}

int DebugController::findProbe(const QString &url, int line, int column) const
{
    const auto module = m_byUrl.value(url);
    if (!module || !module->probes)
        return 0;
    const ModuleProbes &probes = *module->probes;
    int best = 0;
    std::pair<int, int> bestPlace;
    for (qsizetype i = 0; i < probes.points.size(); ++i) {
        const ProbePoint &point = probes.points.at(i);
        const std::pair place(point.range.line, point.range.column);
        if (!point.isBreakable() || place < std::pair(line, column) || (best != 0 && place >= bestPlace))
            continue;
        best = probes.base + static_cast<int>(i);
        bestPlace = place;
    }
    return best;
}

QList<DebugLocation> DebugController::breakableLocations(const QString &file, int firstLine, int lastLine) const
{
    QMutexLocker lock(&m_mutex);
    QList<DebugLocation> found;
    const auto module = m_byUrl.value(urlOf(file));
    if (!module || !module->probes)
        return found;
    for (const ProbePoint &point : module->probes->points) {
        const ScriptRange &range = point.range;
        if (point.isBreakable() && range.line >= firstLine && range.line <= lastLine)
            found.append({module->url, range.line, range.column, range.endLine, range.endColumn});
    }
    std::sort(found.begin(), found.end(), [](const DebugLocation &a, const DebugLocation &b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return found;
}

void DebugController::place(const QString &url, Placed &breakpoint) const
{
    breakpoint.probe = findProbe(url, breakpoint.asked.line, breakpoint.asked.column);
    PlacedBreakpoint &placed = breakpoint.placed;
    placed.verified = breakpoint.probe != 0;
    placed.line = breakpoint.asked.line;
    placed.column = breakpoint.asked.column;
    placed.message.clear();
    const auto module = m_byUrl.value(url);
    if (placed.verified) {
        const ScriptRange &range = module->probes->points.at(breakpoint.probe - module->probes->base).range;
        placed.line = range.line;
        placed.column = range.column;
    } else if (!module) {
        placed.message = u"the file has not been loaded yet"_s;
    } else if (!module->probes) {
        placed.message = u"this file can't be debugged: its text could not be read as JavaScript or TypeScript"_s;
    } else {
        placed.message = u"no statement stands at or behind this line"_s;
    }
}

QList<PlacedBreakpoint> DebugController::setBreakpoints(const QString &file, const QList<LineBreakpoint> &breakpoints)
{
    const QString url = urlOf(file);
    QList<PlacedBreakpoint> placed;
    QMutexLocker lock(&m_mutex);
    QList<Placed> all;
    for (const LineBreakpoint &asked : breakpoints) {
        Placed breakpoint{asked, {}, 0};
        breakpoint.placed.id = m_nextBreakpoint++;
        place(url, breakpoint);
        placed.append(breakpoint.placed);
        all.append(breakpoint);
    }
    m_lines.insert(url, all);
    publish();
    return placed;
}

void DebugController::setEventBreakpoints(const QList<EventBreakpoint> &breakpoints)
{
    QMutexLocker lock(&m_mutex);
    m_events = breakpoints;
    publish();
}

void DebugController::setExceptionFilter(const ExceptionFilter &filter)
{
    QMutexLocker lock(&m_mutex);
    m_exceptions = filter;
    publish();
}

void DebugController::setStopOnEntry(bool stop)
{
    QMutexLocker lock(&m_mutex);
    m_stopsOnEntry = stop;
}

/// Makes a new table of what is set and tells all virtual users to take it. With the lock held.
void DebugController::publish()
{
    auto table = std::make_shared<BreakpointTable>();
    if (!m_isDetached) {
        for (const QList<Placed> &list : std::as_const(m_lines)) {
            for (const Placed &breakpoint : list) {
                if (breakpoint.probe != 0)
                    table->byProbe[breakpoint.probe].append({breakpoint.placed.id, breakpoint.asked});
            }
        }
        table->events = m_events;
        table->exceptions = m_exceptions;
    }
    m_table = table;
    for (VuAgent *agent : std::as_const(m_agents))
        agent->tablesChanged(m_table->exceptions.any());
}

void DebugController::pause(int thread)
{
    QMutexLocker lock(&m_mutex);
    for (VuAgent *agent : std::as_const(m_agents)) {
        if (thread == 0 || agent->thread() == thread)
            agent->requestPause();
    }
}

bool DebugController::resume(int thread, StepKind step, const DebugLocation &cursor)
{
    QMutexLocker lock(&m_mutex);
    if (!m_pauses.contains(thread))
        return false;
    const int probe = step == StepKind::ToCursor ? findProbe(urlOf(cursor.url), cursor.line, cursor.column) : 0;
    if (step == StepKind::ToCursor && probe == 0)
        return false;
    m_pauses.remove(thread);
    m_agents.value(thread)->requestResume(step, probe);
    return true;
}

void DebugController::detach()
{
    QMutexLocker lock(&m_mutex);
    m_isDetached = true;
    m_stopsOnEntry = false;
    publish();
    m_pauses.clear();
    for (VuAgent *agent : std::as_const(m_agents))
        agent->requestResume(StepKind::Continue, 0);
}

bool DebugController::inspect(int thread, Job job)
{
    QMutexLocker lock(&m_mutex);
    if (!m_pauses.contains(thread))
        return false;
    m_agents.value(thread)->add(std::move(job));
    return true;
}

QList<DebugPause> DebugController::pauses() const
{
    QMutexLocker lock(&m_mutex);
    return m_pauses.values();
}

void DebugController::reportPause(VuAgent &agent, const DebugPause &pause)
{
    {
        QMutexLocker lock(&m_mutex);
        m_pauses.insert(agent.thread(), pause);
    }
    Q_EMIT paused(pause);
}

void DebugController::reportResumed(int thread)
{
    {
        QMutexLocker lock(&m_mutex);
        m_pauses.remove(thread);
    }
    Q_EMIT resumed(thread);
}

void DebugController::reportOutput(int thread, const QString &text, const DebugLocation &location)
{
    Q_EMIT output(thread, text, location);
}

} // namespace sockscope
