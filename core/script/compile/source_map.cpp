// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/source_map.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr std::array<std::int8_t, 128> base64Values = [] {
    std::array<std::int8_t, 128> values{};
    values.fill(-1);
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < 64; ++i)
        values[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
    return values;
}();

// One variable-length quantity; false on a character that does not belong, or on a number past 32 bits.
bool readQuantity(QByteArrayView text, qsizetype &at, std::int64_t &value)
{
    std::uint64_t bits = 0;
    for (int shift = 0; shift < 40; shift += 5) {
        if (at >= text.size())
            return false;
        const auto c = static_cast<unsigned char>(text.at(at++));
        const int digit = c < 128 ? base64Values[c] : -1;
        if (digit < 0)
            return false;
        bits |= static_cast<std::uint64_t>(digit & 31) << shift;
        if (!(digit & 32)) {
            const auto magnitude = static_cast<std::int64_t>(bits >> 1);
            value = bits & 1 ? -magnitude : magnitude;
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<SourceMap> SourceMap::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!object.value("mappings"_L1).isString())
        return std::nullopt;
    SourceMap map;
    const QJsonArray sources = object.value("sources"_L1).toArray();
    for (const auto source : sources)
        map.m_sources.append(source.toString());
    if (!map.decode(object.value("mappings"_L1).toString().toLatin1()))
        return std::nullopt;
    return map;
}

std::optional<SourceMap> SourceMap::takeInline(QByteArray &text)
{
    constexpr QByteArrayView comment = "//# sourceMappingURL=data:application/json;base64,";
    const qsizetype at = text.lastIndexOf(comment);
    if (at < 0)
        return std::nullopt;
    const QByteArray json = QByteArray::fromBase64(text.mid(at + comment.size()).trimmed());
    text.truncate(at);
    return fromJson(json);
}

bool SourceMap::decode(QByteArrayView mappings)
{
    m_segments.reserve(static_cast<std::size_t>(mappings.size()) / 5);
    std::uint32_t generatedLine = 0;
    std::int64_t column = 0;
    std::int64_t source = 0;
    std::int64_t sourceLine = 0;
    std::int64_t sourceColumn = 0;
    const auto fits = [](std::int64_t n) { return n >= 0 && n <= INT32_MAX; };
    qsizetype at = 0;
    while (at < mappings.size()) {
        const char c = mappings.at(at);
        if (c == ';' || c == ',') {
            ++at;
            if (c == ';') {
                ++generatedLine;
                column = 0;
            }
            continue;
        }
        std::array<std::int64_t, 5> fields{};
        std::size_t count = 0;
        while (at < mappings.size() && mappings.at(at) != ';' && mappings.at(at) != ',') {
            if (count == fields.size() || !readQuantity(mappings, at, fields[count++]))
                return false;
        }
        column += fields[0];
        if (!fits(column))
            return false;
        SourceMapSegment segment{generatedLine, static_cast<std::uint32_t>(column), 0, 0, -1};
        if (count >= 4) {
            source += fields[1];
            sourceLine += fields[2];
            sourceColumn += fields[3];
            if (!fits(source) || !fits(sourceLine) || !fits(sourceColumn))
                return false;
            segment.source = static_cast<std::int32_t>(source);
            segment.line = static_cast<std::uint32_t>(sourceLine);
            segment.column = static_cast<std::uint32_t>(sourceColumn);
        }
        m_segments.push_back(segment);
    }
    return true;
}

const SourceMapSegment *SourceMap::find(std::uint32_t line, std::uint32_t column) const
{
    const auto after = std::upper_bound(m_segments.begin(), m_segments.end(), std::pair(line, column),
                                        [](const auto &place, const SourceMapSegment &segment) {
                                            return place < std::pair(segment.generatedLine, segment.generatedColumn);
                                        });
    if (after == m_segments.begin() || std::prev(after)->generatedLine != line)
        return nullptr;
    return &*std::prev(after);
}

void SourceMap::composeWith(const SourceMap &inner, std::uint32_t firstLine)
{
    for (SourceMapSegment &segment : m_segments) {
        const SourceMapSegment *origin = nullptr;
        if (segment.source >= 0 && segment.line >= firstLine)
            origin = inner.find(segment.line - firstLine, segment.column);
        segment.source = origin ? origin->source : -1;
        segment.line = origin ? origin->line : 0;
        segment.column = origin ? origin->column : 0;
    }
    m_sources = inner.m_sources;
}

void SourceMap::translate(const Translate &translate)
{
    for (SourceMapSegment &segment : m_segments) {
        const auto place = segment.source < 0 ? std::nullopt : translate(segment.line, segment.column);
        segment.source = place ? segment.source : -1;
        std::tie(segment.line, segment.column) = place.value_or(std::pair<std::uint32_t, std::uint32_t>());
    }
}

} // namespace sockscope
