// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/segment_bounds.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSegmentBounds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void segments_data();
    void segments();
    void sequences_data();
    void sequences();
    void thePointsOfASequenceAreInOrder();
    void garbageHasASentence();
};

void TestSegmentBounds::segments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("segment");
    QTest::addColumn<QString>("error");
    const auto row = [](const QString &text, const QString &segment, const QString &error = {}) {
        QTest::newRow(qPrintable(text)) << text << segment << error;
    };
    row({}, u"0:1"_s);
    row(u"25%"_s, u"0:1/4"_s);
    row(u"0.2"_s, u"0:1/5"_s);
    row(u"1/3"_s, u"0:1/3"_s);
    row(u"2/4:75%"_s, u"1/2:3/4"_s);
    row(u"0.1:2e-1"_s, u"1/10:1/5"_s);
    row(u"0:1"_s, u"0:1"_s);
    row(u"+.5"_s, u"0:1/2"_s);
    const QString no = u"'%1' is not a valid percentage, decimal, fraction or interval value"_s;
    row(u"x"_s, {}, no.arg(u"x"_s));
    row(u":"_s, {}, no.arg(QString()));
    row(u"1/0"_s, {}, no.arg(u"1/0"_s));
    row(u"1:2:3"_s, {}, no.arg(u"2:3"_s));
    row(u"50.5%"_s, {}, u"'50.5%' is not a valid percentage"_s);
    row(u"2:1"_s, {}, u"segment start(2.00) must be less than its end(1.00)"_s);
    row(u"1/2:1/2"_s, {}, u"segment start(0.50) must be less than its end(0.50)"_s);
    row(u"-1:1"_s, {}, u"segment start value must be at least 0 but was -1.00"_s);
    row(u"1:2"_s, {}, u"segment end value can't be more than 1 but was 2.00"_s);
    row(u"1/9999999999999999999999"_s, {}, no.arg(u"1/9999999999999999999999"_s));
}

void TestSegmentBounds::segments()
{
    QFETCH(const QString, text);
    QString error;
    const std::optional<SegmentBounds> bounds = parseSegmentBounds(text, &error);
    QTEST(error, "error");
    QTEST(bounds ? bounds->toString() : QString(), "segment");
}

void TestSegmentBounds::sequences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sequence");
    QTest::addColumn<QString>("error");
    const auto row = [](const QString &text, const QString &sequence, const QString &error = {}) {
        QTest::newRow(qPrintable(text)) << text << sequence << error;
    };
    row({}, {});
    row(u"0,1/4,0.5,1"_s, u"0,1/4,1/2,1"_s);
    row(u"0,25%,100%"_s, u"0,1/4,1"_s);
    row(u"0"_s, {}, u"at least 2 points are needed for an execution segment sequence, 1 given"_s);
    row(u"0,x"_s, {}, u"'x' is not a valid percentage, decimal, fraction or interval value"_s);
    row(u"0,1,1/2"_s, {}, u"segment start(1.00) must be less than its end(0.50)"_s);
}

void TestSegmentBounds::sequences()
{
    QFETCH(const QString, text);
    QString error;
    const auto sequence = parseSegmentSequenceBounds(text, &error);
    QTEST(error, "error");
    QTEST(sequence ? segmentSequenceText(*sequence) : QString(), "sequence");
}

/// A sequence that is taken begins where the one before ends, and printing keeps it.
void TestSegmentBounds::thePointsOfASequenceAreInOrder()
{
    QRandomGenerator random(1);
    int taken = 0;
    for (int i = 0; i < 5000; ++i) {
        QStringList points;
        for (int n = random.bounded(2, 5), at = 0; n > 0; --n)
            points.append(u"%1/%2"_s.arg(at += random.bounded(0, 40)).arg(random.bounded(90, 110)));
        QString error;
        const auto sequence = parseSegmentSequenceBounds(points.join(u','), &error);
        QCOMPARE(sequence.has_value(), error.isEmpty());
        if (!sequence)
            continue;
        ++taken;
        for (qsizetype n = 0; n < sequence->size(); ++n) {
            QVERIFY(sequence->at(n).from < sequence->at(n).to);
            QVERIFY(n == 0 || sequence->at(n).from == sequence->at(n - 1).to);
        }
        QCOMPARE(parseSegmentSequenceBounds(segmentSequenceText(*sequence), &error), sequence);
    }
    QVERIFY(taken > 500);
}

void TestSegmentBounds::garbageHasASentence()
{
    QRandomGenerator random(2);
    const QString letters = u"0123456789/.%:,eE+- x"_s;
    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (int n = random.bounded(12); n > 0; --n)
            text += letters.at(random.bounded(static_cast<int>(letters.size())));
        QString error;
        QVERIFY2(parseSegmentBounds(text, &error).has_value() == error.isEmpty(), qPrintable(text));
        error.clear();
        QVERIFY2(parseSegmentSequenceBounds(text, &error).has_value() == error.isEmpty(), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TestSegmentBounds)
#include "tst_segment_bounds.moc"
