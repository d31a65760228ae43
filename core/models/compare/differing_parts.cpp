// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/differing_parts.h"

#include "log/visible_text.h"
#include "models/compare/piece_matching.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/// Calls `part(from, to, differs)` for each stretch of the same flag.
template <typename Part>
void forEachStretch(const QList<bool> &differs, Part part)
{
    for (qsizetype from = 0; from < differs.size();) {
        qsizetype to = from + 1;
        while (to < differs.size() && differs[to] == differs[from])
            ++to;
        part(from, to, differs[from]);
        from = to;
    }
}

/// A character of several bytes differs if one of them does.
QList<bool> wholeCharacters(QByteArrayView bytes, QList<bool> differs)
{
    for (qsizetype from = 0; from < bytes.size();) {
        qsizetype to = from + 1;
        while (to < bytes.size() && isContinuation(bytes[to]))
            ++to;
        const auto begin = differs.begin() + from;
        const auto end = differs.begin() + to;
        std::fill(begin, end, std::find(begin, end, true) != end);
        from = to;
    }
    return differs;
}

} // namespace

QList<bool> differingBytes(QByteArrayView bytes, QByteArrayView other)
{
    const qsizetype shorter = std::min(bytes.size(), other.size());
    const qsizetype begin = std::mismatch(bytes.begin(), bytes.begin() + shorter, other.begin()).first - bytes.begin();
    qsizetype tail = 0;
    while (tail < shorter - begin && bytes[bytes.size() - 1 - tail] == other[other.size() - 1 - tail])
        ++tail;
    const QByteArrayView middle = bytes.sliced(begin, bytes.size() - tail - begin);
    const QByteArrayView otherMiddle = other.sliced(begin, other.size() - tail - begin);
    QList<bool> differs(bytes.size(), false);
    std::fill(differs.begin() + begin, differs.end() - tail, true);
    const std::vector<PieceMatch> common =
        matchPieces({middle.begin(), middle.end()}, {otherMiddle.begin(), otherMiddle.end()});
    if (2 * static_cast<qsizetype>(common.size()) < std::max(middle.size(), otherMiddle.size()))
        return differs; // single letters that happen to be the same would only be noise
    for (const PieceMatch &match : common)
        differs[begin + static_cast<qsizetype>(match.first)] = false;
    return differs;
}

QList<TextPart> textParts(QByteArrayView bytes, const QList<bool> &differs)
{
    QList<TextPart> parts;
    forEachStretch(wholeCharacters(bytes, differs), [&](qsizetype from, qsizetype to, bool isDifferent) {
        parts.append({visibleBytes(bytes.sliced(from, to - from), 10 * (to - from)), isDifferent});
    });
    return parts;
}

QList<TextPart> hexParts(QByteArrayView bytes, const QList<bool> &differs)
{
    QList<TextPart> parts;
    forEachStretch(differs, [&](qsizetype from, qsizetype to, bool isDifferent) {
        if (!parts.isEmpty())
            (isDifferent ? parts.last().text : parts.emplaceBack().text) += u' '; // a mark ends with its last byte
        const QString hex = QString::fromLatin1(bytes.sliced(from, to - from).toByteArray().toHex(' '));
        if (!isDifferent && !parts.isEmpty() && !parts.last().differs)
            parts.last().text += hex;
        else
            parts.append({hex, isDifferent});
    });
    return parts;
}

QList<TextPart> wordParts(const QStringList &words, const QStringList &others, const QString &between)
{
    QList<TextPart> parts;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (i > 0)
            parts.append({between, false});
        parts.append({words[i], i >= others.size() || others[i] != words[i]});
    }
    return parts;
}

} // namespace sockscope
