// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/instrumented_source.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

std::optional<InstrumentedSource> InstrumentedSource::make(const QString &original, const QString &plain,
                                                           const std::optional<SourceMap> &plainMap,
                                                           const InstrumentScript &instrument, int base)
{
    QString prefix = u"__d"_s;
    while (plain.contains(prefix))
        prefix += u'_';
    std::optional<InstrumentedText> made = instrument(plain, base, prefix);
    if (!made)
        return std::nullopt;
    made->probes.base = base;
    made->probes.prefix = prefix;
    InstrumentedSource source;
    source.m_plain = SourceText(plain);
    source.m_plainMap = plainMap;
    source.insert(plain, made->insertions);
    source.locate(*made, SourceText(original));
    return source;
}

void InstrumentedSource::insert(const QString &plain, const QList<InstrumentedText::Insertion> &insertions)
{
    qsizetype at = 0;
    for (const InstrumentedText::Insertion &insertion : insertions) {
        if (insertion.offset > at) {
            m_pieces.push_back({m_text.size(), at});
            m_text += QStringView(plain).sliced(at, insertion.offset - at);
            at = insertion.offset;
        }
        m_pieces.push_back({m_text.size(), -1});
        m_text += insertion.text;
    }
    m_pieces.push_back({m_text.size(), at});
    m_text += QStringView(plain).sliced(at);
}

void InstrumentedSource::locate(InstrumentedText &made, const SourceText &original)
{
    ModuleProbes &probes = made.probes;
    for (qsizetype i = 0; i < probes.points.size(); ++i)
        probes.points[i].range = rangeOf(made.pointPlaces.at(i));
    for (qsizetype i = 0; i < probes.functions.size(); ++i)
        probes.functions[i].range = rangeOf(made.functionPlaces.at(i));
    for (qsizetype i = 0; i < probes.tries.size(); ++i)
        probes.tries[i].range = rangeOf(made.tryPlaces.at(i));
    if (!probes.functions.isEmpty()) // a module's code begins with the file, whatever the first mapped token is
        probes.functions.first().range = {1, 1, original.lineCount() + 1, 1};
    m_probes = std::make_shared<const ModuleProbes>(std::move(probes));
}

ScriptRange InstrumentedSource::rangeOf(const InstrumentedText::Place &place) const
{
    const std::optional<Place> begin = originalPlace(place.begin);
    // the last character is part of it: what a map says of the place behind belongs to what follows
    const std::optional<Place> last = originalPlace(std::max(place.begin, place.end - 1));
    if (!begin)
        return {};
    ScriptRange range{static_cast<int>(begin->first) + 1, static_cast<int>(begin->second) + 1, 0, 0};
    const Place end = last && *last >= *begin ? *last : *begin;
    range.endLine = static_cast<int>(end.first) + 1;
    range.endColumn = static_cast<int>(end.second) + 2;
    return range;
}

std::optional<InstrumentedSource::Place> InstrumentedSource::originalPlace(qsizetype plainOffset) const
{
    const Place place = m_plain.place(plainOffset);
    if (!m_plainMap)
        return place;
    const SourceMapSegment *segment = m_plainMap->find(place.first, place.second);
    if (!segment || segment->source < 0)
        return std::nullopt;
    return Place(segment->line, segment->column);
}

void InstrumentedSource::translate(SourceMap &map) const
{
    const SourceText text(m_text);
    map.translate([&](std::uint32_t line, std::uint32_t column) -> std::optional<Place> {
        const std::optional<qsizetype> offset = text.offset(line, column);
        if (!offset)
            return std::nullopt;
        const auto after = std::upper_bound(m_pieces.begin(), m_pieces.end(), *offset,
                                            [](qsizetype at, const Piece &piece) { return at < piece.at; });
        const Piece &piece = *std::prev(after);
        return piece.from < 0 ? std::nullopt : originalPlace(piece.from + *offset - piece.at);
    });
}

} // namespace sockscope
