// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/dns_options.h"

#include "options/duration_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

std::optional<std::int64_t> dnsTtl(const DnsOptions &dns, QString *error)
{
    constexpr std::int64_t Year = 365LL * 86'400 * 1'000'000'000;
    const QString text = dns.ttl.value_or(QString());
    if (text == u"inf")
        return Year;
    QString reason;
    const std::optional<std::int64_t> ttl = parseExtendedDuration(text.isEmpty() ? u"5m"_s : text, &reason);
    if (ttl && *ttl >= 0)
        return ttl;
    *error = u"invalid DNS TTL: %1"_s.arg(text);
    return std::nullopt;
}

} // namespace sockscope
