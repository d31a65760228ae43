// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/system_tags.h"

#include <algorithm>
#include <array>

namespace sockscope {

namespace {

constexpr std::array<QStringView, SystemTags::TagCount> Names = {
    u"proto", u"subproto", u"status",      u"method",      u"url",      u"name",    u"group",
    u"check", u"error",    u"error_code",  u"tls_version", u"scenario", u"service", u"expected_response",
    u"iter",  u"vu",       u"ocsp_status", u"ip"};
constexpr std::uint32_t Default = (1U << SystemTags::Iter) - 1; // the opt-in ones stand last

} // namespace

SystemTags::SystemTags()
    : m_tags(Default)
{
}

SystemTags SystemTags::fromNames(const QStringList &names)
{
    SystemTags tags;
    tags.m_tags = 0;
    for (std::uint32_t tag = 0; tag < TagCount; ++tag) {
        if (names.contains(Names[tag]))
            tags.m_tags |= 1U << tag;
    }
    return tags;
}

QStringList SystemTags::names() const
{
    QStringList list;
    for (std::uint32_t tag = 0; tag < TagCount; ++tag) {
        if (has(static_cast<Tag>(tag)))
            list.append(Names[tag].toString());
    }
    list.sort();
    return list;
}

} // namespace sockscope
