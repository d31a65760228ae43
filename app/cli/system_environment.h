// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace sockscope {

/// The variables of this process.
[[nodiscard]] QHash<QString, QString> systemEnvironment();

} // namespace sockscope
