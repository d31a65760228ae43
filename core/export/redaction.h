// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QByteArrayList>

#include <map>
#include <utility>
#include <vector>

namespace sockscope {

/// Masks texts in the records of a journal: every byte of an occurrence becomes `*`, so that sizes stay. In what a
/// socket sent and received an occurrence is found wherever it lies, also across the borders of writes and reads; in
/// all other texts (console lines, snippets, scripts, causes) within its record. Only the very bytes are found, not an
/// escaped, encoded or compressed form of them, and names of script files stay. Records have to be given in the order
/// of the journal, each twice: all to search(), then all to mask().
class Redaction
{
public:
    explicit Redaction(QByteArrayList texts = {});

    void search(const Record &record);
    void searched(); ///< between the two rounds
    void mask(Record &record);
    /// Masked stretches of what was sent and received.
    [[nodiscard]] std::uint64_t count() const { return m_count; }

private:
    using Range = std::pair<std::int64_t, std::int64_t>; // of stream offsets, the second is behind the end
    struct Stream
    {
        std::int64_t bytes = 0;
        QByteArray tail; // the last bytes, as many as could begin an occurrence
        std::vector<Range> ranges;
        std::size_t next = 0; // range to look at
    };
    using Key = std::pair<std::uint32_t, RecordKind>;

    void maskStream(Stream &stream, QByteArray &payload);
    void maskText(QByteArray &text) const;

    QByteArrayList m_texts;
    qsizetype m_longest = 0;
    std::map<Key, Stream> m_streams;
    std::uint64_t m_count = 0;
};

} // namespace sockscope
