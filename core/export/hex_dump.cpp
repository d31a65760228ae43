// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/hex_dump.h"

#include <algorithm>

namespace sockscope {

namespace {

constexpr qsizetype BytesPerLine = 16;
constexpr qsizetype HexColumns = BytesPerLine * 3 + 1; // a gap in the middle

char printable(char byte)
{
    return byte >= 0x20 && byte < 0x7f ? byte : '.';
}

} // namespace

QByteArray hexDumpLine(QByteArrayView bytes, qsizetype offset)
{
    bytes = bytes.first(std::min(bytes.size(), BytesPerLine));
    QByteArray hex;
    QByteArray text;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        hex += (i == BytesPerLine / 2 ? "  " : " ") + QByteArray(bytes.data() + i, 1).toHex();
        text += printable(bytes[i]);
    }
    return QByteArray::number(static_cast<qulonglong>(offset), 16).rightJustified(8, '0') + ' ' +
           hex.leftJustified(HexColumns, ' ') + "  |" + text + '|';
}

QByteArray hexDump(QByteArrayView bytes, const QByteArray &indent)
{
    QByteArray dump;
    for (qsizetype offset = 0; offset < bytes.size(); offset += BytesPerLine)
        dump += indent + hexDumpLine(bytes.sliced(offset), offset) + '\n';
    return dump;
}

} // namespace sockscope
