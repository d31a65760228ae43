// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/source_layout.h"

namespace sockscope {

ScriptPosition SourceLayout::position(int generatedLine, Use use) const
{
    if (generatedLine < 1 || static_cast<std::size_t>(generatedLine) > lines.size())
        return {};
    const Line &entry = lines[static_cast<std::size_t>(generatedLine) - 1];
    if (entry.line == 0 || entry.source >= sources.size())
        return {};
    const bool call = use == Use::Call && entry.callLine != 0;
    return {sources.at(entry.source), static_cast<int>(call ? entry.callLine : entry.line),
            static_cast<int>(call ? entry.callColumn : entry.column),
            functions.value(static_cast<int>(entry.function))};
}

} // namespace sockscope
