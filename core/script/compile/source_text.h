// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sockscope {

/// A text whose places are lines and columns, both from 0, columns in UTF-16 units. Plain data; any thread.
class SourceText
{
public:
    explicit SourceText(const QString &text = {});

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] int lineCount() const { return static_cast<int>(m_lineStarts.size()); }
    /// Offset of a place; nothing when the text has no such place.
    [[nodiscard]] std::optional<qsizetype> offset(std::uint32_t line, std::uint32_t column) const;
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> place(qsizetype offset) const;

    /// The name that begins at an offset, with the `#` of a private one; empty when none does.
    [[nodiscard]] QStringView nameAt(qsizetype offset) const;
    /// Offset of the parenthesis that opens the arguments of a call whose callee's last token begins at `offset`. Knows
    /// comments, `?.` and the type arguments of TypeScript. -1 when there is none.
    [[nodiscard]] qsizetype callParenthesis(qsizetype offset) const;
    /// Offset of the bracket right before an offset, with nothing but space between them; -1 when there is none.
    [[nodiscard]] qsizetype bracketBefore(qsizetype offset) const;

private:
    [[nodiscard]] qsizetype skipSpace(qsizetype at) const;
    [[nodiscard]] qsizetype skipTypeArguments(qsizetype at) const;

    QString m_text;
    std::vector<qsizetype> m_lineStarts;
};

} // namespace sockscope
