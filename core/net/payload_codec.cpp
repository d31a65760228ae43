// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/payload_codec.h"

#include "net/base64_decoder.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

QByteArray utf8(QString text)
{
    if (!text.isValidUtf16()) {
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
                ++i;
            else if (text.at(i).isSurrogate())
                text[i] = QChar::ReplacementCharacter;
        }
    }
    return text.toUtf8();
}

/// fmt's %#U: "U+007A 'z'", without the quoted part for what can't be printed.
QString codePoint(uchar byte)
{
    const QString number = u"U+%1"_s.arg(uint(byte), 4, 16, QLatin1Char('0')).toUpper();
    const QChar character = QLatin1Char(char(byte));
    return character.isPrint() && byte != 0xA0 && byte != 0xAD ? u"%1 '%2'"_s.arg(number, character) : number;
}

int hexValue(char character)
{
    if (character >= '0' && character <= '9')
        return character - '0';
    const char lower = char(character | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

PayloadBytes fromHex(const QByteArray &source)
{
    PayloadBytes result;
    result.bytes.reserve(source.size() / 2);
    for (const char character : source) {
        if (hexValue(character) < 0)
            return {{}, u"encoding/hex: invalid byte: "_s + codePoint(uchar(character))};
    }
    if (source.size() % 2 != 0)
        return {{}, u"encoding/hex: odd length hex string"_s};
    for (qsizetype i = 0; i < source.size(); i += 2)
        result.bytes.append(char(hexValue(source[i]) << 4 | hexValue(source[i + 1])));
    return result;
}

PayloadBytes fromBase64Url(const QByteArray &source)
{
    using Decoder = Base64Decoder;
    const PayloadBytes unpadded = Decoder(Decoder::Alphabet::Url, Decoder::Padding::None).decode(source);
    return unpadded.error.isEmpty() ? unpadded
                                    : Decoder(Decoder::Alphabet::Url, Decoder::Padding::Required).decode(source);
}

QString escaped(char32_t character)
{
    constexpr QLatin1String simple("abtnvfr"); // \a is 7, and so on
    if (character == U'"' || character == U'\\')
        return u'\\' + QString(QChar(char16_t(character)));
    if (character >= 7 && character <= 13)
        return u'\\' + QString(simple[qsizetype(character) - 7]);
    if (character < 0x20 || character == 0x7F)
        return u"\\x%1"_s.arg(uint(character), 2, 16, QLatin1Char('0'));
    if (QChar::isPrint(character) && (character == U' ' || !QChar::isSpace(character)))
        return QString::fromUcs4(&character, 1);
    return character < 0x10000 ? u"\\u%1"_s.arg(uint(character), 4, 16, QLatin1Char('0'))
                               : u"\\U%1"_s.arg(uint(character), 8, 16, QLatin1Char('0'));
}

} // namespace

PayloadBytes payloadBytes(const QString &text, const QString &encoding)
{
    const QString name = encoding.toLower();
    if (name.isEmpty() || name == "utf8"_L1 || name == "utf-8"_L1 || name == "ascii"_L1)
        return {utf8(text), {}};
    if (name == "base64"_L1)
        return Base64Decoder(Base64Decoder::Alphabet::Standard, Base64Decoder::Padding::Required).decode(utf8(text));
    if (name == "base64url"_L1)
        return fromBase64Url(utf8(text));
    if (name == "hex"_L1)
        return fromHex(utf8(text));
    return {{}, u"unsupported encoding "_s + goQuoted(encoding)};
}

QString goQuoted(const QString &text)
{
    QString quoted = u"\""_s;
    const auto characters = text.toUcs4(); // lone surrogates become U+FFFD
    for (const uint character : characters)
        quoted += escaped(char32_t(character));
    return quoted + u'"';
}

} // namespace sockscope
