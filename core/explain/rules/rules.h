// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explain_rule.h"

/// One function for each rule, in the file of its name. What k6 does in each case stands in docs/k6-compat.md and in
/// k6's documentation of k6/x/tcp.
namespace sockscope::explain {

[[nodiscard]] std::unique_ptr<ExplainRule> neverDestroyed();     ///< a socket keeps its iteration alive
[[nodiscard]] std::unique_ptr<ExplainRule> lineEnding();         ///< a text without the line ending that was waited for
[[nodiscard]] std::unique_ptr<ExplainRule> unheardData();        ///< data came and had no handler
[[nodiscard]] std::unique_ptr<ExplainRule> replacedHandler();    ///< a second on() for the same event
[[nodiscard]] std::unique_ptr<ExplainRule> eventNeverFired();    ///< a handler that could not be called
[[nodiscard]] std::unique_ptr<ExplainRule> connectNotAwaited();  ///< used before it was open
[[nodiscard]] std::unique_ptr<ExplainRule> writeAfterClose();    ///< used when it was closed
[[nodiscard]] std::unique_ptr<ExplainRule> unhandledRejection(); ///< failed the iteration
[[nodiscard]] std::unique_ptr<ExplainRule> idleTimeout();        ///< `timeout` does not close
[[nodiscard]] std::unique_ptr<ExplainRule> splitMessage();       ///< one message in several data events
[[nodiscard]] std::unique_ptr<ExplainRule> tlsMismatch();        ///< TLS to a plain port and the reverse

} // namespace sockscope::explain
