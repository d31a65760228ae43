// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

class Theme;

/// The style sheet of the window's own widgets in the theme's colours and sizes.
[[nodiscard]] QString styleSheet(const Theme &theme);

} // namespace sockscope
