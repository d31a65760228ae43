// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <cstdint>

namespace sockscope {

/// The option `systemTags`: which tags k6 adds to samples by itself (k6-reference 4.3,
/// https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#system-tags). Those of other protocols are kept,
/// because the columns of CSV files follow the list. `vu` and `iter` become metadata, not tags.
class SystemTags
{
public:
    enum Tag : std::uint32_t {
        Proto,
        Subproto,
        Status,
        Method,
        Url,
        Name,
        Group,
        Check,
        Error,
        ErrorCode,
        TlsVersion,
        Scenario,
        Service,
        ExpectedResponse,
        Iter,
        Vu,
        OcspStatus,
        Ip,
        TagCount
    };

    /// k6's default set: all but iter, vu, ocsp_status and ip.
    SystemTags();
    /// The tags of these names; unknown names are ignored, as k6 does.
    [[nodiscard]] static SystemTags fromNames(const QStringList &names);

    [[nodiscard]] bool has(Tag tag) const { return (m_tags >> tag & 1U) != 0; }
    [[nodiscard]] QStringList names() const; ///< sorted
    bool operator==(const SystemTags &) const = default;

private:
    std::uint32_t m_tags = 0;
};

} // namespace sockscope
