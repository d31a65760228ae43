// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/go_random.h"

#include <QTest>

#include <limits>

using namespace sockscope;

namespace {

struct Case
{
    std::int64_t seed;
    double first[3];
    double twoThousandth;
};

// What k6 2.2 drew.
constexpr Case Cases[] = {
    {0LL, {0.9451961492941164, 0.24496508529377975, 0.6559562651954052}, 0.2694124862370697},
    {1LL, {0.6046602879796196, 0.9405090880450124, 0.6645600532184904}, 0.8386867673452393},
    {-1LL, {0.3951876009960174, 0.05964969860952545, 0.33545830491955936}, 0.16217166332800803},
    {42LL, {0.3730283610466326, 0.06600049679351791, 0.604093851558642}, 0.10927066028346971},
    {123LL, {0.5813171323049762, 0.026224297271376255, 0.2499694950699479}, 0.08066237260244345},
    {2147483646LL, {0.3951876009960174, 0.05964969860952545, 0.33545830491955936}, 0.16217166332800803},
    {2147483647LL, {0.9451961492941164, 0.24496508529377975, 0.6559562651954052}, 0.2694124862370697},
    {2147483648LL, {0.6046602879796196, 0.9405090880450124, 0.6645600532184904}, 0.8386867673452393},
    {-2147483648LL, {0.3951876009960174, 0.05964969860952545, 0.33545830491955936}, 0.16217166332800803},
    {9007199254740991LL, {0.25912757246568385, 0.35727962080843245, 0.07712633630279923}, 0.5504685265049325},
    {-1099511627776LL, {0.4070491911235726, 0.31439577044581923, 0.8722895597971918}, 0.7074002563842349},
};

} // namespace

class TestGoRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sequence_data();
    void sequence();
    void leastSeed();
    void staysInRange();
};

void TestGoRandom::sequence_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(Cases)); ++i)
        QTest::addRow("seed %lld", static_cast<long long>(Cases[i].seed)) << i;
}

void TestGoRandom::sequence()
{
    QFETCH(int, index);
    const Case &expected = Cases[index];
    GoRandom random(expected.seed);
    for (const double value : expected.first)
        QVERIFY(random.nextDouble() == value); // exactly: QCOMPARE is fuzzy for doubles
    for (int i = 3; i < 1999; ++i)
        static_cast<void>(random.nextDouble());
    QVERIFY(random.nextDouble() == expected.twoThousandth);
}

void TestGoRandom::leastSeed()
{
    GoRandom random(std::numeric_limits<std::int64_t>::min());
    QVERIFY(random.nextDouble() == 0.8328240056498365); // k6: randomSeed(1e30)
}

void TestGoRandom::staysInRange()
{
    GoRandom random(7);
    double sum = 0;
    for (int i = 0; i < 100000; ++i) {
        const double value = random.nextDouble();
        QVERIFY(value >= 0 && value < 1);
        sum += value;
    }
    QVERIFY(qAbs(sum / 100000 - 0.5) < 0.01);
}

QTEST_GUILESS_MAIN(TestGoRandom)
#include "tst_go_random.moc"
