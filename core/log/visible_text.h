// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace sockscope {

/// Text of a peer or a script for people's eyes: whatever would not show, move the cursor, start a terminal's escape
/// sequence or turn the direction of writing shows as a sign instead. C0 controls become their control pictures (U+2400
/// to U+241F: CR is ␍, LF ␊, NUL ␀), DEL ␡; other controls, invisible and bidirectional formatting characters become
/// their number, as <U+202E>.
enum class LineBreaks {
    Visible, ///< for one line: LF and TAB become signs too
    Kept,    ///< for a terminal: LF and TAB pass
};
[[nodiscard]] QString visibleText(QStringView text, LineBreaks lineBreaks = LineBreaks::Visible);

/// The same for bytes of any sort, which are read as UTF-8; what isn't UTF-8 shows as \xNN. At most `maxChars`
/// characters of result; what is longer ends in "…".
[[nodiscard]] QString visibleBytes(QByteArrayView bytes, qsizetype maxChars = 200);

/// True for a character that visibleText() replaces when line breaks are visible.
[[nodiscard]] bool needsSign(char32_t character);

} // namespace sockscope
