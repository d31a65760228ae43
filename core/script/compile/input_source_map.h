// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/source_layout.h"
#include "script/compile/source_map.h"

#include <QString>

#include <optional>

namespace sockscope {

/// The source map that a script brings along, where a bundler made it: inline or a file beside it (k6-reference 1.4).
class InputSourceMap
{
public:
    /// Looks for the comment `//# sourceMappingURL=` in a script and takes it out, without moving anything else, so
    /// that esbuild does not follow it too.
    InputSourceMap(QString &source, const QString &url);

    /// Turns positions in the script into positions in what it was made from. Does nothing without a map.
    void apply(SourceLayout &layout) const;

private:
    std::optional<SourceMap> m_map;
    QString m_url;
};

} // namespace sockscope
