// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/parser_words.h"

#include "log/visible_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sockscope::words {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("PayloadParser", text);
}

QString shown(const QString &text)
{
    return visibleText(text.size() > 24 ? text.first(24) + u'\u2026' : text);
}

} // namespace

int hexValue(QChar character)
{
    const char16_t c = character.unicode();
    if (c >= u'0' && c <= u'9')
        return c - u'0';
    const int lower = c | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

QString unclosedPlaceholder(PayloadMode mode)
{
    return mode == PayloadMode::Text
               ? say("This placeholder is not closed: add }} on the same line, or write \\{{ for two braces.")
               : say("This placeholder is not closed: add }} on the same line.");
}

QString unknownEscape(const QString &escape)
{
    return say("“%1” is no escape. There are \\n \\r \\t \\0 \\xNN \\{ and \\\\ for a backslash.").arg(shown(escape));
}

QString lastBackslash()
{
    return say("Nothing follows this backslash: write \\\\ to send one.");
}

QString shortHexEscape(const QString &escape)
{
    return say("“%1” is cut short: \\x needs two hexadecimal digits, as in \\x1f.").arg(escape);
}

QString halfCharacter(QChar surrogate)
{
    return say("This is half a character (U+%1), which UTF-8 can't carry: delete it.")
        .arg(QString::number(surrogate.unicode(), 16).toUpper());
}

QString noHexDigit(const QString &text)
{
    return say("“%1” is no hexadecimal digit: use 0-9 and a-f, with spaces, commas, colons or semicolons between "
               "bytes.")
        .arg(shown(text));
}

QString emptyHexPrefix()
{
    return say("No digits follow this 0x: write two for each byte.");
}

QString oddDigits(const QByteArray &digits)
{
    if (digits.size() == 1)
        return say("“%1” is one digit: a byte needs two, as in 0%1.").arg(QLatin1StringView(digits));
    return say("“%1” has %2 digits: each byte needs two, so one is missing or too many.")
        .arg(shown(QString::fromLatin1(digits)), QString::number(digits.size()));
}

QString noBase64Digit(QChar character)
{
    return say("“%1” is not in the base64 alphabet: A-Z a-z 0-9 + / (or - _), and = at the end.").arg(shown(character));
}

QString earlyPadding()
{
    return say("Base64 ends at “=”, but more follows: delete it, or what follows.");
}

QString wrongPadding()
{
    return say("The number of “=” is wrong: base64 is padded to a multiple of four characters, or not at all.");
}

QString cutBase64()
{
    return say("This base64 is cut short: its last group has one character, which makes no byte.");
}

} // namespace sockscope::words
