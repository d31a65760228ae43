// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of the headers; tst_journal_pcapng shows that tshark agrees with them.
#include "export/tcp_packets.h"

#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Sender = TcpPackets::Sender;

class TestTcpPackets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ipv4Header();
    void ipv6Header();
    void mixedFamilies();
    void numbersFollowTheBytes();
    void longestPayload();
};

namespace {

TcpPackets packets(const QString &local = u"10.0.0.1"_s, const QString &remote = u"10.0.0.2"_s)
{
    return TcpPackets({QHostAddress(local), 40000}, {QHostAddress(remote), 80});
}

quint32 number(const QByteArray &packet, qsizetype at)
{
    return qFromBigEndian<quint32>(packet.constData() + at);
}

} // namespace

void TestTcpPackets::ipv4Header()
{
    TcpPackets made = packets();
    const QByteArray packet = made.packet(Sender::Local, TcpPackets::Syn);
    QCOMPARE(
        packet.toHex(' '),
        QByteArray("45 00 00 28 00 00 40 00 40 06 26 ce 0a 00 00 01 0a 00 00 02 "   // total length 40, TCP, addresses
                   "9c 40 00 50 00 00 00 00 00 00 00 00 50 02 ff ff ff 4f 00 00")); // ports, no acknowledgement, SYN
}

void TestTcpPackets::ipv6Header()
{
    TcpPackets made = packets(u"::1"_s, u"fe80::2"_s);
    const QByteArray packet = made.packet(Sender::Remote, TcpPackets::Psh | TcpPackets::Ack, "hi");
    QCOMPARE(packet.size(), 40 + 20 + 2);
    QCOMPARE(packet.left(8).toHex(' '), QByteArray("60 00 00 00 00 16 06 40"));
    QCOMPARE(packet.mid(8, 2).toHex(), QByteArray("fe80")); // from the remote end
    QCOMPARE(packet.mid(39, 1).toHex(), QByteArray("01"));
    QCOMPARE(packet.right(2), QByteArray("hi"));
}

void TestTcpPackets::mixedFamilies()
{
    TcpPackets made = packets(u"::1"_s, u"10.0.0.2"_s);
    const QByteArray packet = made.packet(Sender::Local, TcpPackets::Syn);
    QCOMPARE(packet.mid(24, 16).toHex(), QByteArray("00000000000000000000ffff0a000002"));
}

void TestTcpPackets::numbersFollowTheBytes()
{
    TcpPackets made = packets();
    (void)made.packet(Sender::Local, TcpPackets::Syn);
    QByteArray packet = made.packet(Sender::Remote, TcpPackets::Syn | TcpPackets::Ack);
    QCOMPARE(number(packet, 24), 0U);
    QCOMPARE(number(packet, 28), 1U); // SYN counts as one
    (void)made.packet(Sender::Local, TcpPackets::Psh | TcpPackets::Ack, QByteArray(1000, 'x'));
    packet = made.packet(Sender::Remote, TcpPackets::Fin | TcpPackets::Ack);
    QCOMPARE(number(packet, 24), 1U);
    QCOMPARE(number(packet, 28), 1001U);
    packet = made.packet(Sender::Local, TcpPackets::Ack);
    QCOMPARE(number(packet, 24), 1001U);
    QCOMPARE(number(packet, 28), 2U); // and so does FIN
}

void TestTcpPackets::longestPayload()
{
    TcpPackets made = packets();
    const QByteArray packet = made.packet(Sender::Local, TcpPackets::Ack, QByteArray(TcpPackets::MaxPayload, 'x'));
    QCOMPARE(qFromBigEndian<quint16>(packet.constData() + 2), quint16(packet.size()));
}

QTEST_GUILESS_MAIN(TestTcpPackets)
#include "tst_tcp_packets.moc"
