// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

#include <optional>

namespace sockscope {

struct FuzzyMatch
{
    int score = 0;              ///< higher is better; comparable between texts matched with the same pattern
    QList<qsizetype> positions; ///< of the matched characters in the text, rising
};

/// How well what was typed fits a text. Case and accents don't count; each of the pattern's words must fit, in any
/// order. A word at the start of the text is best, then one at a word's start, within a word, as the beginnings of
/// words ("gtl" in "Go To Line"), and at last as characters with gaps. Among equals the shorter text wins, and a match
/// behind the last " › " of a path counts more. Nothing if it doesn't fit; an empty pattern fits everything.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text);

} // namespace sockscope
