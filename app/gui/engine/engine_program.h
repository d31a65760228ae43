// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// Path of the sockscope executable: SOCKSCOPE_ENGINE if set, otherwise beside this program.
[[nodiscard]] QString engineProgram();

} // namespace sockscope
