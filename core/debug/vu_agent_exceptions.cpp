// SPDX-License-Identifier: GPL-3.0-or-later
// Stops at exceptions and at rejections that nobody handles.
#include "debug/vu_agent.h"
#include "script/compile/program.h"
#include "script/virtual_user.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

void VuAgent::thrown(int probe, const QString &text)
{
    if (m_isEvaluating)
        return;
    const ExceptionFilter &filter = m_table->exceptions;
    const bool isCaught = isGoingToBeCaught();
    if (isCaught ? !filter.caught : !filter.uncaught)
        return;
    m_position.probe = probe;
    m_reported = text;
    stop({0, 0, DebugPause::Reason::Exception, text, {}, locationOf(probe)});
}

/// What the engine or a module threw is met only here.
void VuAgent::caught(int probe, const QString &text)
{
    if (m_isEvaluating || !m_table->exceptions.caught)
        return;
    m_position.probe = probe;
    stop({0, 0, DebugPause::Reason::Exception, text, {}, locationOf(probe)});
}

/// Whether a frame of the stack stands in a block with a catch clause.
bool VuAgent::isGoingToBeCaught()
{
    m_stack.reset();
    for (const DebugFrame &frame : stack().frames) {
        const auto module = m_controller.moduleNamed(frame.location.url);
        if (!module || !module->probes)
            continue;
        const auto &tries = module->probes->tries;
        if (std::any_of(tries.begin(), tries.end(), [&](const ModuleProbes::Try &block) {
                return block.range.contains(frame.location.line, frame.location.column);
            }))
            return true;
    }
    return false;
}

void VuAgent::failed(const QString &text, bool isRejection)
{
    const QString reported = std::exchange(m_reported, {});
    const ExceptionFilter &filter = m_table->exceptions;
    if (m_isEvaluating || m_vu.isInterrupted() || !(isRejection ? filter.rejections : filter.uncaught))
        return;
    if (!reported.isEmpty() && text.startsWith(reported))
        return; // stopped there already
    m_failure = text;
    DebugPause pause{0, 0, DebugPause::Reason::Exception, text.section(u'\n', 0, 0), {}, {}};
    m_stack.reset();
    if (!stack().frames.isEmpty())
        pause.location = stack().frames.first().location;
    stop(pause);
}

} // namespace sockscope
