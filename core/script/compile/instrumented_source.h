// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/instrumentation.h"
#include "script/compile/source_map.h"
#include "script/compile/source_text.h"

#include <optional>
#include <utility>
#include <vector>

namespace sockscope {

/// A script on its way into a debug run: its text with probes, and the way back from that text to the author's. A
/// TypeScript text comes as what esbuild made of it, with the map that leads to the author's.
class InstrumentedSource
{
public:
    /// `original` is the author's text, `plain` the JavaScript that goes to `instrument`, equal to it where `plainMap`
    /// is absent. Nothing where `instrument` can't read it.
    [[nodiscard]] static std::optional<InstrumentedSource> make(const QString &original, const QString &plain,
                                                                const std::optional<SourceMap> &plainMap,
                                                                const InstrumentScript &instrument, int base);

    [[nodiscard]] const QString &text() const { return m_text; }
    /// Turns the places that a map gives, places of text(), into the author's; places of what was put in get none.
    void translate(SourceMap &map) const;
    [[nodiscard]] const std::shared_ptr<const ModuleProbes> &probes() const { return m_probes; }

private:
    using Place = std::pair<std::uint32_t, std::uint32_t>;

    void insert(const QString &plain, const QList<InstrumentedText::Insertion> &insertions);
    void locate(InstrumentedText &made, const SourceText &original);
    [[nodiscard]] ScriptRange rangeOf(const InstrumentedText::Place &place) const;
    [[nodiscard]] std::optional<Place> originalPlace(qsizetype plainOffset) const;

    struct Piece
    {
        qsizetype at = 0;   ///< offset in the text with probes
        qsizetype from = 0; ///< offset in the plain text; -1: put in
    };
    QString m_text;
    SourceText m_plain;
    std::optional<SourceMap> m_plainMap;
    std::vector<Piece> m_pieces;
    std::shared_ptr<const ModuleProbes> m_probes;
};

} // namespace sockscope
