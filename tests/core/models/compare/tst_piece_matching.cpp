// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/piece_matching.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestPieceMatching : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data();
    void matches();
    void risesOnBothSides();
    void longLists();
};

namespace {

std::vector<std::size_t> hashes(const QByteArray &letters)
{
    return {letters.begin(), letters.end()};
}

} // namespace

void TestPieceMatching::matches_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QByteArray>("common");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("one side") << QByteArray("abc") << QByteArray() << QByteArray();
    QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("inserted") << QByteArray("abc") << QByteArray("abxc") << QByteArray("abc");
    QTest::newRow("removed") << QByteArray("abxc") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("replaced") << QByteArray("abc") << QByteArray("axc") << QByteArray("ac");
    QTest::newRow("repeated") << QByteArray("aaaa") << QByteArray("aaa") << QByteArray("aaa");
    QTest::newRow("repeated around one") << QByteArray("aabaa") << QByteArray("abaaa") << QByteArray("abaa");
    QTest::newRow("nothing in common") << QByteArray("abc") << QByteArray("xyz") << QByteArray();
    QTest::newRow("moved") << QByteArray("abcde") << QByteArray("cdeab") << QByteArray("cde");
}

void TestPieceMatching::matches()
{
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, second);
    QByteArray common;
    for (const PieceMatch &match : matchPieces(hashes(first), hashes(second))) {
        QCOMPARE(first[qsizetype(match.first)], second[qsizetype(match.second)]);
        common += first[qsizetype(match.first)];
    }
    QTEST(common, "common");
}

void TestPieceMatching::risesOnBothSides()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::size_t> first(random.bounded(60));
        std::vector<std::size_t> second(random.bounded(60));
        for (auto *list : {&first, &second})
            std::generate(list->begin(), list->end(), [&] { return random.bounded(round % 40 + 1); });
        const std::vector<PieceMatch> matches = matchPieces(first, second);
        for (std::size_t i = 0; i < matches.size(); ++i) {
            QCOMPARE(first[matches[i].first], second[matches[i].second]);
            QVERIFY(i == 0 || (matches[i - 1].first < matches[i].first && matches[i - 1].second < matches[i].second));
        }
    }
}

/// Neither many different pieces nor always the same one may cost the square of the lists.
void TestPieceMatching::longLists()
{
    std::vector<std::size_t> first(16'000);
    std::iota(first.begin(), first.end(), 1);
    std::vector<std::size_t> second = first;
    second.insert(second.begin() + 5000, 3000, 0);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(matchPieces(first, second).size(), first.size());
    const std::vector<std::size_t> same(16'000, 1);
    QVERIFY(matchPieces(same, same).size() <= same.size());
    QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
}

QTEST_MAIN(TestPieceMatching)
#include "tst_piece_matching.moc"
