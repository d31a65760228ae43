// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzy_match.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestFuzzyMatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ranks_data();
    void ranks();
    void refuses_data();
    void refuses();
    void marksWhatMatched();
    void staysFast();
};

void TestFuzzyMatch::ranks_data()
{
    QTest::addColumn<QStringList>("bestFirst");
    QTest::newRow("op") << QStringList{u"Open"_s, u"File › Open"_s, u"File › Open Recent"_s, u"Run › Loop"_s};
    QTest::newRow("st") << QStringList{u"Stop"_s, u"Go to Start"_s, u"Fast"_s, u"Save Target"_s};
    QTest::newRow("gtl") << QStringList{u"Edit › Go to Line"_s, u"Night light"_s};
    QTest::newRow("dark theme") << QStringList{u"View › Theme › Dark"_s, u"View › Them › Ederark"_s};
    QTest::newRow("sa") << QStringList{u"File › Save"_s, u"File › Save As"_s, u"Save › File"_s, u"File › Usage"_s,
                                       u"File › Stop All"_s};
    QTest::newRow("uber") << QStringList{u"über.js"_s, u"User defined berry"_s};
    QTest::newRow("ÜBER") << QStringList{u"uber.js"_s};
    QTest::newRow("cls") << QStringList{u"Clear all of the shown records"_s, u"Close"_s};
}

void TestFuzzyMatch::ranks()
{
    const QString pattern = QString::fromUtf8(QTest::currentDataTag());
    QFETCH(const QStringList, bestFirst);
    int last = INT_MAX;
    for (const QString &text : bestFirst) {
        const auto match = fuzzyMatch(pattern, text);
        QVERIFY2(match, qPrintable(text));
        QVERIFY2(match->score < last, qPrintable(u"%1: %2, before %3"_s.arg(text).arg(match->score).arg(last)));
        last = match->score;
    }
}

void TestFuzzyMatch::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("x") << u"Open"_s;
    QTest::newRow("nepo") << u"Open"_s;                       // the order counts
    QTest::newRow("open window") << u"Open"_s;                // every word
    QTest::newRow("pe") << u"Stop and remember everything"_s; // chance
    QTest::newRow("open") << QString();
}

void TestFuzzyMatch::refuses()
{
    QFETCH(const QString, text);
    QVERIFY(!fuzzyMatch(QString::fromUtf8(QTest::currentDataTag()), text));
}

void TestFuzzyMatch::marksWhatMatched()
{
    QCOMPARE(fuzzyMatch(u"go", u"Edit › Go to Line")->positions, (QList<qsizetype>{7, 8}));
    QCOMPARE(fuzzyMatch(u"gtl", u"Edit › Go to Line")->positions, (QList<qsizetype>{7, 10, 13}));
    QCOMPARE(fuzzyMatch(u"go to", u"Edit › Go to Line")->positions, (QList<qsizetype>{7, 8, 10, 11}));
    QCOMPARE(fuzzyMatch(u"", u"Open")->positions, QList<qsizetype>());
}

void TestFuzzyMatch::staysFast()
{
    QElapsedTimer time;
    time.start();
    QVERIFY(!fuzzyMatch(u"a"_s.repeated(40) + u'b', u"a a"_s.repeated(500)));
    QVERIFY2(time.elapsed() < 500, qPrintable(QString::number(time.elapsed())));
}

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
