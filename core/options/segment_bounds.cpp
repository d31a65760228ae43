// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/segment_bounds.h"

#include <QStringList>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString mistakeIn(const SegmentPoint &from, const SegmentPoint &to)
{
    if (from < SegmentPoint{0, 1})
        return u"segment start value must be at least 0 but was %1"_s.arg(from.rounded());
    if (from >= to)
        return u"segment start(%1) must be less than its end(%2)"_s.arg(from.rounded(), to.rounded());
    return to > SegmentPoint{1, 1} ? u"segment end value can't be more than 1 but was %1"_s.arg(to.rounded())
                                   : QString();
}

} // namespace

QString SegmentBounds::toString() const
{
    return from.toString() + u':' + to.toString();
}

std::optional<SegmentBounds> parseSegmentBounds(const QString &text, QString *error)
{
    if (text.isEmpty())
        return SegmentBounds();
    const qsizetype colon = text.indexOf(u':');
    const std::optional<SegmentPoint> from =
        colon < 0 ? std::optional(SegmentPoint()) : SegmentPoint::parse(text.left(colon), error);
    const std::optional<SegmentPoint> to = from ? SegmentPoint::parse(text.mid(colon + 1), error) : std::nullopt;
    if (!to)
        return std::nullopt;
    if (const QString mistake = mistakeIn(*from, *to); !mistake.isEmpty()) {
        *error = mistake;
        return std::nullopt;
    }
    return SegmentBounds{*from, *to};
}

std::optional<QList<SegmentBounds>> parseSegmentSequenceBounds(const QString &text, QString *error)
{
    QList<SegmentBounds> sequence;
    if (text.isEmpty())
        return sequence;
    const QStringList points = text.split(u',');
    if (points.size() < 2) {
        *error = u"at least 2 points are needed for an execution segment sequence, %1 given"_s.arg(points.size());
        return std::nullopt;
    }
    std::optional<SegmentPoint> start;
    for (const QString &point : points) {
        const std::optional<SegmentPoint> end = SegmentPoint::parse(point, error);
        if (!end)
            return std::nullopt;
        if (start) {
            if (const QString mistake = mistakeIn(*start, *end); !mistake.isEmpty()) {
                *error = mistake;
                return std::nullopt;
            }
            sequence.append({*start, *end});
        }
        start = end;
    }
    return sequence;
}

QString segmentSequenceText(const QList<SegmentBounds> &sequence)
{
    QStringList points;
    for (const SegmentBounds &segment : sequence) {
        if (points.isEmpty())
            points.append(segment.from.toString());
        points.append(segment.to.toString());
    }
    return points.join(u',');
}

} // namespace sockscope
