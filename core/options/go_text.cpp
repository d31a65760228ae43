// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/go_text.h"

#include <QLocale>
#include <QRegularExpression>

#include <charconv>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Digits without the underscores that Go allows between them; nothing where one stands elsewhere.
std::optional<QString> withoutUnderscores(QString digits)
{
    static const QRegularExpression misplaced(u"(^|[^0-9a-fA-FxXoObB])_|_($|[^0-9a-fA-F])"_s);
    if (digits.contains(misplaced))
        return std::nullopt;
    return digits.remove(u'_');
}

/// The base that a prefix names, and the prefix removed.
int takeBase(QString &digits)
{
    if (digits.size() < 2 || digits.at(0) != u'0')
        return 10;
    const QChar letter = digits.at(1).toLower();
    const int base = letter == u'x' ? 16 : letter == u'o' ? 8 : letter == u'b' ? 2 : 0;
    digits.remove(0, base == 0 ? 1 : 2);
    return base == 0 ? 8 : base;
}

} // namespace

QString quotedAsGo(const QString &text)
{
    QString quoted(u'"');
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            quoted += u'\\' + QString(c);
        else if (c == u'\n')
            quoted += u"\\n"_s;
        else if (c == u'\t')
            quoted += u"\\t"_s;
        else if (c == u'\r')
            quoted += u"\\r"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            quoted += u"\\x%1"_s.arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            quoted += c;
    }
    return quoted + u'"';
}

std::optional<std::int64_t> parseGoInteger(const QString &text, int base, QString *error)
{
    const auto failed = [&](const QString &reason) {
        *error = u"strconv.ParseInt: parsing %1: %2"_s.arg(quotedAsGo(text), reason);
        return std::nullopt;
    };
    QString digits = text;
    const bool negative = digits.startsWith(u'-');
    if (negative || digits.startsWith(u'+'))
        digits.remove(0, 1);
    if (base == 0) {
        const std::optional<QString> plain = withoutUnderscores(digits);
        if (!plain)
            return failed(u"invalid syntax"_s);
        digits = *plain;
        base = takeBase(digits);
    }
    const QByteArray latin = (negative ? u"-"_s + digits : digits).toUtf8();
    std::int64_t number = 0;
    const char *end = latin.constData() + latin.size();
    const auto [at, problem] = std::from_chars(latin.constData(), end, number, base);
    if (digits.isEmpty() || digits.startsWith(u'-') || problem == std::errc::invalid_argument || at != end)
        return failed(u"invalid syntax"_s);
    if (problem == std::errc::result_out_of_range)
        return failed(u"value out of range"_s);
    return number;
}

std::optional<double> parseGoFloat(const QString &text)
{
    static const QRegularExpression shape(u"\\A[+-]?(\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(e[+-]?\\d+)?\\z"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression special(u"\\A([+-]?inf(inity)?|nan)\\z"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    if (special.match(text).hasMatch())
        return text.contains(u'a', Qt::CaseInsensitive) ? std::nan("") : (text.startsWith(u'-') ? -1 : 1) * HUGE_VAL;
    const std::optional<QString> plain = withoutUnderscores(text);
    if (!plain || !shape.match(text).hasMatch())
        return std::nullopt;
    bool ok = false;
    const double number = plain->toDouble(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<bool> parseGoBoolean(const QString &text, QString *error)
{
    static const QStringList yes = {u"1"_s, u"t"_s, u"T"_s, u"true"_s, u"TRUE"_s, u"True"_s};
    static const QStringList no = {u"0"_s, u"f"_s, u"F"_s, u"false"_s, u"FALSE"_s, u"False"_s};
    if (yes.contains(text) || no.contains(text))
        return yes.contains(text);
    *error = u"strconv.ParseBool: parsing %1: invalid syntax"_s.arg(quotedAsGo(text));
    return std::nullopt;
}

QString goNumber(double number)
{
    const double size = std::abs(number);
    if (number == 0 || (size >= 1e-6 && size < 1e21))
        return QString::number(number, 'f', QLocale::FloatingPointShortest);
    QString text = QString::number(number, 'e', QLocale::FloatingPointShortest);
    static const QRegularExpression padded(u"e-0(\\d)$"_s); // Go: e-7, but e+21
    return text.replace(padded, u"e-\\1"_s);
}

} // namespace sockscope
