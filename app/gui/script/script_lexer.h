// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scintilla.h"

namespace sockscope {

struct ColorScheme;

/// Colours scripts: JavaScript as k6 runs it, with the names that k6 adds.
class ScriptLexer : public QsciLexerJavaScript
{
    Q_OBJECT
public:
    explicit ScriptLexer(QObject *parent = nullptr);
    /// Words of set 1 are keywords, of set 2 names that scripts find without an import.
    [[nodiscard]] const char *keywords(int set) const override;
    void applyColors(const ColorScheme &colors);
};

} // namespace sockscope
