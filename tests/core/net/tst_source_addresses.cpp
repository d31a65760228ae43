// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/source_addresses.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSourceAddresses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addresses_data();
    void addresses();
    void none();
};

void TestSourceAddresses::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("index");
    QTest::addColumn<QString>("address");
    const auto row = [](const QString &text, quint64 index, const QString &address) {
        QTest::addRow("%s at %llu", qPrintable(text), static_cast<unsigned long long>(index))
            << text << index << address;
    };
    row(u"10.0.0.1"_s, 0, u"10.0.0.1"_s);
    row(u"10.0.0.1"_s, 7, u"10.0.0.1"_s);
    row(u"10.0.0.1,10.0.0.5"_s, 1, u"10.0.0.5"_s);
    row(u"10.0.0.1,10.0.0.5"_s, 2, u"10.0.0.1"_s);
    row(u"10.0.0.254-10.0.1.1"_s, 2, u"10.0.1.0"_s);
    row(u"10.0.0.254-10.0.1.1"_s, 4, u"10.0.0.254"_s);
    row(u"192.168.0.9/24"_s, 0, u"192.168.0.1"_s);
    row(u"192.168.0.0/24"_s, 253, u"192.168.0.254"_s);
    row(u"192.168.0.0/24"_s, 254, u"192.168.0.1"_s);
    row(u"192.168.0.4/31"_s, 1, u"192.168.0.5"_s);
    row(u"192.168.0.4/32"_s, 3, u"192.168.0.4"_s);
    row(u"10.0.0.1,192.168.0.0/30,::1"_s, 2, u"192.168.0.2"_s);
    row(u"10.0.0.1,192.168.0.0/30,::1"_s, 3, u"::1"_s);
    row(u"fd00::/120"_s, 255, u"fd00::ff"_s);
    row(u"fd00::/120"_s, 256, u"fd00::"_s);
    row(u"fd00::ffff:ffff:ffff:ffff-fd00:0:0:1::5"_s, 2, u"fd00:0:0:1::1"_s);
    row(u"fd00::/8"_s, 1'000'000, u"fd00::f:4240"_s);
    row(u"0.0.0.0/0"_s, 0, u"0.0.0.1"_s);
}

void TestSourceAddresses::addresses()
{
    QFETCH(QString, text);
    QFETCH(quint64, index);
    QFETCH(QString, address);
    QCOMPARE(SourceAddresses::parse(text).at(index), QHostAddress(address));
}

void TestSourceAddresses::none()
{
    QVERIFY(SourceAddresses().isEmpty());
    QVERIFY(SourceAddresses::parse({}).isEmpty());
    QVERIFY(SourceAddresses().at(3).isNull());
}

QTEST_GUILESS_MAIN(TestSourceAddresses)
#include "tst_source_addresses.moc"
