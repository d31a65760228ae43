// SPDX-License-Identifier: GPL-3.0-or-later
// Execution segments: how they are read, and that the parts of all instances add up to the whole, whatever is divided.
#include "run/segment_share.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSegmentShare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void segments_data();
    void segments();
    void sequences_data();
    void sequences();
    void wholeTest();
    void knownPattern();
    void fillsTheSequence();
    void refusesWhatDoesNotFit();
    void partsAddUp_data();
    void partsAddUp();
    void partsOfAValueAddUp();
};

void TestSegmentShare::segments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result"); // or the error
    QTest::newRow("empty") << u""_s << u"0:1"_s;
    QTest::newRow("fractions") << u"1/3:2/3"_s << u"1/3:2/3"_s;
    QTest::newRow("lowest terms") << u"2/6:4/6"_s << u"1/3:2/3"_s;
    QTest::newRow("decimals") << u"0.25:.5"_s << u"1/4:1/2"_s;
    QTest::newRow("percents") << u"10%:50%"_s << u"1/10:1/2"_s;
    QTest::newRow("one value") << u"1/4"_s << u"0:1/4"_s;
    QTest::newRow("whole") << u"0:1"_s << u"0:1"_s;
    // k6's sentences
    QTest::newRow("negative") << u"-1:2/3"_s << u"segment start value must be at least 0 but was -1.00"_s;
    QTest::newRow("backwards") << u"1/2:1/3"_s << u"segment start(0.50) must be less than its end(0.33)"_s;
    QTest::newRow("empty segment") << u"1/2:1/2"_s << u"segment start(0.50) must be less than its end(0.50)"_s;
    QTest::newRow("too far") << u"1/2:2"_s << u"segment end value can't be more than 1 but was 2.00"_s;
    QTest::newRow("word") << u"abc"_s << u"'abc' is not a valid percentage, decimal, fraction or interval value"_s;
    QTest::newRow("half percent") << u"50.5%"_s << u"'50.5%' is not a valid percentage"_s;
    QTest::newRow("by zero") << u"1/0"_s << u"'1/0' is not a valid percentage, decimal, fraction or interval value"_s;
    QTest::newRow("nothing after") << u"1/2:"_s
                                   << u"'' is not a valid percentage, decimal, fraction or interval value"_s;
    QTest::newRow("point") << u"."_s << u"'.' is not a valid percentage, decimal, fraction or interval value"_s;
    QTest::newRow("too fine")
        << u"0.12345678912"_s
        << u"the point 192901233/1562500000 of an execution segment is too fine: use a fraction with at most 9 digits"_s;
    QTest::newRow("exponents") << u"1e-2:0.5e0"_s << u"1/100:1/2"_s;
    QTest::newRow("many digits") << u"0.250000000000:1"_s << u"1/4:1"_s;
}

void TestSegmentShare::segments()
{
    QFETCH(QString, text);
    QFETCH(QString, result);
    QString error;
    const auto segment = parseExecutionSegment(text, &error);
    QCOMPARE(segment ? segment->toString() : error, result);
}

void TestSegmentShare::sequences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result");
    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("thirds") << u"0,1/3,2/3,1"_s << u"0,1/3,2/3,1"_s;
    QTest::newRow("part") << u"0.5,0.75"_s << u"1/2,3/4"_s;
    QTest::newRow("one point") << u"0"_s
                               << u"at least 2 points are needed for an execution segment sequence, 1 given"_s;
    QTest::newRow("backwards") << u"0,1/3,1/4"_s << u"segment start(0.33) must be less than its end(0.25)"_s;
    QTest::newRow("bad last") << u"0,x"_s << u"'x' is not a valid percentage, decimal, fraction or interval value"_s;
    QTest::newRow("bad first") << u"x,1"_s << u"'x' is not a valid percentage, decimal, fraction or interval value"_s;
}

void TestSegmentShare::sequences()
{
    QFETCH(QString, text);
    QFETCH(QString, result);
    QString error;
    const auto sequence = parseSegmentSequence(text, &error);
    QCOMPARE(sequence ? toString(*sequence) : error, result);
}

void TestSegmentShare::wholeTest()
{
    const SegmentShare whole;
    QVERIFY(whole.isWhole());
    QCOMPARE(whole.scale(1'000'000'007), 1'000'000'007);
    QCOMPARE(whole.placeOf(42), 42);
    QCOMPARE(whole.forValue(7)->scale(100), 100);
    QCOMPARE(whole.length().toString(), u"1"_s);
}

/// The places that k6 2.2 gives these segments (iterationInTest of its instances).
void TestSegmentShare::knownPattern()
{
    QString error;
    const SegmentSequence sequence = *parseSegmentSequence(u"0,1/2,3/4,1"_s, &error);
    QList<QList<std::int64_t>> places;
    for (const ExecutionSegment &segment : sequence) {
        const auto share = SegmentShare::make(segment, sequence, &error);
        places.append({share->placeOf(0), share->placeOf(1), share->placeOf(2)});
    }
    QCOMPARE(places, (QList<QList<std::int64_t>>{{0, 2, 4}, {1, 5, 9}, {3, 7, 11}}));
}

void TestSegmentShare::fillsTheSequence()
{
    QString error;
    const auto segment = parseExecutionSegment(u"1/4:1/2"_s, &error);
    QCOMPARE(toString(filledSequence({}, *segment)), u"0,1/4,1/2,1"_s);
    const auto share = SegmentShare::make(*segment, {}, &error);
    QVERIFY2(share, qPrintable(error));
    QCOMPARE(share->scale(100), 25);
    QCOMPARE(share->length().toString(), u"1/4"_s);
}

void TestSegmentShare::refusesWhatDoesNotFit()
{
    QString error;
    const auto sequence = parseSegmentSequence(u"0,1/2,1"_s, &error);
    QVERIFY(!SegmentShare::make(*parseExecutionSegment(u"1/3:2/3"_s, &error), *sequence, &error));
    QCOMPARE(error, u"provided segment 1/3:2/3 can't be found in sequence 0,1/2,1"_s);
    const auto fine = parseExecutionSegment(u"0.12345678:0.9876543"_s, &error);
    QVERIFY(!SegmentShare::make(*fine, {}, &error));
    QVERIFY2(error.contains(u"use simpler fractions"), qPrintable(error));
}

void TestSegmentShare::partsAddUp_data()
{
    QTest::addColumn<QString>("points");
    for (const QString &points : {u"0,1"_s, u"0,1/2,1"_s, u"0,1/3,2/3,1"_s, u"0,0.1,0.25,0.9,1"_s, u"0,1/7,1/5,1/2,1"_s,
                                  u"0,1/100,1"_s, u"0,33%,66%,1"_s})
        QTest::newRow(qPrintable(points)) << points;
}

void TestSegmentShare::partsAddUp()
{
    QFETCH(QString, points);
    QString error;
    const SegmentSequence sequence = *parseSegmentSequence(points, &error);
    QList<SegmentShare> shares;
    for (const ExecutionSegment &segment : sequence)
        shares.append(*SegmentShare::make(segment, sequence, &error));
    for (std::int64_t value = 0; value <= 1000; ++value) {
        std::int64_t sum = 0;
        for (const SegmentShare &share : shares) {
            const double exact = static_cast<double>(value) * share.length().toDouble();
            QVERIFY(std::abs(static_cast<double>(share.scale(value)) - exact) < shares.size());
            sum += share.scale(value);
        }
        QCOMPARE(sum, value);
    }
    QSet<std::int64_t> places; // every place belongs to exactly one instance
    for (const SegmentShare &share : shares) {
        for (std::int64_t own = 0; own < share.scale(1000); ++own) {
            const std::int64_t place = share.placeOf(own);
            QVERIFY(place < 1000 && !places.contains(place));
            places.insert(place);
        }
    }
    QCOMPARE(places.size(), 1000);
}

/// Random sequences, random numbers of VUs and iterations: iterations divided as the VUs are add up, too.
void TestSegmentShare::partsOfAValueAddUp()
{
    QRandomGenerator random(20);
    for (int round = 0; round < 200; ++round) {
        QList<int> points{0, 60};
        for (int i = random.bounded(5); i > 0; --i)
            points.append(random.bounded(1, 60));
        std::sort(points.begin(), points.end());
        points.erase(std::unique(points.begin(), points.end()), points.end());
        SegmentSequence sequence;
        for (qsizetype i = 1; i < points.size(); ++i)
            sequence.append({Fraction::of(points.at(i - 1), 60), Fraction::of(points.at(i), 60)});
        const std::int64_t vus = random.bounded(1, 50);
        const std::int64_t iterations = random.bounded(1, 5000);
        std::int64_t sum = 0;
        for (const ExecutionSegment &segment : sequence) {
            QString error;
            const auto share = SegmentShare::make(segment, sequence, &error);
            QVERIFY2(share, qPrintable(error));
            const auto ofVus = share->forValue(vus);
            QCOMPARE(ofVus.has_value(), share->scale(vus) > 0);
            sum += ofVus ? ofVus->scale(iterations) : 0;
        }
        QCOMPARE(sum, iterations);
    }
}

QTEST_GUILESS_MAIN(TestSegmentShare)
#include "tst_segment_share.moc"
