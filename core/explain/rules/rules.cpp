// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope {

std::vector<std::unique_ptr<ExplainRule>> allExplainRules()
{
    std::vector<std::unique_ptr<ExplainRule>> rules;
    for (auto *make : {explain::neverDestroyed, explain::lineEnding, explain::unheardData, explain::replacedHandler,
                       explain::eventNeverFired, explain::connectNotAwaited, explain::writeAfterClose,
                       explain::unhandledRejection, explain::idleTimeout, explain::splitMessage, explain::tlsMismatch})
        rules.push_back(make());
    return rules;
}

} // namespace sockscope
