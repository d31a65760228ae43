// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tcp_info.h"

// Not netinet/tcp.h: its struct tcp_info ends where Linux 2.6 ended.
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

QString stateName(unsigned state)
{
    constexpr std::array<QLatin1String, 13> names{
        QLatin1String("UNKNOWN"),      QLatin1String("ESTABLISHED"), QLatin1String("SYN_SENT"),
        QLatin1String("SYN_RECEIVED"), QLatin1String("FIN_WAIT_1"),  QLatin1String("FIN_WAIT_2"),
        QLatin1String("TIME_WAIT"),    QLatin1String("CLOSED"),      QLatin1String("CLOSE_WAIT"),
        QLatin1String("LAST_ACK"),     QLatin1String("LISTEN"),      QLatin1String("CLOSING"),
        QLatin1String("SYN_RECEIVED")};
    return names[state < names.size() ? state : 0];
}

qint64 queued(int descriptor, unsigned long request)
{
    int bytes = 0;
    return ::ioctl(descriptor, request, &bytes) == 0 ? bytes : 0;
}

TcpInfo fromKernel(const tcp_info &kernel)
{
    TcpInfo info;
    info.state = stateName(kernel.tcpi_state);
    info.rttUs = kernel.tcpi_rtt;
    info.rttVarUs = kernel.tcpi_rttvar;
    info.minRttUs = kernel.tcpi_min_rtt == ~quint32(0) ? 0 : kernel.tcpi_min_rtt; // "not measured yet"
    info.retransmitTimeoutUs = kernel.tcpi_rto;
    info.retransmits = kernel.tcpi_retransmits;
    info.totalRetransmits = kernel.tcpi_total_retrans;
    info.lostSegments = kernel.tcpi_lost;
    info.unackedSegments = kernel.tcpi_unacked;
    info.sendMss = kernel.tcpi_snd_mss;
    info.receiveMss = kernel.tcpi_rcv_mss;
    info.pathMtu = kernel.tcpi_pmtu;
    info.congestionWindow = kernel.tcpi_snd_cwnd;
    info.sendWindow = kernel.tcpi_snd_wnd;
    info.receiveSpace = kernel.tcpi_rcv_space;
    info.bytesAcked = qint64(kernel.tcpi_bytes_acked);
    info.bytesReceived = qint64(kernel.tcpi_bytes_received);
    info.segmentsOut = kernel.tcpi_segs_out;
    info.segmentsIn = kernel.tcpi_segs_in;
    info.deliveryRate = qint64(kernel.tcpi_delivery_rate);
    return info;
}

} // namespace

std::optional<TcpInfo> TcpInfo::read(int descriptor)
{
    tcp_info kernel{};
    socklen_t size = sizeof kernel;
    if (descriptor < 0 || ::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &kernel, &size) != 0)
        return std::nullopt;
    TcpInfo info = fromKernel(kernel);
    info.sendQueue = queued(descriptor, SIOCOUTQ);
    info.receiveQueue = queued(descriptor, SIOCINQ);
    return info;
}

QJsonObject TcpInfo::toJson() const
{
    return {{u"state"_s, state},
            {u"rttUs"_s, rttUs},
            {u"rttVarUs"_s, rttVarUs},
            {u"minRttUs"_s, minRttUs},
            {u"retransmitTimeoutUs"_s, retransmitTimeoutUs},
            {u"retransmits"_s, retransmits},
            {u"totalRetransmits"_s, totalRetransmits},
            {u"lostSegments"_s, lostSegments},
            {u"unackedSegments"_s, unackedSegments},
            {u"sendMss"_s, sendMss},
            {u"receiveMss"_s, receiveMss},
            {u"pathMtu"_s, pathMtu},
            {u"congestionWindow"_s, congestionWindow},
            {u"sendWindow"_s, sendWindow},
            {u"receiveSpace"_s, receiveSpace},
            {u"bytesAcked"_s, bytesAcked},
            {u"bytesReceived"_s, bytesReceived},
            {u"segmentsOut"_s, segmentsOut},
            {u"segmentsIn"_s, segmentsIn},
            {u"deliveryRate"_s, deliveryRate},
            {u"sendQueue"_s, sendQueue},
            {u"receiveQueue"_s, receiveQueue}};
}

} // namespace sockscope
