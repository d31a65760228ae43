// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_splitter.h"

#include <QTest>

using sockscope::LineSplitter;

class TestLineSplitter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void splitsAtAnyChunking_data();
    void splitsAtAnyChunking();
    void skipsLongLines();
    void staysBounded();
};

void TestLineSplitter::splitsAtAnyChunking_data()
{
    QTest::addColumn<int>("chunk");
    for (const int chunk : {1, 2, 3, 7, 100})
        QTest::addRow("%d bytes", chunk) << chunk;
}

void TestLineSplitter::splitsAtAnyChunking()
{
    QFETCH(const int, chunk);
    const QByteArray stream("one\n\ntwo two\n \nthree\nrest");
    LineSplitter splitter(100);
    QList<QByteArray> lines;
    for (qsizetype at = 0; at < stream.size(); at += chunk)
        lines += splitter.feed(QByteArrayView(stream).sliced(at, qMin<qsizetype>(chunk, stream.size() - at)));
    QCOMPARE(lines, (QList<QByteArray>{"one", "two two", "three"}));
    QCOMPARE(splitter.feed("!\n"), QList<QByteArray>{"rest!"});
    QCOMPARE(splitter.skippedLines(), 0);
}

void TestLineSplitter::skipsLongLines()
{
    LineSplitter splitter(8);
    QCOMPARE(splitter.feed("12345678\n123456789\nnext\n"), (QList<QByteArray>{"12345678", "next"}));
    QCOMPARE(splitter.skippedLines(), 1);
    QVERIFY(splitter.feed("12345").isEmpty());
    QVERIFY(splitter.feed("6789").isEmpty());
    QCOMPARE(splitter.feed("\nok\n"), QList<QByteArray>{"ok"});
    QCOMPARE(splitter.skippedLines(), 2);
}

void TestLineSplitter::staysBounded()
{
    LineSplitter splitter(1024);
    const QByteArray noise(1 << 20, 'x');
    for (int i = 0; i < 256; ++i)
        QVERIFY(splitter.feed(noise).isEmpty());
    QCOMPARE(splitter.feed("\nafter\n"), QList<QByteArray>{"after"});
    QCOMPARE(splitter.skippedLines(), 1);
}

QTEST_GUILESS_MAIN(TestLineSplitter)
#include "tst_line_splitter.moc"
