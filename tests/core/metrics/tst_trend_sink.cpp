// SPDX-License-Identifier: GPL-3.0-or-later
// Percentiles against a sort of all values, over several distributions, below and beyond the exact limit.
#include "metrics/trend_sink.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <random>
#include <unistd.h>

using namespace sockscope;

namespace {

using Distribution = std::function<double(std::mt19937_64 &)>;

constexpr double Shares[] = {0, 0.0001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.999999, 1};

Distribution distribution(const QByteArray &name)
{
    if (name == "uniform")
        return [](auto &random) { return std::uniform_real_distribution(0.0, 1000.0)(random); };
    if (name == "exponential")
        return [](auto &random) { return std::exponential_distribution(0.02)(random); };
    if (name == "lognormal")
        return [](auto &random) { return std::lognormal_distribution(2.0, 1.5)(random); };
    if (name == "two peaks")
        return [](auto &random) {
            const double centre = random() % 10 == 0 ? 5000.0 : 3.0;
            return std::abs(std::normal_distribution(centre, centre / 20)(random));
        };
    if (name == "whole milliseconds")
        return [](auto &random) { return std::floor(std::exponential_distribution(0.05)(random)); };
    if (name == "both signs")
        return [](auto &random) { return std::normal_distribution(0.0, 100.0)(random); };
    if (name == "every magnitude")
        return [](auto &random) { return std::pow(10.0, std::uniform_real_distribution(-300.0, 300.0)(random)); };
    return [](auto &) { return 42.5; };
}

const QByteArrayList Distributions = {"uniform",    "exponential",     "lognormal", "two peaks", "whole milliseconds",
                                      "both signs", "every magnitude", "constant"};

std::size_t residentBytes()
{
    std::FILE *file = std::fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    unsigned long resident = 0;
    const int fields = file ? std::fscanf(file, "%lu %lu", &pages, &resident) : 0;
    if (file)
        std::fclose(file);
    return fields == 2 ? resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) : 0;
}

} // namespace

class TestTrendSink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isEmptyAtFirst();
    void since_data();
    void since();
    void percentileInterpolates_data();
    void percentileInterpolates();
    void matchesASort_data();
    void matchesASort();
    void limitIsExact();
    void oddValues();
    void mergesLikeAdding_data();
    void mergesLikeAdding();
    void copiesAreIndependent();
    void staysSmall();
    void addIsCheap_data();
    void addIsCheap();
};

void TestTrendSink::isEmptyAtFirst()
{
    const TrendSink sink;
    QCOMPARE(sink.count(), 0U);
    QCOMPARE(sink.average(), 0.0);
    QCOMPARE(sink.min(), 0.0);
    QCOMPARE(sink.max(), 0.0);
    for (const double share : Shares)
        QCOMPARE(sink.percentile(share), 0.0);
}

void TestTrendSink::since_data()
{
    constexpr auto Limit = static_cast<int>(TrendSink::ExactLimit);
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("added");
    QTest::newRow("nothing yet") << 0 << 0;
    QTest::newRow("from nothing") << 0 << 10;
    QTest::newRow("nothing new") << 10 << 0;
    QTest::newRow("exact") << 10 << 5;
    QTest::newRow("over the limit") << Limit - 5 << 10;
    QTest::newRow("beyond the limit") << Limit + 5 << 1000;
    QTest::newRow("from nothing over the limit") << 0 << Limit + 1;
}

/// The same as a sink that got the later values only.
void TestTrendSink::since()
{
    QFETCH(const int, before);
    QFETCH(const int, added);
    TrendSink sink;
    for (int i = 0; i < before; ++i)
        sink.add(1000 - i % 977);
    const TrendSink earlier = sink;
    TrendSink later;
    for (int i = 0; i < added; ++i) {
        sink.add(i % 300 + 0.5);
        later.add(i % 300 + 0.5);
    }
    TrendSink found = sink.since(earlier);
    found.prepare();
    later.prepare();
    QCOMPARE(found.count(), later.count());
    QVERIFY(std::abs(found.sum() - later.sum()) <= 1e-6 * later.sum());
    for (const double share : {0.0, 0.5, 0.9, 0.95, 0.99, 1.0})
        QVERIFY2(std::abs(found.percentile(share) - later.percentile(share)) <= later.percentile(share) / 1024,
                 QByteArray::number(share).constData());
    QVERIFY(std::abs(found.min() - later.min()) <= later.min() / 1024);
    QVERIFY(std::abs(found.max() - later.max()) <= later.max() / 1024);
}

void TestTrendSink::percentileInterpolates_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("expected");
    QTest::newRow("no values") << QList<double>() << 0.5 << 0.0;
    QTest::newRow("one value") << QList<double>{7} << 0.9 << 7.0;
    QTest::newRow("median of three") << QList<double>{30, 10, 20} << 0.5 << 20.0;
    QTest::newRow("p90 of three") << QList<double>{10, 30, 20} << 0.9 << 28.0; // as k6 prints it
    QTest::newRow("p95 of three") << QList<double>{10, 20, 30} << 0.95 << 29.0;
    QTest::newRow("p0") << QList<double>{20, 10, 30} << 0.0 << 10.0;
    QTest::newRow("p100") << QList<double>{30, 20, 10} << 1.0 << 30.0;
    QTest::newRow("median of two") << QList<double>{2, 1} << 0.5 << 1.5;
    QTest::newRow("below the range") << QList<double>{1, 2} << -1.0 << 1.0;
    QTest::newRow("above the range") << QList<double>{1, 2} << 2.0 << 2.0;
}

void TestTrendSink::percentileInterpolates()
{
    QFETCH(QList<double>, values);
    QFETCH(double, share);
    QFETCH(double, expected);
    TrendSink sink;
    for (const double value : values)
        sink.add(value);
    QCOMPARE(sink.percentile(share), expected); // sorts a copy
    sink.prepare();
    QCOMPARE(sink.percentile(share), expected);
    std::sort(values.begin(), values.end());
    QCOMPARE(percentile(std::vector<double>(values.begin(), values.end()), share), expected);
}

void TestTrendSink::matchesASort_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<std::size_t>("count");
    for (const QByteArray &name : Distributions) {
        QTest::addRow("%s, few", name.constData()) << name << std::size_t{1000};
        QTest::addRow("%s, many", name.constData()) << name << std::size_t{700'000};
    }
}

void TestTrendSink::matchesASort()
{
    QFETCH(QByteArray, name);
    QFETCH(std::size_t, count);
    std::mt19937_64 random(count); // the same values every time
    const Distribution next = distribution(name);
    std::vector<double> values(count);
    TrendSink sink;
    for (double &value : values) {
        value = next(random);
        sink.add(value);
    }
    sink.prepare();
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    std::sort(values.begin(), values.end());
    QCOMPARE(sink.isExact(), count <= TrendSink::ExactLimit);
    QCOMPARE(sink.count(), std::uint64_t{count});
    QVERIFY(sink.min() == values.front() && sink.max() == values.back() && sink.sum() == sum);
    for (const double share : Shares) {
        const double expected = percentile(values, share);
        const double found = sink.percentile(share);
        const double tolerance = sink.isExact() ? 0 : std::abs(expected) / 1024;
        QVERIFY2(
            std::abs(found - expected) <= tolerance,
            qPrintable(
                QStringLiteral("p(%1): %2, not %3").arg(share * 100).arg(found, 0, 'g', 17).arg(expected, 0, 'g', 17)));
        if (name == "whole milliseconds" || name == "constant")
            QCOMPARE(found, expected);
    }
}

void TestTrendSink::limitIsExact()
{
    TrendSink sink;
    for (std::size_t i = 0; i < TrendSink::ExactLimit; ++i)
        sink.add(static_cast<double>(i) + 0.123456789);
    QVERIFY(sink.isExact());
    QCOMPARE(sink.percentile(0.5), (static_cast<double>(TrendSink::ExactLimit) - 1) / 2 + 0.123456789);
    sink.add(1e9);
    QVERIFY(!sink.isExact());
    QVERIFY(sink.exactValues().empty());
    QCOMPARE(sink.count(), std::uint64_t{TrendSink::ExactLimit} + 1);
    QCOMPARE(sink.percentile(0), 0.123456789);
    QCOMPARE(sink.percentile(1), 1e9);
}

void TestTrendSink::oddValues()
{
    const double infinity = std::numeric_limits<double>::infinity();
    for (const bool isLarge : {false, true}) {
        TrendSink sink;
        for (std::size_t i = 0; isLarge && i <= TrendSink::ExactLimit; ++i)
            sink.add(0);
        for (const double value : {infinity, -infinity, 0.0, -0.0, std::numeric_limits<double>::denorm_min(),
                                   std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::max()})
            sink.add(value);
        QCOMPARE(sink.count(), (isLarge ? TrendSink::ExactLimit + 1 : 0) + 6U); // all but NaN
        QCOMPARE(sink.percentile(0), -infinity);
        QCOMPARE(sink.percentile(1), infinity);
        QCOMPARE(sink.percentile(0.4), 0.0);
    }
}

void TestTrendSink::mergesLikeAdding_data()
{
    QTest::addColumn<std::size_t>("left");
    QTest::addColumn<std::size_t>("right");
    const std::size_t limit = TrendSink::ExactLimit;
    QTest::newRow("nothing") << std::size_t{0} << std::size_t{0};
    QTest::newRow("into nothing") << std::size_t{0} << std::size_t{5};
    QTest::newRow("nothing into something") << std::size_t{5} << std::size_t{0};
    QTest::newRow("small and small") << std::size_t{100} << std::size_t{50};
    QTest::newRow("together beyond the limit") << limit - 10 << std::size_t{20};
    QTest::newRow("large into small") << std::size_t{10} << limit + 10;
    QTest::newRow("small into large") << limit + 10 << std::size_t{10};
    QTest::newRow("large and large") << limit + 10 << limit + 20;
}

void TestTrendSink::mergesLikeAdding()
{
    QFETCH(std::size_t, left);
    QFETCH(std::size_t, right);
    std::mt19937_64 random(7);
    const Distribution next = distribution("both signs");
    TrendSink one;
    TrendSink other;
    TrendSink all;
    for (std::size_t i = 0; i < left + right; ++i) {
        const double value = next(random);
        (i < left ? one : other).add(value);
        all.add(value);
    }
    one.merge(other);
    one.prepare();
    all.prepare();
    QCOMPARE(one.count(), all.count());
    QCOMPARE(one.isExact(), all.isExact());
    QVERIFY(std::abs(one.sum() - all.sum()) <= 1e-6);
    QCOMPARE(one.min(), all.min());
    QCOMPARE(one.max(), all.max());
    for (const double share : Shares)
        QCOMPARE(one.percentile(share), all.percentile(share));
}

void TestTrendSink::copiesAreIndependent()
{
    TrendSink sink;
    for (std::size_t i = 0; i <= TrendSink::ExactLimit; ++i)
        sink.add(1);
    const TrendSink copy = sink;
    TrendSink moved = std::move(sink);
    for (std::size_t i = 0; i < 2 * TrendSink::ExactLimit; ++i)
        moved.add(2);
    QCOMPARE(copy.count(), std::uint64_t{TrendSink::ExactLimit} + 1);
    QCOMPARE(copy.percentile(0.9), 1.0);
    QCOMPARE(moved.percentile(0.9), 2.0);
}

/// Ten million values of many magnitudes cost a few megabytes, not eighty.
void TestTrendSink::staysSmall()
{
    std::mt19937_64 random(1);
    const std::size_t before = residentBytes();
    TrendSink sink;
    for (int i = 0; i < 10'000'000; ++i)
        sink.add(0.0001 * static_cast<double>(1 + random() % (std::uint64_t{1} << (10 + random() % 30))));
    const std::size_t after = residentBytes();
    QCOMPARE(sink.count(), 10'000'000U);
    QVERIFY2(after - std::min(before, after) < 10'000'000, qPrintable(QString::number(after - before)));
}

void TestTrendSink::addIsCheap_data()
{
    QTest::addColumn<std::size_t>("before");
    QTest::newRow("exact") << std::size_t{0};
    QTest::newRow("histogram") << TrendSink::ExactLimit + 1;
}

void TestTrendSink::addIsCheap()
{
    QFETCH(std::size_t, before);
    std::mt19937_64 random(1);
    std::vector<double> values(1000);
    for (double &value : values)
        value = std::lognormal_distribution(2.0, 1.5)(random);
    TrendSink large;
    for (std::size_t i = 0; i < before; ++i)
        large.add(values[i % values.size()]);
    TrendSink sink;
    QBENCHMARK
    {
        sink = before == 0 ? TrendSink() : std::move(large);
        for (int round = 0; round < 90; ++round) {
            for (const double value : values)
                sink.add(value);
        }
        large = std::move(sink);
    }
    QVERIFY(large.count() > 0);
}

QTEST_GUILESS_MAIN(TestTrendSink)
#include "tst_trend_sink.moc"
