// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/explain_rule.h"

#include "log/visible_text.h"

#include <algorithm>

namespace sockscope {

void ExplainRule::read(const SeenRecord &, SocketFacts &) {}

void ExplainRule::readPlain(const SeenRecord &) {}

void ExplainRule::socketEnded(SocketFacts &) {}

void ExplainRule::socketQuiet(SocketFacts &) {}

void ExplainRule::silenceExcused(SocketFacts &) {}

void ExplainRule::clear() {}

void ExplainRule::setFindings(FindingList *findings, int index)
{
    m_findings = findings;
    m_index = index;
}

int ExplainRule::report(const SocketFacts &socket, Explanation explanation, int variant)
{
    explanation.vu = socket.vu;
    explanation.iteration = socket.iteration;
    explanation.socket = socket.number;
    return report(std::move(explanation), variant);
}

int ExplainRule::report(Explanation explanation, int variant)
{
    explanation.rule = m_id;
    explanation.title = title();
    explanation.what = visibleText(explanation.what); // may quote what a script or a peer says
    for (Evidence &each : explanation.evidence)
        each.note = visibleText(each.note);
    explanation.evidence.removeIf([](const Evidence &each) { return !each.record.isSet(); });
    std::stable_sort(explanation.evidence.begin(), explanation.evidence.end(),
                     [](const Evidence &a, const Evidence &b) { return a.record.number < b.record.number; });
    return m_findings->report(m_index, variant, std::move(explanation));
}

void ExplainRule::withdraw(int finding)
{
    m_findings->withdraw(finding);
}

} // namespace sockscope
