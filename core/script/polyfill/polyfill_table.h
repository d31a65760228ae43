// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/polyfill/polyfill_set.h"

#include <QLatin1StringView>

#include <span>

namespace sockscope {

/// One row for each Polyfill, in its order.
struct PolyfillRow
{
    Polyfill polyfill;
    QLatin1StringView module; ///< file under js/, without ending
    /// What it puts where, for loading on demand: `Array.prototype:flat,flatMap`, several separated by spaces; nothing
    /// before the colon for globals.
    QLatin1StringView members;
};

[[nodiscard]] std::span<const PolyfillRow> polyfillTable();

} // namespace sockscope
