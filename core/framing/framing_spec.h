// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sockscope {

/// How a stream of bytes is cut into messages.
enum class FramingKind {
    Chunks,       ///< what one read or write carried
    Delimiter,    ///< each ends with the same bytes
    LengthPrefix, ///< a field tells its length
    FixedSize,
    IdleGap,  ///< a pause of at least so long stands between two
    Function, ///< JavaScript finds the end
};

/// The kind and what it needs; fields of other kinds keep what they were.
struct FramingSpec
{
    FramingKind kind = FramingKind::Chunks;
    QByteArray delimiter = QByteArrayLiteral("\n");
    int fieldWidth = 4; ///< bytes: 1, 2, 4 or 8
    bool isBigEndian = true;
    int fieldOffset = 0;       ///< bytes of the message before the field
    bool countsHeader = false; ///< the length counts all of the message and not only what is behind the field
    qint64 fixedSize = 16;
    qint64 gapMs = 100;
    QString function = {};          ///< a JavaScript expression that is a function, see FramingFunction
    qint64 maxMessage = 64LL << 20; ///< bytes; a longer length is taken for a mistake
    bool operator==(const FramingSpec &) const = default;
};

/// What is wrong with it, as a sentence; empty where it can be used.
[[nodiscard]] QString framingProblem(const FramingSpec &spec);

} // namespace sockscope
