// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/fixed_width.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestFixedWidth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void durations_data();
    void durations();
    void numbers();
};

void TestFixedWidth::durations_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("longest");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << 0.54 << 5.0 << u"0.5s"_s;
    QTest::newRow("rounded") << 0.55 << 5.0 << u"0.6s"_s;
    QTest::newRow("ten seconds") << 0.5 << 10.0 << u"00.5s"_s;
    QTest::newRow("just below a minute") << 0.5 << 59.9 << u"00.5s"_s;
    QTest::newRow("minutes") << 0.5 << 60.0 << u"0m00.5s"_s;
    QTest::newRow("ten minutes") << 65.0 << 600.0 << u"01m05.0s"_s;
    QTest::newRow("hours") << 65.0 << 3600.0 << u"0h01m05.0s"_s;
    QTest::newRow("ten hours") << 3665.0 << 36000.0 << u"01h01m05.0s"_s;
    QTest::newRow("days") << 3665.0 << 86400.0 << u"0d01h01m05.0s"_s;
    QTest::newRow("longer than the longest") << 65.0 << 5.0 << u"1m05.0s"_s;
    QTest::newRow("rounds up to the minute") << 59.96 << 59.96 << u"1m00.0s"_s;
}

void TestFixedWidth::durations()
{
    QFETCH(double, seconds);
    QFETCH(double, longest);
    QFETCH(QString, text);
    QCOMPARE(fixedWidthDuration(static_cast<std::int64_t>(seconds * 1e9), static_cast<std::int64_t>(longest * 1e9)),
             text);
}

void TestFixedWidth::numbers()
{
    QCOMPARE(fixedWidthInteger(3, 25), u"03"_s);
    QCOMPARE(fixedWidthInteger(0, 0), u"0"_s);
    QCOMPARE(fixedWidthInteger(100, 9), u"100"_s);
    QCOMPARE(fixedWidthNumber(5, 5, 2), u"5.00"_s);
    QCOMPARE(fixedWidthNumber(5, 250, 2), u"005.00"_s);
    QCOMPARE(fixedWidthNumber(12.4, 9, 0), u"12"_s);
}

QTEST_GUILESS_MAIN(TestFixedWidth)
#include "tst_fixed_width.moc"
