// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// A text typed at a console whose last statement is an expression of nothing but constants, `'a' + 'b'`, with that
/// expression in `[(…)][0]`, where esbuild leaves it: as a statement of its own it computes the value and drops the
/// statement. Nothing else moves. Empty for any other text. Where a constant is what an unfinished statement or the
/// body of a loop needs, the result may be no script, or the same one: who asks has to try it and to fall back.
[[nodiscard]] QString withKeptConstant(const QString &text);

} // namespace sockscope
