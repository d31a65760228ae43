// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/script_literal.h"

#include "log/visible_text.h"

#include <QByteArray>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxLineChars = 96;
constexpr qsizetype MaxHexBytes = 32;    // longer ones are base64
constexpr qsizetype MinRepetition = 64;  // shorter ones are clearer written out
constexpr qsizetype Base64PerLine = 100; // a multiple of 4

QString escaped(char32_t character)
{
    switch (character) {
    case '\r':
        return u"\\r"_s;
    case '\n':
        return u"\\n"_s;
    case '\t':
        return u"\\t"_s;
    case '"':
        return u"\\\""_s;
    case '\\':
        return u"\\\\"_s;
    default:
        break;
    }
    if (!needsSign(character))
        return QString::fromUcs4(&character, 1);
    const QString digits = QString::number(character, 16);
    return character < 0x80 ? u"\\x"_s + digits.rightJustified(2, u'0') : u"\\u{%1}"_s.arg(digits);
}

/// The text of the bytes, where a script's string with it makes the same bytes again and reads well.
std::optional<QString> textOf(QByteArrayView bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8,
                          QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decode(bytes);
    if (decode.hasError() || text.toUtf8() != bytes)
        return std::nullopt;
    const auto isOdd = [](QChar c) { return c.unicode() < 0x20 && c != u'\r' && c != u'\n' && c != u'\t'; };
    const qsizetype odd = std::count_if(text.cbegin(), text.cend(), isOdd);
    if (odd * 4 > text.size()) // mostly \xNN: a message of another sort
        return std::nullopt;
    return text;
}

/// Literals of at most a line's length, cut behind line ends where there are some.
QStringList literalLines(const QString &text)
{
    QStringList lines;
    QString line;
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters) {
        line += escaped(character);
        if (character == '\n' || line.size() >= MaxLineChars) {
            lines.append(u'"' + line + u'"');
            line.clear();
        }
    }
    if (!line.isEmpty() || lines.isEmpty())
        lines.append(u'"' + line + u'"');
    return lines;
}

QString textExpression(const QString &text, const QString &indent)
{
    QString oneLine = scriptString(text);
    if (oneLine.size() <= MaxLineChars || text.isEmpty())
        return oneLine;
    const QStringList lines = literalLines(text);
    if (lines.size() == 1)
        return lines.first();
    // Not `+`: thousands of those are more than some parsers take.
    return u"[\n%1  %2,\n%1].join(\"\")"_s.arg(indent, lines.join(u",\n"_s + indent + u"  "_s));
}

QString base64Expression(QByteArrayView bytes)
{
    const QString digits = QString::fromLatin1(bytes.toByteArray().toBase64());
    if (digits.size() <= Base64PerLine)
        return u"\"%1\""_s.arg(digits);
    QString lines; // line ends in base64 mean nothing
    for (qsizetype at = 0; at < digits.size(); at += Base64PerLine)
        lines += digits.mid(at, Base64PerLine) + u'\n';
    return u"`\n"_s + lines + u'`';
}

} // namespace

QString scriptString(QStringView text)
{
    QString literal = u"\""_s;
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters)
        literal += escaped(character);
    return literal + u'"';
}

QString scriptPayload(QByteArrayView bytes, const QString &indent)
{
    const bool isRepetition =
        bytes.size() >= MinRepetition && static_cast<unsigned char>(bytes.front()) < 0x80 &&
        std::all_of(bytes.begin(), bytes.end(), [first = bytes.front()](char byte) { return byte == first; });
    if (isRepetition)
        return u"%1.repeat(%2)"_s.arg(scriptString(QString(QLatin1Char(bytes.front())))).arg(bytes.size());
    if (const std::optional<QString> text = textOf(bytes))
        return textExpression(*text, indent);
    if (bytes.size() <= MaxHexBytes)
        return u"\"%1\", { encoding: \"hex\" }"_s.arg(QString::fromLatin1(bytes.toByteArray().toHex()));
    return base64Expression(bytes) + u", { encoding: \"base64\" }"_s;
}

} // namespace sockscope
