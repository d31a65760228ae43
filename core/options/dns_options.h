// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace sockscope {

/// How host names are resolved (k6-reference 4.3,
/// https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#dns).
struct DnsOptions
{
    std::optional<QString> ttl;    ///< "5m" where not given; "0" for no cache, "inf" for ever; not checked when read
    std::optional<QString> select; ///< random (where not given), first, roundRobin
    std::optional<QString> policy; ///< preferIPv4 (where not given), preferIPv6, onlyIPv4, onlyIPv6, any

    bool operator==(const DnsOptions &) const = default;
};

/// How long a resolved address is kept, in nanoseconds; 0 for not at all. Nothing and k6's sentence where it is no
/// duration.
[[nodiscard]] std::optional<std::int64_t> dnsTtl(const DnsOptions &dns, QString *error);

} // namespace sockscope
