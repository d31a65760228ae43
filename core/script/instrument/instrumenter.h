// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/instrumentation.h"

namespace sockscope {

/// Puts probes into scripts with acorn (js/instrument.mjs), in a JavaScript engine of its own made for each script. Any
/// thread, an InstrumentScript. Measured: 4 ms for a script of 40 lines, most of it the start of the engine.
[[nodiscard]] std::optional<InstrumentedText> instrumentScript(const QString &text, int base, const QString &prefix);

} // namespace sockscope
