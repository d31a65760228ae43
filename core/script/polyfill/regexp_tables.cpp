// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/regexp_tables.h"

#include <QHash>

namespace sockscope::regexp {

using namespace Qt::StringLiterals;

QString whiteSpace()
{
    return u"\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"_s;
}

QString otherThanWhiteSpace()
{
    return u"\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}"
           u"-\\x{202e}"
           "\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{d7ff}\\x{e000}-\\x{fefe}\\x{ff00}-\\x{10ffff}"_s;
}

bool isSyntaxCharacter(char32_t code)
{
    return code < 128 && u"^$\\.*+?()[]{}|/"_s.contains(QChar(char16_t(code)));
}

namespace {

// Long names of general categories, which PCRE2 knows by their short ones only.
const QHash<QString, QString> &categories()
{
    static const QHash<QString, QString> table = [] {
        const QString names =
            u"L Letter LC Cased_Letter Lu Uppercase_Letter Ll Lowercase_Letter Lt Titlecase_Letter Lm Modifier_Letter "
            "Lo Other_Letter M Mark Mn Nonspacing_Mark Mc Spacing_Mark Me Enclosing_Mark N Number Nd Decimal_Number "
            "Nl Letter_Number No Other_Number P Punctuation Pc Connector_Punctuation Pd Dash_Punctuation "
            "Ps Open_Punctuation Pe Close_Punctuation Pi Initial_Punctuation Pf Final_Punctuation "
            "Po Other_Punctuation S Symbol Sm Math_Symbol Sc Currency_Symbol Sk Modifier_Symbol So Other_Symbol "
            "Z Separator Zs Space_Separator Zl Line_Separator Zp Paragraph_Separator C Other Cc Control Cf Format "
            "Cs Surrogate Co Private_Use Cn Unassigned"_s;
        QHash<QString, QString> pairs;
        const QStringList words = names.split(u' ');
        for (qsizetype i = 0; i < words.size(); i += 2)
            pairs.insert(words[i + 1], words[i]);
        pairs.insert(u"Combining_Mark"_s, u"M"_s);
        pairs.insert(u"LC"_s, u"L&"_s);
        pairs.insert(u"Cased_Letter"_s, u"L&"_s);
        pairs.insert(u"punct"_s, u"P"_s);
        pairs.insert(u"digit"_s, u"Nd"_s);
        pairs.insert(u"cntrl"_s, u"Cc"_s);
        return pairs;
    }();
    return table;
}

} // namespace

QString propertyName(QStringView name)
{
    for (const QChar c : name) {
        if (c.unicode() >= 128 || (!c.isLetterOrNumber() && c != u'_' && c != u'='))
            return {};
    }
    const qsizetype equals = name.indexOf(u'=');
    const QStringView key = equals < 0 ? QStringView() : name.first(equals);
    const QString value = name.mid(equals + 1).toString();
    if (key.isEmpty() || key == "General_Category"_L1 || key == "gc"_L1)
        return categories().value(value, value);
    if (key == "Script"_L1 || key == "sc"_L1)
        return u"sc="_s + value;
    if (key == "Script_Extensions"_L1 || key == "scx"_L1)
        return u"scx="_s + value;
    return {};
}

} // namespace sockscope::regexp
