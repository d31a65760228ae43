// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payload_expression.h"

#include "log/visible_text.h"

#include <QList>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qsizetype MaxText = qsizetype(64) * 1024;
constexpr qsizetype MaxArray = 32;
constexpr qsizetype MaxHex = 256;

QString hexDigits(uint number, int width)
{
    return u"%1"_s.arg(number, width, 16, QChar(u'0'));
}

/// The escape of a character that can't or shouldn't stand for itself; empty for others.
QString escapeOf(char32_t character, char32_t quote)
{
    switch (character) {
    case U'\n':
        return u"\\n"_s;
    case U'\r':
        return u"\\r"_s;
    case U'\t':
        return u"\\t"_s;
    case U'\\':
        return u"\\\\"_s;
    default:
        break;
    }
    if (character == quote)
        return u'\\' + QString(QChar(static_cast<char16_t>(quote)));
    const bool isSpace = character != U' ' && QChar::isSpace(character);
    if (!isSpace && !needsSign(character) && QChar::isPrint(character))
        return {};
    if (character < 0x100)
        return u"\\x"_s + hexDigits(character, 2);
    return character < 0x10000 ? u"\\u"_s + hexDigits(character, 4) : u"\\u{"_s + hexDigits(character, 1) + u'}';
}

std::optional<QString> utf8Text(const QByteArray &bytes)
{
    if (!bytes.isValidUtf8())
        return std::nullopt;
    // fromUtf8() would take a byte order mark at the beginning for no part of the text.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return QString(decoder(bytes));
}

bool isControl(uint character)
{
    return (character < 0x20 && character != '\n' && character != '\r' && character != '\t') || character == 0x7f;
}

QString literal(const QList<uint> &characters)
{
    const bool single = std::ranges::count(characters, uint('"')) > std::ranges::count(characters, uint('\''));
    const char32_t quote = single ? U'\'' : U'"';
    QString text(QChar(static_cast<char16_t>(quote)));
    for (const uint character : characters) {
        const QString escape = escapeOf(character, quote);
        if (escape.isEmpty())
            text += QChar::fromUcs4(character);
        else
            text += escape;
    }
    return text + QChar(static_cast<char16_t>(quote));
}

/// Nothing where the bytes are no text that a person would want to read.
std::optional<QString> textLiteral(const QByteArray &bytes)
{
    const auto text = bytes.size() <= MaxText ? utf8Text(bytes) : std::nullopt;
    if (!text)
        return std::nullopt;
    const QList<uint> characters = text->toUcs4();
    if (std::ranges::count_if(characters, isControl) * 2 > characters.size())
        return std::nullopt;
    return literal(characters);
}

QString arrayOf(const QByteArray &bytes)
{
    QStringList items;
    for (const char byte : bytes)
        items.append(u"0x"_s + hexDigits(static_cast<unsigned char>(byte), 2));
    return u"new Uint8Array(["_s + items.join(", "_L1) + u"])"_s;
}

} // namespace

QString payloadArguments(const QByteArray &bytes)
{
    if (const auto text = textLiteral(bytes))
        return *text;
    if (bytes.size() <= MaxArray)
        return arrayOf(bytes);
    if (bytes.size() <= MaxHex)
        return u"\"%1\", { encoding: \"hex\" }"_s.arg(QLatin1StringView(bytes.toHex()));
    return u"\"%1\", { encoding: \"base64\" }"_s.arg(QLatin1StringView(bytes.toBase64()));
}

QString payloadExpression(const QString &socket, const QByteArray &bytes)
{
    return u"await "_s + socket + u".write("_s + payloadArguments(bytes) + u')';
}

} // namespace sockscope
