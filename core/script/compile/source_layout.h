// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace sockscope {

/// A place in a script as its author wrote it.
struct ScriptPosition
{
    QString url;      ///< file:///abs/script.js; empty: unknown
    int line = 0;     ///< from 1
    int column = 0;   ///< from 1, in UTF-16 units
    QString function; ///< name of the function around it as k6 prints it; empty for anonymous ones

    bool operator==(const ScriptPosition &) const = default;
};

/// Where each line of the compiled code comes from. V4 reports lines only, so the compiler gives every token that can
/// fail or call a line of its own, and this table turns that line back into line and column. Plain data, read-only
/// after compiling; any thread.
class SourceLayout
{
public:
    /// What a frame stands at decides which of a line's two positions k6 would print.
    enum class Use {
        Call, ///< the call on the line: at its opening parenthesis; for `new` at that word
        Token ///< the name on the line: an undefined variable, a property of undefined
    };

    struct Line
    {
        std::uint32_t line = 0; ///< from 1; 0: generated code without a source
        std::uint32_t column = 0;
        std::uint32_t callLine = 0; ///< 0: no call starts on this line
        std::uint32_t callColumn = 0;
        std::uint32_t function = 0; ///< index into functions
        std::int32_t source = 0;    ///< index into sources

        bool operator==(const Line &) const = default;
    };

    /// The position of a generated line (from 1); an empty url when the line has no source.
    [[nodiscard]] ScriptPosition position(int generatedLine, Use use = Use::Call) const;

    std::vector<Line> lines;
    QStringList functions; ///< names; index 0 is the module's own code, without a name
    QStringList sources;   ///< urls
};

} // namespace sockscope
