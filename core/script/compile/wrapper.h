// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/code_shaper.h"
#include "script/compile/compiled_module.h"

namespace sockscope {

/// Puts shaped code into the function that CompiledModule::wrappedCode promises, and sets its layout.
void wrap(CompiledModule &module, CodeShaper::Result shaped);

/// The same for a snippet of a console: a function of `(caught)`, which may be left out, that returns the snippet's
/// value.
void wrapSnippet(CompiledModule &module, CodeShaper::Result shaped);

} // namespace sockscope
