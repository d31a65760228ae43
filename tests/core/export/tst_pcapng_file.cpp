// SPDX-License-Identifier: GPL-3.0-or-later
// The blocks of the file; tst_journal_pcapng shows that tshark reads them.
#include "export/pcapng_file.h"

#include <QBuffer>
#include <QFile>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestPcapngFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreWhole();
    void timesInNanoseconds();
    void refusedWrites();
};

/// Every block states its length twice, and the lengths lead from block to block.
void TestPcapngFile::blocksAreWhole()
{
    QBuffer out;
    QVERIFY(out.open(QIODevice::WriteOnly));
    PcapngFile file(out);
    QVERIFY(file.begin(u"program"_s, u"odd"_s));
    QVERIFY(file.packet(1, "12345", u"why"_s));
    QVERIFY(file.packet(2, "1234", QString()));
    const QByteArray &bytes = out.data();
    QList<quint32> types;
    for (qsizetype at = 0; at < bytes.size();) {
        types.append(qFromLittleEndian<quint32>(bytes.constData() + at));
        const auto length = qFromLittleEndian<quint32>(bytes.constData() + at + 4);
        QCOMPARE(length % 4, 0U);
        QVERIFY(at + qsizetype(length) <= bytes.size());
        QCOMPARE(qFromLittleEndian<quint32>(bytes.constData() + at + length - 4), length);
        at += length;
    }
    QCOMPARE(types, (QList<quint32>{0x0A0D0D0A, 1, 6, 6}));
    QVERIFY(bytes.contains("12345"));
    QVERIFY(bytes.contains("why"));
}

void TestPcapngFile::timesInNanoseconds()
{
    QBuffer out;
    QVERIFY(out.open(QIODevice::WriteOnly));
    PcapngFile file(out);
    const qint64 time = 1'800'000'000'123'456'789;
    QVERIFY(file.packet(time, "x", QString()));
    const quint64 high = qFromLittleEndian<quint32>(out.data().constData() + 12);
    const quint64 low = qFromLittleEndian<quint32>(out.data().constData() + 16);
    QCOMPARE(qint64((high << 32) | low), time);
}

void TestPcapngFile::refusedWrites()
{
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    PcapngFile file(full);
    QVERIFY(!file.begin(u"program"_s, QString()));
    QVERIFY(!file.packet(0, "x", QString()));
}

QTEST_GUILESS_MAIN(TestPcapngFile)
#include "tst_pcapng_file.moc"
