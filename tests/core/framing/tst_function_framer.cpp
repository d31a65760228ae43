// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/function_framer.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestFunctionFramer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void frames();
    void stopsWhatDoesNotEnd_data();
    void stopsWhatDoesNotEnd();
    void saysWhatIsWrong();
    void programIsMissing();
};

void TestFunctionFramer::frames()
{
    FunctionFramer framer(framingProgram(), u"b => 1 + b[0]"_s);
    QSignalSpy found(&framer, &FunctionFramer::found);
    QSignalSpy fed(&framer, &FunctionFramer::fed);
    QTRY_COMPARE_WITH_TIMEOUT(fed.size(), 1, 20'000); // the function can be used
    framer.feed(QByteArray("\2ab\0\4x", 6));
    QTRY_COMPARE_WITH_TIMEOUT(fed.size(), 2, 20'000);
    QCOMPARE(fed.last().first().toLongLong(), 3);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().first().value<QList<qint64>>(), (QList<qint64>{3, 4}));
    framer.feed("yzw"_ba);
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 2, 20'000);
    QCOMPARE(found.last().first().value<QList<qint64>>(), QList<qint64>{9});
}

void TestFunctionFramer::stopsWhatDoesNotEnd_data()
{
    QTest::addColumn<QString>("function");
    QTest::newRow("loop") << u"b => { for (;;); }"_s;
    QTest::newRow("native loop") << u"b => new Array(1e9).fill(0).length"_s;
    QTest::newRow("memory") << u"b => { const all = []; for (;;) all.push(new Uint8Array(1e6).fill(1)); }"_s;
    QTest::newRow("crash") << u"b => { const a = []; a[0] = a; return a.toString(); }"_s;
}

void TestFunctionFramer::stopsWhatDoesNotEnd()
{
    QFETCH(QString, function);
    FunctionFramer framer(framingProgram(), function, 1000);
    QSignalSpy fed(&framer, &FunctionFramer::fed);
    QSignalSpy failed(&framer, &FunctionFramer::failed);
    QTRY_COMPARE_WITH_TIMEOUT(fed.size(), 1, 20'000);
    framer.feed("abc"_ba);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
    QVERIFY(failed.first().first().toString().endsWith(u'.'));
    framer.feed("abc"_ba); // harmless
}

void TestFunctionFramer::saysWhatIsWrong()
{
    FunctionFramer framer(framingProgram(), u"b =>"_s);
    QSignalSpy failed(&framer, &FunctionFramer::failed);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
    QVERIFY2(failed.first().first().toString().contains(u"can't be read"_s),
             qPrintable(failed.first().first().toString()));
}

void TestFunctionFramer::programIsMissing()
{
    FunctionFramer framer(u"/nowhere/sockscope"_s, u"b => 1"_s);
    QSignalSpy failed(&framer, &FunctionFramer::failed);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().toString().contains(u"/nowhere/sockscope"_s));
}

QTEST_GUILESS_MAIN(TestFunctionFramer)
#include "tst_function_framer.moc"
