// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/segment_point.h"

#include <QRegularExpression>

#include <numeric>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxDigits = 18; // of each half: what fits into 62 bits is at least as long

std::optional<SegmentPoint> reduced(const QString &numerator, const QString &denominator, bool isNegative)
{
    if (numerator.size() > MaxDigits || denominator.size() > MaxDigits)
        return std::nullopt;
    const std::int64_t top = numerator.toLongLong();
    const std::int64_t bottom = denominator.toLongLong();
    if (bottom == 0)
        return std::nullopt;
    const std::int64_t divisor = std::gcd(top, bottom);
    return SegmentPoint{(isNegative ? -top : top) / divisor, bottom / divisor};
}

/// "0.25e-1" as 25 over 1000: the digits, and a one with as many zeros as the point and the exponent say.
std::optional<SegmentPoint> decimal(const QRegularExpressionMatch &match)
{
    const QString fraction = match.captured(u"fraction"_s);
    QString top = match.captured(u"whole"_s) + fraction;
    if (top.isEmpty())
        return std::nullopt;
    const qsizetype places = fraction.size() - match.captured(u"exponent"_s).toInt();
    if (std::abs(places) > MaxDigits)
        return std::nullopt;
    if (places < 0)
        top += QString(-places, u'0');
    static const QRegularExpression leadingZeros(u"^0+(?=\\d)"_s);
    return reduced(top.remove(leadingZeros), u'1' + QString(std::max<qsizetype>(places, 0), u'0'),
                   match.captured(u"sign"_s) == u"-");
}

std::optional<SegmentPoint> parsed(const QString &text)
{
    static const QRegularExpression quotient(u"\\A([+-]?)(\\d+)/(\\d+)\\z"_s);
    static const QRegularExpression number(
        u"\\A(?<sign>[+-]?)(?<whole>\\d*)(\\.(?<fraction>\\d*))?([eE](?<exponent>[+-]?\\d{1,4}))?\\z"_s);
    if (const QRegularExpressionMatch match = quotient.match(text); match.hasMatch())
        return reduced(match.captured(2), match.captured(3), match.captured(1) == u"-");
    const QRegularExpressionMatch match = number.match(text);
    return match.hasMatch() ? decimal(match) : std::nullopt;
}

} // namespace

std::optional<SegmentPoint> SegmentPoint::parse(const QString &text, QString *error)
{
    static const QRegularExpression percents(u"\\A([+-]?)(\\d+)%\\z"_s);
    if (const QRegularExpressionMatch match = percents.match(text); match.hasMatch()) {
        if (const auto share = reduced(match.captured(2), u"100"_s, match.captured(1) == u"-"))
            return share;
    } else if (!text.endsWith(u'%')) {
        if (const auto share = parsed(text))
            return share;
    }
    *error = text.endsWith(u'%') ? u"'%1' is not a valid percentage"_s.arg(text)
                                 : u"'%1' is not a valid percentage, decimal, fraction or interval value"_s.arg(text);
    return std::nullopt;
}

QString SegmentPoint::toString() const
{
    const QString top = QString::number(numerator);
    return denominator == 1 ? top : top + u'/' + QString::number(denominator);
}

QString SegmentPoint::rounded() const
{
    return QString::number(static_cast<double>(numerator) / static_cast<double>(denominator), 'f', 2);
}

std::strong_ordering SegmentPoint::operator<=>(const SegmentPoint &other) const
{
    __extension__ using Wide = __int128;
    const Wide own = static_cast<Wide>(numerator) * other.denominator;
    const Wide others = static_cast<Wide>(other.numerator) * denominator;
    return own < others   ? std::strong_ordering::less
           : own > others ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
}

} // namespace sockscope
