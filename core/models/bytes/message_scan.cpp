// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/message_scan.h"

#include <QElapsedTimer>
#include <QLocale>

#include <algorithm>

namespace sockscope {

namespace {

constexpr int MillisecondsPerTurn = 6;
constexpr qint64 PieceBytes = 256 << 10;
constexpr qint64 WorkPerClock = 128; // small chunks
constexpr qint64 BytesPerChunk = 1024;
constexpr quint32 ReceivedBit = 1u << 31;

ByteLane laneOf(bool received)
{
    return received ? ByteLane::Received : ByteLane::Sent;
}

} // namespace

MessageScan::MessageScan(const ByteIndex &index, JournalReader &reader, int limit, QObject *parent)
    : QObject(parent)
    , m_index(index)
    , m_reader(reader)
    , m_limit(limit)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &MessageScan::run);
    connect(&index, &ByteIndex::grown, this, [this] {
        if (hasMore() && !m_isWaiting)
            m_timer.start();
    });
    connect(&index, &ByteIndex::cleared, this, [this] { start(m_socket, m_spec); });
}

MessageScan::~MessageScan() = default;

void MessageScan::start(quint32 socket, const FramingSpec &spec)
{
    m_timer.stop();
    m_socket = socket;
    m_spec = spec;
    m_chunk = 0;
    m_inChunk = 0;
    m_isWaiting = false;
    m_order.clear();
    m_error = framingProblem(spec);
    for (auto &lane : m_lanes) {
        if (lane.function) { // may be what called this
            lane.function->disconnect(this);
            lane.function.release()->deleteLater();
        }
        lane = Lane();
        lane.framer = makeFramer(spec);
        lane.failed = !m_error.isEmpty();
    }
    if (hasMore())
        m_timer.start();
    Q_EMIT restarted();
}

void MessageScan::stop()
{
    start(0, m_spec);
}

std::pair<bool, int> MessageScan::at(int i) const
{
    const auto entry = m_order[static_cast<std::size_t>(i)];
    return {(entry & ReceivedBit) != 0, static_cast<int>(entry & ~ReceivedBit)};
}

qint64 MessageScan::startOf(bool received, int number) const
{
    return number == 0 ? 0 : m_lanes[received].ends[static_cast<std::size_t>(number) - 1];
}

int MessageScan::numberAt(bool received, qint64 position) const
{
    return endingBy(received, position);
}

int MessageScan::endingBy(bool received, qint64 position) const
{
    const auto &ends = m_lanes[received].ends;
    return static_cast<int>(std::upper_bound(ends.begin(), ends.end(), position) - ends.begin());
}

qint64 MessageScan::missing(bool received) const
{
    const auto &lane = m_lanes[received];
    if (lane.failed)
        return -1;
    return lane.framer ? lane.framer->missingBytes() : lane.missing;
}

void MessageScan::run()
{
    QElapsedTimer clock;
    clock.start();
    qint64 work = 0; // looking at the clock takes as long as a small chunk
    const auto &all = chunks();
    while (m_chunk < all.count() && !m_isWaiting && (work < WorkPerClock || clock.elapsed() < MillisecondsPerTurn)) {
        work = work < WorkPerClock ? work : 0;
        work += 1 + feedNext(all) / BytesPerChunk;
    }
    if (!hasMore() || m_isWaiting)
        m_timer.stop();
    Q_EMIT advanced();
}

/// Hands the next piece to the framer of its direction, and returns its bytes.
qint64 MessageScan::feedNext(const SocketBytes &all)
{
    const bool received = all.direction(m_chunk) == ByteLane::Received;
    auto &lane = m_lanes[received];
    if (m_spec.kind == FramingKind::Chunks) {
        lane.fed += all.size(m_chunk++); // nothing to look for
        if (!lane.failed)
            (void)addOne(received, lane.fed);
        return 0;
    }
    if (!lane.framer && !lane.failed) {
        feedFunction(received);
        return 0;
    }
    const auto left = all.size(m_chunk) - m_inChunk;
    const auto size = lane.failed ? left : std::min(left, PieceBytes);
    m_ends.clear();
    if (!lane.failed)
        feedFramer(received, {.bytes = {}, .size = size, .timeNs = all.timeNs(m_chunk), .endsChunk = size == left});
    lane.fed += size;
    m_inChunk += size;
    if (size == left) {
        ++m_chunk;
        m_inChunk = 0;
    }
    add(received, m_ends);
    return size;
}

void MessageScan::feedFramer(bool received, FramedPiece piece)
{
    auto &lane = m_lanes[received];
    const auto bytes = lane.framer->needsBytes() ? take(piece.size) : QByteArray();
    if (lane.framer->needsBytes() && bytes.size() < piece.size)
        return fail(received, tr("The journal can't be read any more at the record of byte %1.").arg(lane.fed));
    piece.bytes = bytes;
    lane.framer->feed(piece, m_ends);
    if (!lane.framer->error().isEmpty())
        fail(received, lane.framer->error());
}

QByteArray MessageScan::take(qint64 bytes)
{
    return m_reader.payload(chunks().record(m_chunk), m_inChunk, bytes);
}

void MessageScan::fail(bool received, const QString &sentence)
{
    m_lanes[received].failed = true;
    if (m_error.isEmpty())
        m_error = sentence;
}

void MessageScan::add(bool received, const QList<qint64> &ends)
{
    for (const auto end : ends)
        if (!addOne(received, end))
            return;
}

/// False where there are too many.
bool MessageScan::addOne(bool received, qint64 end)
{
    if (count() >= m_limit) {
        fail(received, tr("There are more than %1 messages: the rest isn't cut.").arg(QLocale().toString(m_limit)));
        return false;
    }
    auto &lane = m_lanes[received];
    if (m_spec.kind != FramingKind::Chunks) { // those are what they are cut into
        const auto start = lane.ends.empty() ? 0 : lane.ends.back();
        const int first = chunks().chunkAt(laneOf(received), start);
        lane.split += first != chunks().chunkAt(laneOf(received), end - 1) ? 1 : 0;
        lane.inside += chunks().start(laneOf(received), first) != start ? 1 : 0;
    }
    m_order.push_back(static_cast<quint32>(lane.ends.size()) | (received ? ReceivedBit : 0));
    lane.ends.push_back(end);
    return true;
}

} // namespace sockscope
