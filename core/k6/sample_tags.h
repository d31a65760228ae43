// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_registry.h"

namespace sockscope {

/// Tags with those that a script gave, as the flat list [name, value, ...] of convert.tags(); the script's win.
[[nodiscard]] inline TagMap withTags(TagMap tags, const QStringList &own)
{
    for (qsizetype i = 0; i + 1 < own.size(); i += 2)
        tags.insert(own.at(i), own.at(i + 1));
    return tags;
}

} // namespace sockscope
