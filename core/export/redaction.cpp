// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/redaction.h"

#include "export/record_text.h"

#include <algorithm>

namespace sockscope {

namespace {

constexpr char Mask = '*';

} // namespace

Redaction::Redaction(QByteArrayList texts)
    : m_texts(std::move(texts))
{
    m_texts.removeAll(QByteArray());
    for (const QByteArray &text : std::as_const(m_texts))
        m_longest = std::max(m_longest, text.size());
}

void Redaction::search(const Record &record)
{
    if (recordDirection(record.kind) == RecordDirection::None)
        return;
    Stream &stream = m_streams[{record.socket, record.kind}];
    const QByteArray bytes = stream.tail + record.payload;
    const std::int64_t start = stream.bytes - stream.tail.size();
    for (const QByteArray &text : std::as_const(m_texts)) {
        // An occurrence that lies in the tail altogether was found with the record before.
        qsizetype at = bytes.indexOf(text, std::max<qsizetype>(stream.tail.size() - text.size() + 1, 0));
        for (; at >= 0; at = bytes.indexOf(text, at + 1)) {
            const Range found(start + at, start + at + text.size());
            if (!stream.ranges.empty() && found.first <= stream.ranges.back().second &&
                found.first >= stream.ranges.back().first)
                stream.ranges.back().second = std::max(stream.ranges.back().second, found.second);
            else
                stream.ranges.push_back(found);
        }
    }
    stream.bytes += record.payload.size();
    stream.tail = bytes.right(m_longest - 1);
}

void Redaction::searched()
{
    for (auto &[key, stream] : m_streams) {
        std::sort(stream.ranges.begin(), stream.ranges.end());
        std::vector<Range> merged;
        for (const Range &range : stream.ranges) {
            if (!merged.empty() && range.first <= merged.back().second)
                merged.back().second = std::max(merged.back().second, range.second);
            else
                merged.push_back(range);
        }
        stream = Stream();
        stream.ranges = std::move(merged);
        m_count += stream.ranges.size();
    }
}

void Redaction::mask(Record &record)
{
    if (recordDirection(record.kind) != RecordDirection::None) {
        maskStream(m_streams[{record.socket, record.kind}], record.payload);
        return;
    }
    maskText(record.payload);
    if (record.cause.isEmpty())
        return;
    QByteArray cause = record.cause.toUtf8();
    maskText(cause);
    record.cause = QString::fromUtf8(cause);
}

void Redaction::maskStream(Stream &stream, QByteArray &payload)
{
    const std::int64_t start = stream.bytes;
    const std::int64_t end = start + payload.size();
    while (stream.next < stream.ranges.size() && stream.ranges[stream.next].first < end) {
        const Range &range = stream.ranges[stream.next];
        const std::int64_t from = std::max(range.first, start);
        std::fill(payload.begin() + (from - start), payload.begin() + (std::min(range.second, end) - start), Mask);
        if (range.second > end)
            break;
        ++stream.next;
    }
    stream.bytes = end;
}

void Redaction::maskText(QByteArray &text) const
{
    const QByteArray original = text;
    for (const QByteArray &secret : m_texts) {
        for (qsizetype at = original.indexOf(secret); at >= 0; at = original.indexOf(secret, at + 1))
            std::fill_n(text.begin() + at, secret.size(), Mask);
    }
}

} // namespace sockscope
