// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/byte_stream.h"

#include <QList>
#include <QString>

namespace sockscope {

/// A character of a stream as it shows, in columns of a fixed-width font.
struct TextCell
{
    enum Kind { Character, Control, Invalid };
    qint64 position = 0; ///< of its first byte in the stream
    int bytes = 1;
    int column = 0;
    int width = 1;
    Kind kind = Character;
    QString text; ///< of a control character its name, "CR"; of a byte that isn't UTF-8 "\xNN"
};

struct TextLine
{
    qint64 start = 0;
    qint64 end = 0; ///< behind its last byte
    QList<TextCell> cells;
};

/// A stream as lines of text: a line ends behind a line feed, where the direction changes, and where `columns` are used
/// up. Lines are worked out around the place that is looked at, so a stream of any length costs nothing; a line feed is
/// looked for MaxLookBack bytes back.
class TextLines
{
public:
    static constexpr qint64 MaxLookBack = 4096;

    explicit TextLines(ByteStream &stream)
        : m_stream(stream)
    {
    }

    void setColumns(int columns) { m_columns = columns; } ///< at least 8
    /// The line that has this byte.
    [[nodiscard]] TextLine lineAt(qint64 position);
    /// The line that starts with this byte.
    [[nodiscard]] TextLine lineFrom(qint64 start);

private:
    [[nodiscard]] qint64 paragraphStart(qint64 position);

    ByteStream &m_stream;
    int m_columns = 80;
};

} // namespace sockscope
