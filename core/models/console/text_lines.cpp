// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/console/text_lines.h"

#include "log/visible_text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qint64 LookBackStep = 512;
constexpr std::array names{"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS",  "HT",  "LF",
                           "VT",  "FF",  "CR",  "SO",  "SI",  "DLE", "DC1", "DC2", "DC3", "DC4", "NAK",
                           "SYN", "ETB", "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US"};

qsizetype sequenceLength(uchar first)
{
    return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
}

/// East Asian wide characters and emoji take two columns (Unicode Standard Annex 11, roughly).
bool isWide(char32_t character)
{
    return (character >= 0x1100 && character <= 0x115f) || (character >= 0x2e80 && character <= 0xa4cf) ||
           (character >= 0xac00 && character <= 0xd7a3) || (character >= 0xf900 && character <= 0xfaff) ||
           (character >= 0xfe30 && character <= 0xfe6f) || (character >= 0xff00 && character <= 0xff60) ||
           (character >= 0x1f300 && character <= 0x1faff) || (character >= 0x20000 && character <= 0x3fffd);
}

TextCell controlCell(uchar byte)
{
    TextCell cell;
    cell.kind = TextCell::Control;
    cell.text = byte == 0x7f ? u"DEL"_s : QString::fromLatin1(names.at(byte));
    cell.width = static_cast<int>(cell.text.size());
    return cell;
}

TextCell invalidCell(uchar byte)
{
    TextCell cell;
    cell.kind = TextCell::Invalid;
    cell.text = u"\\x%1"_s.arg(static_cast<uint>(byte), 2, 16, QChar(u'0'));
    cell.width = 4;
    return cell;
}

/// The cell of the first character of some bytes.
TextCell cellOf(QByteArrayView bytes)
{
    const auto first = static_cast<uchar>(bytes.front());
    if (first < 0x20 || first == 0x7f)
        return controlCell(first);
    const auto length = sequenceLength(first);
    if (first >= 0x80 && (length == 1 || length > bytes.size()))
        return invalidCell(first);
    const auto text = QString::fromUtf8(bytes.first(length));
    const auto characters = text.toUcs4();
    if (characters.size() != 1 ||
        (characters.first() == QChar::ReplacementCharacter && bytes.first(length) != "\xef\xbf\xbd"))
        return invalidCell(first);
    TextCell cell;
    cell.bytes = static_cast<int>(length);
    cell.text = visibleText(text);
    cell.kind = needsSign(characters.first()) ? TextCell::Invalid : TextCell::Character;
    cell.width = cell.kind == TextCell::Invalid ? static_cast<int>(cell.text.size())
                 : isWide(characters.first())   ? 2
                                                : 1;
    return cell;
}

} // namespace

/// Where a line certainly starts at or before the position: behind a line feed, where the direction changes, or so far
/// back that it doesn't matter.
qint64 TextLines::paragraphStart(qint64 position)
{
    const auto floor = std::max<qint64>(position - position % MaxLookBack - MaxLookBack, 0);
    const bool received = m_stream.pieceAt(position).received;
    for (auto end = position; end > floor;) {
        const auto piece = m_stream.pieceAt(end - 1);
        if (piece.received != received)
            return end;
        const auto start = std::max({piece.start, floor, end - LookBackStep}); // most line feeds are near
        const auto at = m_stream.read(start, end - start).lastIndexOf('\n');
        if (at >= 0)
            return start + at + 1;
        end = start;
    }
    return floor;
}

TextLine TextLines::lineAt(qint64 position)
{
    auto line = lineFrom(paragraphStart(position));
    while (line.end <= position && line.end > line.start)
        line = lineFrom(line.end);
    return line;
}

TextLine TextLines::lineFrom(qint64 start)
{
    TextLine line{.start = start, .end = start, .cells = {}};
    const auto piece = m_stream.pieceAt(start);
    const auto bytes = m_stream.read(start, qint64{4} * m_columns);
    auto pieceEnd = piece.start + piece.size;
    int column = 0;
    while (line.end - start < bytes.size()) {
        if (line.end == pieceEnd) {
            const auto next = m_stream.pieceAt(pieceEnd);
            if (next.received != piece.received)
                break;
            pieceEnd = next.start + next.size;
        }
        auto cell = cellOf(QByteArrayView(bytes).sliced(static_cast<qsizetype>(line.end - start)));
        if (column + cell.width > m_columns && column > 0)
            break;
        cell.position = line.end;
        cell.column = column;
        column += cell.width;
        line.end += cell.bytes;
        const bool isLast = cell.text == u"LF" && cell.kind == TextCell::Control;
        line.cells.append(std::move(cell));
        if (isLast)
            break;
    }
    return line;
}

} // namespace sockscope
