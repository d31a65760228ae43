// SPDX-License-Identifier: GPL-3.0-or-later
// What strconv.ParseFloat makes of texts, as k6 2.2 showed it for the bounds of thresholds.
#include "metrics/go_number.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestGoNumber : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void TestGoNumber::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("expected");
    const double infinity = std::numeric_limits<double>::infinity();
    QTest::newRow("whole") << u"12"_s << 12.0;
    QTest::newRow("sign") << u"+7"_s << 7.0;
    QTest::newRow("negative") << u"-5"_s << -5.0;
    QTest::newRow("fraction") << u"0.25"_s << 0.25;
    QTest::newRow("leading point") << u".5"_s << 0.5;
    QTest::newRow("trailing point") << u"5."_s << 5.0;
    QTest::newRow("exponent") << u"1e3"_s << 1000.0;
    QTest::newRow("signed exponent") << u"1E+3"_s << 1000.0;
    QTest::newRow("underscores") << u"1_000.5_0"_s << 1000.5;
    QTest::newRow("leading zeros") << u"007"_s << 7.0;
    QTest::newRow("hexadecimal") << u"0x1p4"_s << 16.0;
    QTest::newRow("hexadecimal with underscores") << u"0x_1_0p0"_s << 16.0;
    QTest::newRow("hexadecimal fraction") << u"-0X.8P1"_s << -1.0;
    QTest::newRow("infinity") << u"inf"_s << infinity;
    QTest::newRow("long infinity") << u"-Infinity"_s << -infinity;
    QTest::newRow("too small") << u"1e-999"_s << 0.0;
    QTest::newRow("much too small") << u"1e-99999999999999999999"_s << 0.0;
    QTest::newRow("small by digits") << u"0."_s + QString(400, u'0') + u"1"_s << 0.0;
    QTest::newRow("too small in hexadecimal") << u"0x1p-99999"_s << 0.0;
    QTest::newRow("many digits") << QString(400, u'0') + u"1"_s << 1.0;
    QTest::newRow("closest") << u"0.1"_s << 0.1;
}

void TestGoNumber::reads()
{
    QFETCH(QString, text);
    QFETCH(double, expected);
    const GoNumber number = parseGoNumber(text);
    QVERIFY2(number.problem == GoNumber::Problem::None, qPrintable(number.error(text)));
    QCOMPARE(number.value, expected);
    QVERIFY(number.error(text).isEmpty());
    QVERIFY(std::isnan(parseGoNumber(u"NaN").value));
}

void TestGoNumber::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    for (const char *text :
         {"",   " ",  "1 ",   " 1",   "x",   "1e",   "e5",  ".",     "+", "--1",  "0x",      "0x10", "0b1",
          "_1", "1_", "1__0", "1_.5", "5<6", "+nan", "1,5", "1e5.5", "=", "0xp1", "infinit", "1\n",  "\u0661"})
        QTest::newRow(text) << QString::fromUtf8(text) << u"invalid syntax"_s;
    QTest::newRow("too large") << u"1e999"_s << u"value out of range"_s;
    QTest::newRow("much too large") << u"1e99999999999999999999"_s << u"value out of range"_s;
    QTest::newRow("very long") << QString(400, u'9') << u"value out of range"_s;
    QTest::newRow("too large in hexadecimal") << u"-0x1p99999"_s << u"value out of range"_s;
}

void TestGoNumber::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const GoNumber number = parseGoNumber(text);
    QVERIFY(number.problem != GoNumber::Problem::None);
    const QString message = number.error(text);
    QVERIFY2(message.startsWith(u"strconv.ParseFloat: parsing \""_s) && message.endsWith(u"\": "_s + reason),
             qPrintable(message));
}

QTEST_GUILESS_MAIN(TestGoNumber)
#include "tst_go_number.moc"
