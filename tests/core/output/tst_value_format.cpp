// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/json/js_number.h"
#include "output/summary/value_format.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr double Infinity = std::numeric_limits<double>::infinity();
constexpr double NotANumber = std::numeric_limits<double>::quiet_NaN();

QByteArray rowName(double value)
{
    return QByteArray::number(value, 'g', 17);
}

} // namespace

/// All expected texts are what k6 2.2 printed, except for NaN, which no script gets into a metric.
class TestValueFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void milliseconds_data();
    void milliseconds();
    void bytes_data();
    void bytes();
    void plain_data();
    void plain();
    void share_data();
    void share();
    void fixed_data();
    void fixed();
    void shortestDigitsReadBack();
    void anythingHasAText();
};

void TestValueFormat::milliseconds_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("automatic");
    QTest::addColumn<QString>("inS");
    QTest::addColumn<QString>("inMs");
    QTest::addColumn<QString>("inUs");
    const auto row = [](double value, const char16_t *automatic, const char16_t *s, const char16_t *ms,
                        const char16_t *us) {
        QTest::newRow(rowName(value)) << value << QStringView(automatic).toString() << QStringView(s).toString()
                                      << QStringView(ms).toString() << QStringView(us).toString();
    };
    row(0, u"0s", u"0.00s", u"0.00ms", u"0.00µs");
    row(1e-9, u"0ns", u"0.00s", u"0.00ms", u"0.00µs");
    row(1e-6, u"1ns", u"0.00s", u"0.00ms", u"0.00µs");
    row(0.00099999, u"999ns", u"0.00s", u"0.00ms", u"1.00µs");
    row(0.001, u"1µs", u"0.00s", u"0.00ms", u"1.00µs");
    row(0.0015, u"1.5µs", u"0.00s", u"0.00ms", u"1.50µs");
    row(0.00999, u"9.99µs", u"0.00s", u"0.01ms", u"9.99µs");
    row(0.29, u"290µs", u"0.00s", u"0.29ms", u"290.00µs");
    row(0.5, u"500µs", u"0.00s", u"0.50ms", u"500.00µs");
    row(0.999999, u"999.99µs", u"0.00s", u"1.00ms", u"1000.00µs");
    row(1.005, u"1ms", u"0.00s", u"1.00ms", u"1005.00µs");
    row(8.29, u"8.28ms", u"0.01s", u"8.29ms", u"8290.00µs");
    row(20.415, u"20.41ms", u"0.02s", u"20.41ms", u"20415.00µs");
    row(999.999, u"999.99ms", u"1.00s", u"1000.00ms", u"999999.00µs");
    row(1005, u"1s", u"1.01s", u"1005.00ms", u"1005000.00µs");
    row(59999.999, u"59.99s", u"60.00s", u"60000.00ms", u"59999999.00µs");
    row(60000, u"1m0s", u"60.00s", u"60000.00ms", u"60000000.00µs");
    row(60999.9, u"1m0s", u"61.00s", u"60999.90ms", u"60999900.00µs");
    row(61500, u"1m1s", u"61.50s", u"61500.00ms", u"61500000.00µs");
    row(3599999, u"59m59s", u"3600.00s", u"3599999.00ms", u"3599999000.00µs");
    row(3600000, u"1h0m0s", u"3600.00s", u"3600000.00ms", u"3600000000.00µs");
    row(90061000, u"25h1m1s", u"90061.00s", u"90061000.00ms", u"90061000000.00µs");
    row(1e13, u"2777777h46m40s", u"10000000000.00s", u"10000000000000.00ms", u"10000000000000000.00µs");
    row(Infinity, u"InfinityhNaNmNaNs", u"Infinitys", u"Infinityms", u"Infinityµs");
    row(-1, u"-1000000ns", u"-0.00s", u"-1.00ms", u"-1000.00µs");
    row(-61000, u"-61000000000ns", u"-61.00s", u"-61000.00ms", u"-61000000.00µs");
    row(-1e-9, u"0ns", u"-0.00s", u"-0.00ms", u"-0.00µs");
}

void TestValueFormat::milliseconds()
{
    QFETCH(const double, value);
    QTEST(formatMilliseconds(value), "automatic");
    QTEST(formatMilliseconds(value, u"s"_s), "inS");
    QTEST(formatMilliseconds(value, u"ms"_s), "inMs");
    QTEST(formatMilliseconds(value, u"us"_s), "inUs");
    QTEST(formatMilliseconds(value, u"fortnights"_s), "automatic");
}

void TestValueFormat::bytes_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](double value, const QString &text) { QTest::newRow(rowName(value)) << value << text; };
    row(0, u"0 B"_s);
    row(3, u"3 B"_s);
    row(1.7599959344563245, u"1.7599959344563245 B"_s);
    row(10, u"10 B"_s);
    row(99, u"99 B"_s);
    row(999, u"999 B"_s);
    row(1000, u"1.0 kB"_s);
    row(1049, u"1.0 kB"_s);
    row(1050, u"1.1 kB"_s);
    row(9949, u"9.9 kB"_s);
    row(9950, u"10 kB"_s);
    row(99999, u"100 kB"_s);
    row(999499, u"1000 kB"_s);
    row(999999, u"1000 kB"_s);
    row(1949999, u"1.9 MB"_s);
    row(12345678, u"12 MB"_s);
    row(-5, u"-5 B"_s);
    row(Infinity, u"Infinity B"_s);
}

void TestValueFormat::bytes()
{
    QFETCH(const double, value);
    QTEST(formatBytes(value), "text");
}

void TestValueFormat::plain_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](double value, const QString &text) { QTest::newRow(rowName(value)) << value << text; };
    row(0, u"0"_s);
    row(-0.0, u"0"_s);
    row(1.0 / 3, u"0.333333"_s);
    row(0.0078125, u"0.007813"_s); // an exact half
    row(1e-6, u"0.000001"_s);
    row(4e-7, u"0"_s);
    row(5e-7, u"0"_s);
    row(2.5e-6, u"0.000003"_s);
    row(12345678.123456789, u"12345678.123457"_s);
    row(0.9999999, u"1"_s);
    row(1e15, u"1000000000000000"_s);
    row(123456789012345680000.0, u"123456789012345680000"_s);
    row(1e21, u"1e+21"_s);
    row(3.3112582781456953e+27, u"3.3112582781456953e+27"_s);
    row(-1e-9, u"0"_s);
    row(-0.5, u"-0.5"_s);
    row(-Infinity, u"-Infinity"_s);
    row(NotANumber, u"NaN"_s);
}

void TestValueFormat::plain()
{
    QFETCH(const double, value);
    QTEST(formatPlain(value), "text");
}

void TestValueFormat::share_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const QMap<int, QString> cutBelow{{29, u"28.99%"_s}, {57, u"56.99%"_s}, {58, u"57.99%"_s}};
    for (int percent = 0; percent <= 100; ++percent) {
        QTest::addRow("%d of 100", percent)
            << percent / 100.0 << cutBelow.value(percent, QString::number(percent) + u".00%"_s);
    }
    QTest::newRow("two thirds") << 2.0 / 3 << u"66.66%"_s;
    QTest::newRow("nearly all") << 0.99999 << u"99.99%"_s;
}

void TestValueFormat::share()
{
    QFETCH(const double, value);
    QTEST(formatShare(value), "text");
}

void TestValueFormat::fixed_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("half up") << 0.125 << 2 << QByteArray("0.13");
    QTest::newRow("half away from zero") << -0.125 << 2 << QByteArray("-0.13");
    QTest::newRow("just below a half") << 2.675 << 2 << QByteArray("2.67");
    QTest::newRow("carries") << 9.999 << 2 << QByteArray("10.00");
    QTest::newRow("carries over the point") << 0.96 << 1 << QByteArray("1.0");
    QTest::newRow("no decimals") << 2.5 << 0 << QByteArray("3");
    QTest::newRow("no decimals, carries") << 99.5 << 0 << QByteArray("100");
    QTest::newRow("tiny") << 1e-300 << 2 << QByteArray("0.00");
    QTest::newRow("negative zero stays visible") << -0.001 << 2 << QByteArray("-0.00");
    QTest::newRow("largest with digits") << 999999999999999868928.0 << 2 << QByteArray("999999999999999868928.00");
}

void TestValueFormat::fixed()
{
    QFETCH(const double, value);
    QFETCH(const int, decimals);
    QTEST(jsFixed(value, decimals), "text");
}

void TestValueFormat::shortestDigitsReadBack()
{
    QRandomGenerator random(1);
    for (int round = 0; round < 100'000; ++round) {
        const quint64 bits = random.generate64();
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        if (std::isfinite(value))
            QCOMPARE(jsNumber(value).toDouble(), value);
    }
    QCOMPARE(jsNumber(1e-7), "1e-7");
    QCOMPARE(jsNumber(0.000001), "0.000001");
    QCOMPARE(jsNumber(-1.5e-10), "-1.5e-10");
    QCOMPARE(jsNumber(5e-324), "5e-324");
    QCOMPARE(jsNumber(1.7976931348623157e308), "1.7976931348623157e+308");
    QCOMPARE(jsNumber(100), "100");
}

/// Whatever a script measures, there is a text of reasonable length.
void TestValueFormat::anythingHasAText()
{
    QRandomGenerator random(2);
    for (int round = 0; round < 100'000; ++round) {
        const quint64 bits = random.generate64();
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        for (const MetricContains contains : {MetricContains::Default, MetricContains::Time, MetricContains::Data}) {
            for (const QString &unit : {u""_s, u"ms"_s}) {
                const QString text = formatValue(value, MetricType::Gauge, contains, unit);
                QVERIFY2(!text.isEmpty() && text.size() < 400, qPrintable(text));
            }
        }
    }
    for (const double value : {NotANumber, Infinity, -Infinity}) {
        QVERIFY(!formatMilliseconds(value).isEmpty());
        QVERIFY(!formatBytes(value).isEmpty());
        QVERIFY(!formatShare(value).isEmpty());
    }
}

QTEST_APPLESS_MAIN(TestValueFormat)
#include "tst_value_format.moc"
