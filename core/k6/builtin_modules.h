// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/module_registry.h"

namespace sockscope {

/// Every module that Sockscope serves under a `k6` specifier. Those of other protocols are refused where they are
/// imported.
[[nodiscard]] ModuleRegistry builtinModules();

} // namespace sockscope
