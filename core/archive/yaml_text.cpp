// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/yaml_text.h"

#include <QStringList>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool isControl(QChar c)
{
    constexpr char16_t Delete = 0x7f;
    constexpr char16_t LastC1 = 0x9f;
    return (c < u' ' && c != u'\n') || (c >= Delete && c <= LastC1) || c == QChar::LineSeparator ||
           c == QChar::ParagraphSeparator || c == QChar::ByteOrderMark;
}

QString escaped(QChar c)
{
    if (c == u'"' || c == u'\\')
        return u'\\' + QString(c);
    if (c == u'\n')
        return u"\\n"_s;
    if (c == u'\t')
        return u"\\t"_s;
    if (isControl(c) || c.isSurrogate()) // JSON's escapes are YAML's; pairs stay pairs
        return u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
    return c;
}

/// Tabs are fine inside of lines, but not as their first character, where a reader may take them for indentation.
bool fitsBlock(const QString &text)
{
    const auto isBad = [](QChar c) { return isControl(c) && c != u'\t'; };
    return !text.isEmpty() && !text.startsWith(u'\n') && !text.startsWith(u' ') && !text.startsWith(u'\t') &&
           std::none_of(text.begin(), text.end(), isBad);
}

} // namespace

QString yamlQuoted(const QString &text)
{
    QString quoted = u"\""_s;
    for (const QChar c : text)
        quoted += escaped(c);
    return quoted + u'"';
}

QString yamlBlock(const QString &text, int indent)
{
    if (!fitsBlock(text))
        return yamlQuoted(text);
    // "-" drops the final line feed, "+" keeps all of them
    QString block = text.endsWith(u'\n') ? u"|+"_s : u"|-"_s;
    const QString margin(indent, u' ');
    const QStringList lines = (text.endsWith(u'\n') ? text.chopped(1) : text).split(u'\n');
    for (const QString &line : lines)
        block += line.isEmpty() ? u"\n"_s : u'\n' + margin + line;
    return block;
}

} // namespace sockscope
