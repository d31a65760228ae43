// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope {

std::vector<std::unique_ptr<ExplainRule>> allExplainRules()
{
    std::vector<std::unique_ptr<ExplainRule>> rules;
    // What may be the reason for others comes before them.
    for (auto *make :
         {explain::lineEnding, explain::tlsMismatch, explain::unheardData, explain::replacedHandler,
          explain::eventNeverFired, explain::connectNotAwaited, explain::writeAfterClose, explain::unhandledRejection,
          explain::neverDestroyed, explain::idleTimeout, explain::splitMessage})
        rules.push_back(make());
    return rules;
}

} // namespace sockscope
