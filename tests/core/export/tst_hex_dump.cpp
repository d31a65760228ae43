// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/hex_dump.h"

#include <QTest>

using namespace sockscope;

class TestHexDump : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines();
};

void TestHexDump::lines()
{
    QCOMPARE(hexDump({}), QByteArray());
    QCOMPARE(hexDump("PING\r\n", "  "),
             QByteArray("  00000000  50 49 4e 47 0d 0a                                 |PING..|\n"));
    QByteArray all(256 + 9, '\0');
    for (qsizetype i = 0; i < all.size(); ++i)
        all[i] = static_cast<char>(i);
    const auto dumped = hexDump(all).split('\n');
    QCOMPARE(dumped.size(), 18);
    QCOMPARE(dumped[4], QByteArray("00000040  40 41 42 43 44 45 46 47  48 49 4a 4b 4c 4d 4e 4f  |@ABCDEFGHIJKLMNO|"));
    QCOMPARE(dumped[7], QByteArray("00000070  70 71 72 73 74 75 76 77  78 79 7a 7b 7c 7d 7e 7f  |pqrstuvwxyz{|}~.|"));
    QCOMPARE(dumped[15], QByteArray("000000f0  f0 f1 f2 f3 f4 f5 f6 f7  f8 f9 fa fb fc fd fe ff  |................|"));
    QCOMPARE(dumped[16], QByteArray("00000100  00 01 02 03 04 05 06 07  08                       |.........|"));
}

QTEST_GUILESS_MAIN(TestHexDump)
#include "tst_hex_dump.moc"
