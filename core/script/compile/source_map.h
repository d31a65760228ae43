// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace sockscope {

/// One mapping of a source map: a place in the generated text and the place in a source it came from. All numbers count
/// from 0; columns are UTF-16 units.
struct SourceMapSegment
{
    std::uint32_t generatedLine = 0;
    std::uint32_t generatedColumn = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::int32_t source = -1; ///< index into SourceMap::sources; -1: this part came from no source
};

/// A decoded source map, revision 3 (https://tc39.es/ecma426/). Plain data; any thread.
class SourceMap
{
public:
    /// Reads the JSON form. Nothing when it is not a source map.
    [[nodiscard]] static std::optional<SourceMap> fromJson(const QByteArray &json);
    /// Takes the inline map off the end of a text that esbuild printed: `text` loses the comment.
    [[nodiscard]] static std::optional<SourceMap> takeInline(QByteArray &text);

    [[nodiscard]] const std::vector<SourceMapSegment> &segments() const { return m_segments; }
    [[nodiscard]] const QStringList &sources() const { return m_sources; }
    /// The last segment at or before a place, on the same generated line; null when there is none.
    [[nodiscard]] const SourceMapSegment *find(std::uint32_t line, std::uint32_t column) const;

    /// Replaces each segment's place in its source, which is itself a generated text, by the place `inner` gives for
    /// it. `firstLine` lines of that text stand before the one `inner` describes.
    void composeWith(const SourceMap &inner, std::uint32_t firstLine);
    /// Replaces each segment's place in its source by what a function makes of it; nothing: it has no source.
    using Translate =
        std::function<std::optional<std::pair<std::uint32_t, std::uint32_t>>(std::uint32_t, std::uint32_t)>;
    void translate(const Translate &translate);

private:
    bool decode(QByteArrayView mappings);

    std::vector<SourceMapSegment> m_segments; ///< in the order of the generated text
    QStringList m_sources;
};

} // namespace sockscope
