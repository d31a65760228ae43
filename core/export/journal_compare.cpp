// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_compare.h"

#include "export/session_trace.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ContextBytes = 48;
constexpr std::int64_t LineBytes = 16;

/// A stream of a journal, read chunk by chunk.
class Cursor
{
public:
    Cursor(const StreamTrace &stream, JournalReader &reader)
        : m_stream(stream)
        , m_reader(reader)
    {
    }

    /// What comes next, empty at the end.
    [[nodiscard]] QByteArrayView rest()
    {
        while (m_at == m_chunk.size() && m_next < m_stream.chunkEnds().size()) {
            m_chunk = m_stream.chunk(m_reader, m_next++);
            m_at = 0;
        }
        return QByteArrayView(m_chunk).sliced(m_at);
    }
    void skip(qsizetype bytes) { m_at += bytes; }

private:
    const StreamTrace &m_stream;
    JournalReader &m_reader;
    std::size_t m_next = 0;
    QByteArray m_chunk;
    qsizetype m_at = 0;
};

/// Compares two sessions and says how far it is.
class Comparer
{
public:
    Comparer(SessionTrace &first, SessionTrace &second, const CompareOptions &options)
        : m_first(first)
        , m_second(second)
        , m_options(options)
    {
        for (const SocketTrace &socket : first.sockets())
            m_total += socket.sent.bytes() + socket.received.bytes();
    }

    [[nodiscard]] SocketComparison compare(std::size_t place)
    {
        static const SocketTrace none;
        const bool isInFirst = place < m_first.sockets().size();
        const bool isInSecond = place < m_second.sockets().size();
        const SocketTrace &first = isInFirst ? m_first.sockets()[place] : none;
        const SocketTrace &second = isInSecond ? m_second.sockets()[place] : none;
        return {.first = first.number,
                .second = second.number,
                .sent = streams(first.sent, second.sent),
                .received = streams(first.received, second.received),
                .firstStates = first.states.join(u" \u2192 "_s),
                .secondStates = second.states.join(u" \u2192 "_s),
                .statesDiffer = statesDiffer(first, second)};
    }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }

private:
    [[nodiscard]] StreamComparison streams(const StreamTrace &first, const StreamTrace &second)
    {
        StreamComparison result{.firstBytes = first.bytes(), .secondBytes = second.bytes()};
        result.differsAt = firstDifference(first, second);
        if (result.differsAt >= 0) {
            result.contextAt = std::max<std::int64_t>(result.differsAt / LineBytes - 1, 0) * LineBytes;
            result.firstContext = first.read(m_first.reader(), result.contextAt, ContextBytes);
            result.secondContext = second.read(m_second.reader(), result.contextAt, ContextBytes);
        }
        if (m_options.chunks && first.chunkEnds() != second.chunkEnds()) {
            const auto &a = first.chunkEnds();
            const auto &b = second.chunkEnds();
            result.chunksDifferAt = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
        }
        return result;
    }

    [[nodiscard]] std::int64_t firstDifference(const StreamTrace &first, const StreamTrace &second)
    {
        Cursor a(first, m_first.reader());
        Cursor b(second, m_second.reader());
        std::int64_t offset = 0;
        while (!m_isCancelled) {
            const QByteArrayView left = a.rest();
            const QByteArrayView right = b.rest();
            const qsizetype size = std::min(left.size(), right.size());
            if (size == 0)
                return left.size() == right.size() ? -1 : offset;
            const auto parted = std::mismatch(left.begin(), left.begin() + size, right.begin()).first - left.begin();
            if (parted < size)
                return offset + parted;
            offset += size;
            a.skip(size);
            b.skip(size);
            report(size);
        }
        return -1;
    }

    void report(qsizetype bytes)
    {
        constexpr std::int64_t every = 1 << 20;
        const std::int64_t before = std::exchange(m_done, m_done + bytes);
        if (m_options.progress && before / every != m_done / every)
            m_isCancelled =
                !m_options.progress(2.0 / 3 + static_cast<double>(m_done) / static_cast<double>(m_total) / 3);
    }

    SessionTrace &m_first;
    SessionTrace &m_second;
    const CompareOptions &m_options;
    std::int64_t m_total = 1;
    std::int64_t m_done = 0;
    bool m_isCancelled = false;
};

/// The progress of reading one journal as the part from `begin` on of the whole, a third of it.
JournalWalkOptions watched(const CompareOptions &options, double begin)
{
    JournalWalkOptions walk;
    if (options.progress)
        walk.progress = [&options, begin](std::int64_t done, std::int64_t total) {
            return options.progress(begin + static_cast<double>(done) /
                                                static_cast<double>(std::max<std::int64_t>(total, 1)) / 3);
        };
    return walk;
}

} // namespace

bool SocketComparison::isEqual() const
{
    return first != 0 && second != 0 && sent.isEqual() && received.isEqual() && !statesDiffer;
}

bool JournalComparison::isEqual() const
{
    return error.isEmpty() && !isCancelled &&
           std::all_of(sockets.begin(), sockets.end(), [](const SocketComparison &socket) { return socket.isEqual(); });
}

JournalComparison compareJournals(const QString &first, const QString &second, const CompareOptions &options)
{
    JournalComparison result;
    SessionTrace a;
    SessionTrace b;
    if (!a.load(first, watched(options, 0)) || !b.load(second, watched(options, 1.0 / 3))) {
        result.error = a.error().isEmpty() ? b.error() : a.error();
        result.isCancelled = a.isCancelled() || b.isCancelled();
        return result;
    }
    Comparer comparer(a, b, options);
    const std::size_t count = std::max(a.sockets().size(), b.sockets().size());
    for (std::size_t place = 0; place < count && !comparer.isCancelled(); ++place)
        result.sockets.append(comparer.compare(place));
    result.isCancelled = comparer.isCancelled();
    if (result.isCancelled)
        result.error = u"The comparison was cancelled before its end."_s;
    return result;
}

} // namespace sockscope
