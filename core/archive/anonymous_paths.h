// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// A path without the name of the person in whose home it lies: /home/ada/x.js becomes /home/nobody/x.js, as in k6's
/// archives (k6-reference 5.9). /Users and Windows' user folders are treated alike. Other paths stay.
[[nodiscard]] QString anonymousPath(const QString &path);

} // namespace sockscope
