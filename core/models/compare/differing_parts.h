// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace sockscope {

/// A part of a text that is shown on one row.
struct TextPart
{
    QString text;
    bool differs = false;
    bool operator==(const TextPart &) const = default;
};

/// Which of the bytes differ from those of the other side, a flag for each: those that are not part of what both have
/// in common, in order; where that is little, all that stands between the equal beginning and the equal end. Made for
/// pieces of one row: time and memory grow with the product of the sizes.
[[nodiscard]] QList<bool> differingBytes(QByteArrayView bytes, QByteArrayView other);

/// The bytes as text for people's eyes (visibleBytes()), cut where differing begins or ends. Characters are not cut.
[[nodiscard]] QList<TextPart> textParts(QByteArrayView bytes, const QList<bool> &differs);

/// The bytes in hexadecimal, "50 49 4e 47".
[[nodiscard]] QList<TextPart> hexParts(QByteArrayView bytes, const QList<bool> &differs);

/// Words joined with `between`; those that the other list doesn't have at the same place differ.
[[nodiscard]] QList<TextPart> wordParts(const QStringList &words, const QStringList &others, const QString &between);

} // namespace sockscope
