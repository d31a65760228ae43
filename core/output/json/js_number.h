// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sockscope {

/// A number as JavaScript turns it into text (Number::toString, ECMA-262 6.1.6.1.20): the shortest digits that read
/// back the same, "1e+21", "1e-7", "0" also for -0, "Infinity", "NaN". Finite ones are as in the JSON of Go and of
/// JavaScript.
[[nodiscard]] QByteArray jsNumber(double value);

/// Number.prototype.toFixed (ECMA-262 21.1.3.3): `decimals` digits behind the point, exact halves up and away from 0.
[[nodiscard]] QByteArray jsFixed(double value, int decimals);

} // namespace sockscope
