// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sockscope {

/// The arguments of a run as a journal keeps them: those that set variables (-e, --env) without the values, which are
/// where people put credentials.
[[nodiscard]] QStringList withoutVariableValues(QStringList args);

} // namespace sockscope
