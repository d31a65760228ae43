// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug/vu_agent.h"

#include "script/virtual_user.h"
#include "script/vu_facts.h"

#include <QElapsedTimer>
#include <QJSEngine>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

VuAgent::VuAgent(DebugController &controller, VirtualUser &vu, int thread, bool stopsOnEntry)
    : m_controller(controller)
    , m_vu(vu)
    , m_thread(thread)
    , m_cells(CellCount, '\0')
    , m_evaluator(vu)
    , m_table(controller.m_table) // the controller holds its lock
    , m_stopsOnEntry(stopsOnEntry)
{
    // The buffer shares the memory of the byte array as long as neither is written to through its own means: probes
    // only read, and other threads write past Qt.
    const QJSValue buffer = m_vu.engine().toScriptValue(m_cells);
    m_cellData = const_cast<char *>(m_cells.constData());
    m_js = m_vu.load(u":/Sockscope/Debug/agent.mjs"_s)
               .call({m_vu.wrap(this), buffer, m_vu.runtime(), m_vu.engine().globalObject()});
    for (const QString &name : {u"makeModule"_s, u"arm"_s, u"collect"_s, u"asyncCallers"_s, u"reset"_s, u"hasFrame"_s,
                                u"release"_s, u"scopes"_s, u"variables"_s, u"names"_s, u"run"_s, u"truthy"_s,
                                u"assign"_s, u"watchPromises"_s, u"awaits"_s, u"iterationEnded"_s})
        m_functions.insert(name, m_js.property(name));
    m_reset = m_functions.value(u"reset"_s);
    setCell(Exceptions, m_table->exceptions.any());
    m_vu.service<VuFacts>().add(u"awaits"_s, [this] { return awaits(); });
    connect(&vu, &VirtualUser::iterationEnding, this, [this] { m_hasIterationEnded = true; });
}

VuAgent::~VuAgent()
{
    tellCounts();
    m_controller.detached(*this);
}

void VuAgent::setCell(Cell cell, bool on)
{
    std::atomic_ref<char>(m_cellData[cell]).store(on ? 1 : 0);
}

void VuAgent::requestPause()
{
    m_pauseRequested = true;
    setCell(Look, true);
}

void VuAgent::tablesChanged(bool hasExceptions)
{
    setCell(Exceptions, hasExceptions);
    setCell(Look, true);
}

void VuAgent::askForCounts()
{
    setCell(Look, true);
}

/// Hands over what the probes have counted, and begins or ends counting as is wanted now.
void VuAgent::tellCounts()
{
    const bool isWanted = m_controller.coverage().isOn();
    if (!m_isCounting && !isWanted)
        return;
    m_isCounting = isWanted;
    const QJSValue counted = m_js.property(u"count"_s).call({isWanted});
    const quint32 size = counted.property(u"length"_s).toUInt();
    QList<qint64> pairs;
    for (quint32 i = 0; i < size; ++i)
        pairs.append(static_cast<qint64>(counted.property(i).toNumber()));
    m_controller.coverage().add(pairs);
}

void VuAgent::requestResume(StepKind step, int cursorProbe)
{
    const std::lock_guard lock(m_mutex);
    m_pauseRequested = false;
    if (m_isPaused)
        m_command = std::pair(step, cursorProbe);
    m_wake.notify_all();
}

void VuAgent::add(DebugController::Job job)
{
    const std::lock_guard lock(m_mutex);
    m_jobs.append(std::move(job)); // enqueue() would copy it
    m_wake.notify_all();
}

void VuAgent::wakeUp()
{
    const std::lock_guard lock(m_mutex);
    m_wake.notify_all();
}

QJSValue VuAgent::moduleHooks(const CompiledModule &module)
{
    const ModuleProbes &probes = *module.probes;
    QJSValue layout = m_vu.engine().newArray(static_cast<uint>(probes.points.size()));
    for (qsizetype i = 0; i < probes.points.size(); ++i) {
        const ProbePoint &point = probes.points.at(i);
        const int isResumable = probes.functions.at(point.function).isResumable ? 1 : 0;
        const int size = static_cast<int>(probes.nameLists.at(point.locals).size()) + isResumable;
        layout.setProperty(static_cast<quint32>(i), 2 * size + isResumable);
    }
    return m_functions.value(u"makeModule"_s).call({probes.base, layout});
}

/// Takes the newest breakpoints. Called by probes that see the cell, in the middle of the script.
void VuAgent::synchronise()
{
    setCell(Look, false);
    tellCounts();
    m_table = m_controller.breakpoints();
    const auto &events = m_table->events;
    const bool watches = std::any_of(events.begin(), events.end(), [](const EventBreakpoint &asked) {
        return asked.kind == EventBreakpoint::Kind::Promise && asked.socket == 0;
    });
    if (std::exchange(m_watchesPromises, watches) != watches)
        m_functions.value(u"watchPromises"_s).call({watches});
    arm();
}

void VuAgent::arm()
{
    setCell(Steps, m_step.has_value());
    const bool isAll = m_pauseRequested || m_stopsOnEntry || m_step.has_value() || m_stopAtNext.has_value();
    QJSValue ids = m_vu.engine().newArray(static_cast<uint>(m_table->byProbe.size()));
    quint32 next = 0;
    for (auto it = m_table->byProbe.cbegin(); it != m_table->byProbe.cend(); ++it)
        ids.setProperty(next++, it.key());
    m_functions.value(u"arm"_s).call({isAll, ids});
}

void VuAgent::unblocked()
{
    if (std::atomic_ref<char>(m_cellData[Look]).load() != 0)
        synchronise();
}

void VuAgent::taskStarting()
{
    ++m_task;
    m_isInTask = true;
    m_originHead.socket = 0;
    m_reset.call();
    if (std::exchange(m_hasIterationEnded, false)) // not there: the engine may be interrupted
        m_functions.value(u"iterationEnded"_s).call();
    unblocked();
}

void VuAgent::taskEnding()
{
    m_isInTask = false;
    if (m_isCounting)
        tellCounts();
    if (m_stopAtNext && !m_stopOutlivesTask) { // the event's handler had no statement
        m_stopAtNext.reset();
        setCell(Look, true);
    }
}

DebugLocation VuAgent::locationOf(int probe) const
{
    const auto module = m_controller.moduleOf(probe);
    if (!module)
        return {};
    const ScriptRange &range = module->probes->points.at(probe - module->probes->base).range;
    return {module->url, range.line, range.column, range.endLine, range.endColumn};
}

void VuAgent::stop(DebugPause pause)
{
    pause.thread = m_thread;
    pause.vu = m_vu.id();
    m_step.reset();
    m_stopAtNext.reset();
    m_pauseRequested = false;
    m_stack.reset();
    {
        const std::lock_guard lock(m_mutex);
        m_isPaused = true;
        m_command.reset();
        m_jobs.clear();
    }
    tellCounts();
    QElapsedTimer clock;
    clock.start();
    m_controller.hold(true);
    m_controller.reportPause(*this, pause);
    waitForCommand();
    m_controller.hold(false);
    m_stack.reset();
    m_failure.clear();
    m_functions.value(u"release"_s).call();
    const std::int64_t ns = clock.nsecsElapsed();
    m_pausedNs += ns;
    recordPause(pause, ns);
    m_controller.reportResumed(m_thread);
    finishJobs();
    synchronise();
}

/// Serves those who look until somebody lets the script go on, or ends it.
void VuAgent::waitForCommand()
{
    std::pair<StepKind, int> command;
    for (;;) {
        DebugController::Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return !m_jobs.isEmpty() || m_command || m_vu.isInterrupted(); });
            if (m_jobs.isEmpty()) {
                m_isPaused = false;
                command = m_command.value_or(std::pair(StepKind::Continue, 0));
                break;
            }
            job = m_jobs.dequeue();
        }
        job(*this);
    }
    if (command.first == StepKind::Continue)
        return;
    m_step = Step{command.first, m_position, command.second};
}

/// Answers who asked while an interruption ended the pause.
void VuAgent::finishJobs()
{
    QQueue<DebugController::Job> jobs;
    {
        const std::lock_guard lock(m_mutex);
        jobs.swap(m_jobs);
    }
    for (const DebugController::Job &job : std::as_const(jobs))
        job(*this);
    m_stack.reset();
}

/// Readers of the journal show the time as a gap.
void VuAgent::recordPause(const DebugPause &pause, std::int64_t ns)
{
    const QJsonObject told{{u"ms"_s, static_cast<double>(ns) / 1e6},
                           {u"reason"_s, pause.text},
                           {u"line"_s, pause.location.line},
                           {u"url"_s, pause.location.url}};
    m_vu.record(RecordKind::DebugPaused, 0, QJsonDocument(told).toJson(QJsonDocument::Compact), {}, JournalState::None,
                JournalState::None, m_vu.locationAt(pause.location.url, pause.location.line, pause.location.column));
}

} // namespace sockscope
