// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sockscope {

/// Writes all of the bytes to a blocking descriptor; false where nobody reads any more.
[[nodiscard]] bool writeAll(int descriptor, QByteArrayView bytes);

} // namespace sockscope
