// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// A value as one YAML 1.2 flow scalar in double quotes, which means the same in YAML 1.1 (`no`, `1e3`, `~` stay text).
[[nodiscard]] QString yamlQuoted(const QString &text);

/// A text as a block scalar (`|`) for a mapping value: the indicator, and every line indented by `indent` spaces. Falls
/// back to quotes where a block scalar can't hold the text exactly (control characters, carriage returns).
[[nodiscard]] QString yamlBlock(const QString &text, int indent);

} // namespace sockscope
