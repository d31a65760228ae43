// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/polyfill/polyfill_set.h"
#include "script/polyfill/script_word.h"

#include <span>

namespace sockscope {

/// A word of a script that asks for a polyfill, where it stands as `applies` wants it.
struct PolyfillTrigger
{
    QStringView word;
    Polyfill polyfill;
    bool (*applies)(const ScriptWord &);
};

[[nodiscard]] std::span<const PolyfillTrigger> polyfillTriggers();

} // namespace sockscope
