// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MessageScan that hands bytes to a function's process, one packet at a time.
#include "models/bytes/message_scan.h"

#include <algorithm>

namespace sockscope {

void MessageScan::startFunction(bool received)
{
    auto &lane = m_lanes[received];
    lane.function = std::make_unique<FunctionFramer>(m_program, m_spec.function);
    connect(lane.function.get(), &FunctionFramer::found, this,
            [this, received](const QList<qint64> &ends) { add(received, ends); });
    connect(lane.function.get(), &FunctionFramer::fed, this, [this, received](qint64 missing) {
        m_lanes[received].missing = missing;
        m_isWaiting = false;
        run();
        if (hasMore() && !m_isWaiting)
            m_timer.start();
    });
    connect(lane.function.get(), &FunctionFramer::failed, this, [this, received](const QString &sentence) {
        fail(received, sentence);
        m_isWaiting = false;
        m_timer.start();
        Q_EMIT advanced();
    });
}

/// The first answer of the process tells that it can be used. Neighbouring chunks of one direction make one packet.
void MessageScan::feedFunction(bool received)
{
    auto &lane = m_lanes[received];
    m_isWaiting = true;
    if (!lane.function)
        return startFunction(received);
    QByteArray packet;
    while (hasMore() && packet.size() < FunctionFramer::PacketBytes &&
           chunks().isIn(m_chunk, received ? ByteLane::Received : ByteLane::Sent)) {
        const auto left = chunks().size(m_chunk) - m_inChunk;
        const auto part = take(std::min<qint64>(left, FunctionFramer::PacketBytes - packet.size()));
        if (part.isEmpty()) {
            m_isWaiting = false;
            return fail(received, tr("The journal can't be read any more at the record of byte %1.").arg(lane.fed));
        }
        packet += part;
        m_inChunk = part.size() == left ? 0 : m_inChunk + part.size();
        m_chunk += part.size() == left ? 1 : 0;
    }
    lane.fed += packet.size();
    lane.function->feed(packet);
}

} // namespace sockscope
