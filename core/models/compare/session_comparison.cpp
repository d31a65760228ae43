// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/session_comparison.h"

#include <algorithm>

namespace sockscope {

namespace {

/// Reading a journal is a quarter of the whole, aligning the other half.
JournalWalkOptions watched(const std::function<bool(double)> &progress, double begin)
{
    JournalWalkOptions walk;
    if (progress)
        walk.progress = [&progress, begin](std::int64_t done, std::int64_t total) {
            return progress(begin +
                            static_cast<double>(done) / static_cast<double>(std::max<std::int64_t>(total, 1)) / 4);
        };
    return walk;
}

} // namespace

SessionComparison::SessionComparison(Source first, Source second)
    : m_firstSource(std::move(first))
    , m_secondSource(std::move(second))
{
}

bool SessionComparison::load(const Options &options)
{
    if (m_first.load(m_firstSource.path, watched(options.progress, 0)) &&
        m_second.load(m_secondSource.path, watched(options.progress, 0.25)))
        return true;
    m_error = m_first.error().isEmpty() ? m_second.error() : m_first.error();
    m_isCancelled = m_first.isCancelled() || m_second.isCancelled();
    return false;
}

bool SessionComparison::compare(const Options &options)
{
    if (!load(options))
        return false;
    m_totalBytes = std::max<std::int64_t>(totalBytes(), 1);
    RowCollector collector(options.limits);
    m_isDifferent.assign(pairs(), false);
    for (std::size_t place = 0; place < pairs(); ++place) {
        if (!alignPair(place, collector, options)) {
            m_isCancelled = true;
            return false;
        }
    }
    m_unlisted = collector.unlisted();
    m_rows = collector.take();
    return true;
}

bool SessionComparison::alignPair(std::size_t place, RowCollector &collector, const Options &options)
{
    using enum ComparisonRow::Mark;
    const SocketTrace &first = socket(Side::First, place);
    const SocketTrace &second = socket(Side::Second, place);
    const bool isInBoth = first.number != 0 && second.number != 0;
    collector.begin(static_cast<std::uint32_t>(place), isInBoth ? Equal : second.number == 0 ? OnlyFirst : OnlySecond);
    const StreamAligner::Progress progress = [&](std::int64_t bytes) {
        return !options.progress ||
               options.progress(0.5 + static_cast<double>(m_doneBytes + bytes) / static_cast<double>(m_totalBytes) / 2);
    };
    const bool statesAreDifferent = statesDiffer(first, second);
    bool isDifferent = !isInBoth || statesAreDifferent;
    for (const bool isSent : {true, false}) {
        const auto own = [isSent](const SocketTrace &socket) -> const StreamTrace & {
            return isSent ? socket.sent : socket.received;
        };
        const auto other = [isSent](const SocketTrace &socket) -> const StreamTrace & {
            return isSent ? socket.received : socket.sent;
        };
        StreamAligner aligner(StreamWindow(own(first), other(first), m_first.reader()),
                              StreamWindow(own(second), other(second), m_second.reader()),
                              [&](const AlignedPieces &pieces) {
                                  isDifferent |= !pieces.isEqual;
                                  collector.add(pieces, isSent);
                              });
        if (!aligner.run(progress))
            return false;
        m_doneBytes += own(first).bytes() + own(second).bytes();
    }
    collector.end(first, second, statesAreDifferent);
    m_isDifferent[place] = isDifferent;
    return true;
}

std::int64_t SessionComparison::totalBytes() const
{
    std::int64_t bytes = 0;
    for (const SessionTrace *session : {&m_first, &m_second}) {
        for (const SocketTrace &socket : session->sockets())
            bytes += socket.sent.bytes() + socket.received.bytes();
    }
    return bytes;
}

std::size_t SessionComparison::pairs() const
{
    return std::max(m_first.sockets().size(), m_second.sockets().size());
}

std::size_t SessionComparison::differentPairs() const
{
    return static_cast<std::size_t>(std::count(m_isDifferent.begin(), m_isDifferent.end(), true));
}

const SocketTrace &SessionComparison::socket(Side side, std::size_t place) const
{
    static const SocketTrace none;
    const std::vector<SocketTrace> &sockets = (side == Side::First ? m_first : m_second).sockets();
    return place < sockets.size() ? sockets[place] : none;
}

QByteArray SessionComparison::bytes(Side side, const ComparisonRow &row)
{
    if (row.kind != ComparisonRow::Bytes)
        return {};
    const SocketTrace &trace = socket(side, row.place);
    const StreamTrace &stream = row.isSent ? trace.sent : trace.received;
    return side == Side::First ? stream.read(m_first.reader(), row.first, row.firstBytes)
                               : stream.read(m_second.reader(), row.second, row.secondBytes);
}

} // namespace sockscope
