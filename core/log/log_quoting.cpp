// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/log_quoting.h"

#include "log/visible_text.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <string_view>

namespace sockscope {

namespace {

/// Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols, and of the spaces only U+0020.
bool isGoPrintable(char32_t character)
{
    const auto category = QChar::category(character);
    const bool isSeparator = category >= QChar::Separator_Space && category <= QChar::Separator_Paragraph;
    const bool isOther = category >= QChar::Other_Control && category <= QChar::Other_NotAssigned;
    return character == ' ' || (!isSeparator && !isOther);
}

/// Half a surrogate pair is no character, and UTF-8 has no bytes for it.
char32_t valid(char32_t character)
{
    return QChar::isSurrogate(character) ? char32_t{QChar::ReplacementCharacter} : character;
}

QByteArray hex(char32_t character, int digits)
{
    return QByteArray::number(static_cast<uint>(character), 16).rightJustified(digits, '0');
}

/// The letter of a one-letter escape of either language, or 0.
char escapeLetter(char32_t character, std::string_view characters, std::string_view letters)
{
    const auto at = character < 0x80 ? characters.find(static_cast<char>(character)) : std::string_view::npos;
    return at == std::string_view::npos ? '\0' : letters[at];
}

QByteArray utf8(char32_t character)
{
    return QStringView(QChar::fromUcs4(character)).toUtf8();
}

QByteArray goEscaped(char32_t character)
{
    if (const auto letter = escapeLetter(character, "\a\b\f\n\r\t\v\"\\", "abfnrtv\"\\"))
        return QByteArray("\\") + letter;
    if (isGoPrintable(character))
        return utf8(character);
    if (character < 0x80)
        return "\\x" + hex(character, 2);
    return character < 0x10000 ? "\\u" + hex(character, 4) : "\\U" + hex(character, 8);
}

QByteArray jsonUnicode(char32_t character)
{
    if (character < 0x10000)
        return "\\u" + hex(character, 4);
    return "\\u" + hex(QChar::highSurrogate(character), 4) + "\\u" + hex(QChar::lowSurrogate(character), 4);
}

QByteArray jsonEscaped(char32_t character, bool isForTerminal)
{
    if (const auto letter = escapeLetter(character, "\b\f\n\r\t\"\\", "bfnrt\"\\"))
        return QByteArray("\\") + letter;
    const bool isSpecial = character < 0x20 || character == '<' || character == '>' || character == '&' ||
                           character == 0x2028 || character == 0x2029;
    return isSpecial || (isForTerminal && needsSign(character)) ? jsonUnicode(character) : utf8(character);
}

} // namespace

bool needsQuotes(QStringView value)
{
    return !std::all_of(value.begin(), value.end(), [](QChar c) {
        const auto code = c.unicode();
        return code < 0x80 && (c.isLetterOrNumber() ||
                               std::string_view("-._/@^+").find(static_cast<char>(code)) != std::string_view::npos);
    });
}

QByteArray goQuoted(QStringView value)
{
    QByteArray quoted = "\"";
    for (const auto character : value.toUcs4())
        quoted += goEscaped(valid(character));
    return quoted + '"';
}

QByteArray jsonQuoted(QStringView value, bool isForTerminal)
{
    QByteArray quoted = "\"";
    for (const auto character : value.toUcs4())
        quoted += jsonEscaped(valid(character), isForTerminal);
    return quoted + '"';
}

} // namespace sockscope
