// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/local_ips_codec.h"

#include "options/go_json.h"
#include "options/ip_address.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString mistakeInRange(const QString &text)
{
    const std::optional<IpAddress> first = IpAddress::parse(text.section(u'-', 0, 0));
    const std::optional<IpAddress> last = IpAddress::parse(text.section(u'-', 1));
    if (!first || !last)
        return u"wrong IP range format: "_s + text;
    if (first->size != last->size)
        return u"mixed IP range format: "_s + text;
    return last->bytes < first->bytes ? u"negative IP range: "_s + text : QString();
}

QString mistakeIn(const QString &text)
{
    if (text.contains(u'-'))
        return mistakeInRange(text);
    if (!text.contains(u'/'))
        return IpAddress::parse(text) ? QString() : u"%1 is not a valid IP, IP range or CIDR"_s.arg(text);
    QString reason;
    return parseCidr(text, &reason) ? QString() : u"parseCIDR() failed parsing %1: %2"_s.arg(text, reason);
}

} // namespace

bool LocalIpsCodec::fromJson(const JsonSource &, std::optional<Type> &, JsonProblem *)
{
    return true; // has no name in JSON
}

bool LocalIpsCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    if (text.isEmpty())
        return true;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts)
        if (*error = mistakeIn(part); !error->isEmpty())
            return false;
    value = text;
    return true;
}

QString LocalIpsCodec::toJson(const Type &value)
{
    return goJson::string(value);
}

} // namespace sockscope
