// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows of MessageModel show, and its sentences.
#include "log/visible_text.h"
#include "models/bytes/message_model.h"
#include "models/records/record_labels.h"

#include <QLocale>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 PreviewBytes = 200;

ByteLane laneOf(bool received)
{
    return received ? ByteLane::Received : ByteLane::Sent;
}

} // namespace

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QHash<int, QByteArray> MessageModel::roleNames() const
{
    return {{NumberRole, "number"},     {ReceivedRole, "received"}, {DirectionLabelRole, "directionLabel"},
            {PositionRole, "position"}, {SizeRole, "size"},         {TimeRole, "time"},
            {EndTimeRole, "endTime"},   {ChunksRole, "chunks"},     {CompleteRole, "complete"},
            {PreviewRole, "preview"}};
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto m = message(index.row());
    const auto &all = m_scan.chunks();
    switch (role) {
    case NumberRole:
        return m.number + 1;
    case ReceivedRole:
        return m.received;
    case DirectionLabelRole:
        return directionLabel(m.received ? RecordKind::BytesReceived : RecordKind::BytesSent);
    case PositionRole:
        return m.start;
    case SizeRole:
        return m.end - m.start;
    case TimeRole:
        return qint64{all.timeNs(all.chunkAt(laneOf(m.received), m.start))};
    case EndTimeRole:
        return qint64{all.timeNs(all.chunkAt(laneOf(m.received), m.end - 1))};
    case ChunksRole:
        return chunkCount(m);
    case CompleteRole:
        return m.complete;
    case Qt::DisplayRole:
    case PreviewRole:
        return preview(m);
    default:
        return {};
    }
}

int MessageModel::chunkCount(const Message &message) const
{
    const auto &all = m_scan.chunks();
    const auto lane = laneOf(message.received);
    const int last = all.chunkAt(lane, message.end - 1);
    int chunks = 0;
    for (int i = all.chunkAt(lane, message.start); i <= last && chunks < MaxChunks; ++i)
        chunks += all.isIn(i, lane) ? 1 : 0;
    return chunks;
}

QString MessageModel::preview(const Message &message) const
{
    const auto &all = m_scan.chunks();
    const auto lane = laneOf(message.received);
    const auto end = std::min(message.end, message.start + PreviewBytes);
    QByteArray bytes;
    for (auto at = message.start; at < end;) {
        const int chunk = all.chunkAt(lane, at);
        const auto part = m_reader.payload(all.record(chunk), at - all.start(lane, chunk),
                                           std::min(end - at, all.start(lane, chunk) + all.size(chunk) - at));
        if (part.isEmpty())
            return tr("(the journal can't be read here any more)");
        bytes += part;
        at += part.size();
    }
    return visibleBytes(bytes, PreviewBytes);
}

QString MessageModel::summary() const
{
    if (m_scan.chunks().count() == 0)
        return {};
    QStringList parts{m_whole == 1 ? tr("1 message") : tr("%1 messages").arg(QLocale().toString(m_whole))};
    int split = 0;
    int inside = 0;
    for (const bool received : {false, true}) {
        split += shows(received) ? m_scan.split(received) : 0;
        inside += shows(received) ? m_scan.inside(received) : 0;
    }
    if (m_view.instant == ByteStream::Latest && split > 0)
        parts += tr("%1 split over chunks").arg(QLocale().toString(split));
    if (m_view.instant == ByteStream::Latest && inside > 0)
        parts +=
            inside == 1 ? tr("1 starts inside a chunk") : tr("%1 start inside a chunk").arg(QLocale().toString(inside));
    if (m_scan.isBusy())
        parts += tr("still counting");
    else if (!m_begun.isEmpty() && error().isEmpty())
        parts += begunText();
    return parts.join(u", "_s);
}

QString MessageModel::begunText() const
{
    QStringList texts;
    for (const auto &begun : m_begun) {
        const auto missing = m_view.instant == ByteStream::Latest ? m_scan.missing(begun.received) : -1;
        const auto name = m_begun.size() == 1 ? tr("last one incomplete")
                          : begun.received    ? tr("last received one incomplete")
                                              : tr("last sent one incomplete");
        texts += missing <= 0   ? name
                 : missing == 1 ? name + tr(" (needs 1 more byte)")
                                : name + tr(" (needs %1 more bytes)").arg(QLocale().toString(missing));
    }
    return texts.join(u", "_s);
}

bool MessageModel::hasBorders() const
{
    return m_settings.spec().kind != FramingKind::Chunks && m_settings.problem().isEmpty();
}

MessageBorders MessageModel::bordersOf(qint64 record) const
{
    const auto &all = m_scan.chunks();
    const int chunk = hasBorders() ? all.chunkOf(record) : -1;
    if (chunk < 0)
        return {};
    const bool received = all.direction(chunk) == ByteLane::Received;
    const auto start = all.start(laneOf(received), chunk);
    const auto end = start + all.size(chunk);
    const int first = m_scan.numberAt(received, start);
    const int count = m_scan.count(received);
    if (m_scan.scanned(received) < end || (m_scan.hasFailed(received) && first == count))
        return {};
    int last = m_scan.numberAt(received, end - 1);
    if (m_scan.hasFailed(received))
        last = std::min(last, count - 1); // what follows isn't cut
    return {.first = first + 1,
            .last = last + 1,
            .begins = m_scan.startOf(received, first) == start,
            .ends = last < count && m_scan.endOf(received, last) <= end};
}

} // namespace sockscope
