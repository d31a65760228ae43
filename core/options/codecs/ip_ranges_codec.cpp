// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/ip_ranges_codec.h"

#include "options/ip_address.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

bool IpRangesCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isArray())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    Type ranges;
    const QJsonArray items = source.value().toArray();
    for (const auto item : items) {
        if (!item.isString())
            return source.item(item).wrongType(problem, u"*lib.IPNet"_s);
        std::optional<Type> range;
        QString error;
        if (!fromText(item.toString(), range, &error))
            return source.item(item).fail(problem, error);
        ranges += *range;
    }
    value = ranges;
    return true;
}

bool IpRangesCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    Type ranges;
    const QStringList parts = text.trimmed().isEmpty() ? QStringList() : text.split(u',');
    for (const QString &part : parts) {
        QString reason;
        const std::optional<QString> range = parseCidr(part, &reason);
        if (!range) {
            *error = u"failed to parse CIDR '%1': %2"_s.arg(part, reason);
            return false;
        }
        ranges.append(*range);
    }
    value = ranges;
    return true;
}

QString IpRangesCodec::toJson(const Type &value)
{
    return TextListCodec::toJson(value);
}

} // namespace sockscope
