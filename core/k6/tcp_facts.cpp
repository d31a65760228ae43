// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/tcp_facts.h"

#include "k6/tcp_session.h"
#include "net/tcp_info.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QStringList states{u"disconnected"_s, u"opening"_s, u"open"_s, u"destroyed"_s};

/// RFC 9293 section 3.3.2: in these the peer has said that it sends no more.
bool hasPeerEnded(const QString &state)
{
    return state == "CLOSE_WAIT"_L1 || state == "LAST_ACK"_L1 || state == "CLOSING"_L1 || state == "TIME_WAIT"_L1;
}

} // namespace

QJsonObject tcpFacts(const TcpSession &session, int handle)
{
    const Socket &socket = session.socket();
    QJsonObject facts{{u"socket"_s, handle},
                      {u"state"_s, states.value(static_cast<int>(socket.state()))},
                      {u"target"_s, session.target()},
                      {u"bytesRead"_s, socket.bytesRead()},
                      {u"bytesWritten"_s, socket.bytesWritten()},
                      {u"unsent"_s, session.unsentBytes()},
                      {u"holds"_s, socket.state() != Socket::State::Destroyed},
                      {u"waiting"_s, QJsonArray::fromStringList(session.openCalls())}};
    if (const auto info = TcpInfo::read(socket.nativeDescriptor())) {
        facts.insert(u"tcpState"_s, info->state);
        facts.insert(u"receiveQueue"_s, info->receiveQueue);
        facts.insert(u"sendQueue"_s, info->sendQueue);
        facts.insert(u"peerEnded"_s, hasPeerEnded(info->state));
        facts.insert(u"reset"_s, info->state == "CLOSE"_L1);
    }
    return facts;
}

} // namespace sockscope
