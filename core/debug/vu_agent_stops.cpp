// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a virtual user stops at a probe, and where steps end.
#include "debug/vu_agent.h"
#include "script/compile/program.h"

namespace sockscope {

VuAgent::Position VuAgent::positionAt(int probe, int q, int activation) const
{
    Position at{probe, q, activation, 0, m_task};
    if (const auto module = m_controller.moduleOf(probe))
        at.function = module->probes->base + module->probes->points.at(probe - module->probes->base).function;
    return at;
}

/// Called by armed probes only.
void VuAgent::reached(int probe, int q, int activation)
{
    if (m_isEvaluating) // an expression called the script's own functions: they don't stop
        return;
    m_position = positionAt(probe, q, activation);
    DebugPause pause;
    pause.location = locationOf(probe);
    const bool isBreakpoint = hitsBreakpoint(probe, pause);
    if (isBreakpoint) {
        pause.reason = DebugPause::Reason::Breakpoint;
    } else if (isEventNow(probe)) {
        pause.reason = m_stopAtNext->reason;
        pause.text = m_stopAtNext->text;
    } else if (isEntryNow()) {
        pause.reason = DebugPause::Reason::Entry;
    } else if (m_pauseRequested) {
        pause.reason = DebugPause::Reason::Pause;
    } else if (m_step && stepStops(m_position)) {
        pause.reason = DebugPause::Reason::Step;
    } else {
        return;
    }
    stop(pause);
}

/// Whether this is the first statement that runs at all.
bool VuAgent::isEntryNow()
{
    if (!std::exchange(m_stopsOnEntry, false))
        return false;
    if (m_controller.takeEntry())
        return true;
    arm(); // another virtual user was faster
    return false;
}

bool VuAgent::stepStops(const Position &at) const
{
    const Step &step = *m_step;
    const bool isSameTask = at.task == step.from.task;
    switch (step.kind) {
    case StepKind::Into:
        return isSameTask || stepStopsInCaller(at) ||
               (at.activation != 0 && at.activation == step.from.activation && !step.isActivationOver);
    case StepKind::Over:
        if (step.from.activation != 0 && !step.isActivationOver)
            return at.activation == step.from.activation;
        return stepStopsInCaller(at) || (step.from.activation == 0 && isSameTask && at.q == step.from.q &&
                                         at.function == step.from.function && at.activation == 0);
    case StepKind::Out:
        return stepStopsInCaller(at);
    case StepKind::ToCursor:
        return at.probe == step.cursor;
    case StepKind::NextEvent:
    case StepKind::Continue:
        return false;
    }
    return false;
}

/// Whether a probe belongs to a function that called, or awaits, the one that a step began in.
bool VuAgent::stepStopsInCaller(const Position &at) const
{
    const Step &step = *m_step;
    const bool isBelow = at.task == step.from.task && at.q < step.from.q;
    if (step.from.activation == 0)
        return isBelow;
    if (!step.isActivationOver) // its first part, called like any other function; later the event loop called it
        return step.kind == StepKind::Out && isBelow && at.activation != step.from.activation;
    return (step.parent != 0 && at.activation == step.parent) || (!step.wasResumed && isBelow);
}

void VuAgent::activationEnded(int activation, int parent, bool wasResumed)
{
    if (!m_step || m_step->from.activation != activation)
        return;
    m_step->isActivationOver = true;
    m_step->parent = parent;
    m_step->wasResumed = wasResumed;
}

} // namespace sockscope
