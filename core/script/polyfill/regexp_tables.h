// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope::regexp {

/// The content of a class that matches white space and line terminators of ECMAScript 12.2 and 12.3.
[[nodiscard]] QString whiteSpace();
/// The content of a class that matches everything else.
[[nodiscard]] QString otherThanWhiteSpace();

/// Whether a backslash before the character has a purpose (SyntaxCharacter and the slash).
[[nodiscard]] bool isSyntaxCharacter(char32_t code);

/// The name that PCRE2 has for a Unicode property as ECMAScript writes it between \p{ and }: `Lu`, `Uppercase_Letter`,
/// `Script=Greek`, `Alphabetic`. Empty if it can't be a name.
[[nodiscard]] QString propertyName(QStringView name);

} // namespace sockscope::regexp
