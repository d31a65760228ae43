// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/byte_formats.h"

#include "export/hex_dump.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype HexPerLine = 16;
constexpr qsizetype ItemsPerLine = 12;

QByteArray hexLines(QByteArrayView bytes)
{
    QByteArray text;
    text.reserve(bytes.size() * 3);
    for (qsizetype i = 0; i < bytes.size(); i += HexPerLine) {
        const auto line = bytes.sliced(i).first(std::min(HexPerLine, bytes.size() - i));
        text += (i > 0 ? "\n" : "") + QByteArray::fromRawData(line.data(), line.size()).toHex(' ');
    }
    return text;
}

QByteArray dumpLines(QByteArrayView bytes, qint64 offset)
{
    QByteArray text;
    for (qsizetype i = 0; i < bytes.size(); i += HexPerLine)
        text += hexDumpLine(bytes.sliced(i), offset + i) + '\n';
    return text;
}

/// "    0x50, 0x49,\n": the items of an array, a comma behind each.
QByteArray arrayItems(QByteArrayView bytes)
{
    QByteArray text;
    text.reserve(bytes.size() * 7);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        text += i % ItemsPerLine == 0 ? "    0x" : " 0x";
        text += QByteArray::fromRawData(bytes.data() + i, 1).toHex() + ',';
        if (i % ItemsPerLine == ItemsPerLine - 1 || i == bytes.size() - 1)
            text += '\n';
    }
    return text;
}

/// C knows no array of no items.
QByteArray cArray(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return "/* no bytes */\n"_ba;
    return "static const unsigned char data[" + QByteArray::number(bytes.size()) + "] = {\n" + arrayItems(bytes) +
           "};\n";
}

QByteArray uint8Array(QByteArrayView bytes)
{
    return bytes.isEmpty() ? "new Uint8Array([])"_ba : "new Uint8Array([\n" + arrayItems(bytes) + "])";
}

} // namespace

QString formatBytes(QByteArrayView bytes, ByteFormat format, qint64 offset)
{
    switch (format) {
    case ByteFormat::Text:
        return QString::fromUtf8(bytes);
    case ByteFormat::Hex:
        return QString::fromLatin1(hexLines(bytes));
    case ByteFormat::HexDump:
        return QString::fromLatin1(dumpLines(bytes, offset));
    case ByteFormat::CArray:
        return QString::fromLatin1(cArray(bytes));
    case ByteFormat::Uint8Array:
        return QString::fromLatin1(uint8Array(bytes));
    }
    return {};
}

} // namespace sockscope
