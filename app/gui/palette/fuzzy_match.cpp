// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzy_match.h"

#include <algorithm>
#include <numeric>

namespace sockscope {

namespace {

// One word's place decides; a step is more than all finer points together.
enum Tier : int { Gaps = 1000, Initials = 2000, WithinWord = 3000, WordStart = 4000, TextStart = 5000 };
constexpr int leafBonus = 300;
constexpr int maxLengthMalus = 200;

/// Without case and accents, one character for one, so that positions stay.
QString folded(QStringView text)
{
    QString plain(text.size(), Qt::Uninitialized);
    std::ranges::transform(text, plain.begin(), [](QChar c) {
        const QString parts = c.decomposition();
        return (parts.isEmpty() || parts.at(0).isSurrogate() ? c : parts.at(0)).toCaseFolded();
    });
    return plain;
}

bool startsWord(QStringView original, qsizetype at)
{
    if (!original[at].isLetterOrNumber())
        return false;
    if (at == 0 || !original[at - 1].isLetterOrNumber())
        return true;
    return original[at].isUpper() && original[at - 1].isLower(); // camelCase
}

struct Text
{
    QStringView original;
    QString plain;
    qsizetype leaf; ///< where the last part of a path begins

    [[nodiscard]] int bonusAt(qsizetype position) const { return position >= leaf ? leafBonus : 0; }
};

QList<qsizetype> range(qsizetype from, qsizetype length)
{
    QList<qsizetype> positions(length);
    std::iota(positions.begin(), positions.end(), from);
    return positions;
}

std::optional<FuzzyMatch> asOneWord(QStringView word, const Text &text)
{
    std::optional<FuzzyMatch> best;
    for (qsizetype at = text.plain.indexOf(word); at >= 0; at = text.plain.indexOf(word, at + 1)) {
        const bool first = at == 0 || at == text.leaf;
        const int tier = first ? TextStart : startsWord(text.original, at) ? WordStart : WithinWord;
        const int score = tier + text.bonusAt(at);
        if (!best || score > best->score)
            best = FuzzyMatch{score, range(at, word.size())};
    }
    return best;
}

/// Each character follows the one before it or starts a word. Prefers going on, and backs out where that fails.
bool placeInitials(QStringView word, const Text &text, qsizetype from, QList<qsizetype> &positions, int &budget)
{
    if (word.isEmpty())
        return true;
    for (qsizetype at = from; at < text.plain.size() && --budget > 0; ++at) {
        const bool goesOn = !positions.isEmpty() && at == positions.constLast() + 1;
        if (text.plain[at] != word[0] || (!goesOn && !startsWord(text.original, at)))
            continue;
        positions += at;
        if (placeInitials(word.sliced(1), text, at + 1, positions, budget))
            return true;
        positions.removeLast();
    }
    return false;
}

std::optional<FuzzyMatch> asInitials(QStringView word, const Text &text)
{
    QList<qsizetype> positions;
    int budget = 5000; // against texts made to take long
    if (word.size() < 2 || !placeInitials(word, text, 0, positions, budget))
        return std::nullopt;
    return FuzzyMatch{Initials + text.bonusAt(positions[0]), positions};
}

std::optional<FuzzyMatch> withGaps(QStringView word, const Text &text)
{
    QList<qsizetype> positions;
    qsizetype at = -1;
    for (const QChar c : word) {
        at = text.plain.indexOf(c, at + 1);
        if (at < 0)
            return std::nullopt;
        positions += at;
    }
    const qsizetype gaps = positions.constLast() - positions.constFirst() + 1 - word.size();
    if (word.size() < 2 || gaps > 2 * word.size())
        return std::nullopt; // chance, not intent
    return FuzzyMatch{Gaps - int(gaps) + text.bonusAt(positions[0]), positions};
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text)
{
    const qsizetype arrow = text.lastIndexOf(u'›');
    const Text prepared{text, folded(text), arrow < 0 ? 0 : arrow + 2};
    FuzzyMatch total;
    const QString plainPattern = folded(pattern);
    const QList<QStringView> words = QStringView(plainPattern).split(u' ', Qt::SkipEmptyParts);
    for (const QStringView word : words) {
        auto match = asOneWord(word, prepared);
        if (!match)
            match = asInitials(word, prepared);
        if (!match)
            match = withGaps(word, prepared);
        if (!match)
            return std::nullopt;
        total.score += match->score;
        total.positions += match->positions;
    }
    total.score -= int(std::min<qsizetype>(text.size(), maxLengthMalus));
    std::ranges::sort(total.positions);
    total.positions.erase(std::unique(total.positions.begin(), total.positions.end()), total.positions.end());
    return total;
}

} // namespace sockscope
