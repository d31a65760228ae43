// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/framing_function.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestFramingFunction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsMessages();
    void anySplit();
    void longMessagesAreSkippedOver();
    void mistakes_data();
    void mistakes();
    void hasNoWayOut();
};

namespace {

const QString LengthByte = u"function (bytes) { return bytes.length < 1 ? 0 : 1 + bytes[0]; } // one byte"_s;

} // namespace

void TestFramingFunction::findsMessages()
{
    FramingFunction function(LengthByte);
    QVERIFY2(function.error().isEmpty(), qPrintable(function.error()));
    QList<qint64> ends;
    function.feed(QByteArrayView("\2ab\0\5hel", 8), ends);
    QCOMPARE(ends, (QList<qint64>{3, 4}));
    QCOMPARE(function.missingBytes(), 2);
    function.feed("lo", ends);
    QCOMPARE(ends, (QList<qint64>{3, 4, 10}));
    QCOMPARE(function.missingBytes(), 0);
}

void TestFramingFunction::anySplit()
{
    QRandomGenerator random(7);
    QByteArray bytes;
    QList<qint64> expected;
    for (int i = 0; i < 200; ++i) {
        const auto size = random.bounded(250);
        bytes += static_cast<char>(size) + QByteArray(size, 'x');
        expected.append(bytes.size());
    }
    for (int round = 0; round < 20; ++round) {
        FramingFunction function(LengthByte);
        QList<qint64> ends;
        for (qsizetype from = 0; from < bytes.size();) {
            const auto size = std::min<qsizetype>(1 + random.bounded(round < 2 ? 2 : 700), bytes.size() - from);
            function.feed(QByteArrayView(bytes).sliced(from, size), ends);
            from += size;
        }
        QCOMPARE(ends, expected);
    }
}

void TestFramingFunction::longMessagesAreSkippedOver()
{
    FramingFunction function(u"b => 100e6"_s);
    QList<qint64> ends;
    const QByteArray part(1 << 20, 'x');
    for (int i = 0; i < 100; ++i)
        function.feed(part, ends);
    QVERIFY2(function.error().isEmpty(), qPrintable(function.error()));
    QCOMPARE(ends, QList<qint64>{100'000'000});

    FramingFunction undecided(u"b => 0"_s);
    for (int i = 0; i < 20; ++i)
        undecided.feed(part, ends);
    QVERIFY2(undecided.error().contains(u"no end"_s), qPrintable(undecided.error()));
}

void TestFramingFunction::mistakes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("syntax") << u"bytes =>\n  )"_s << u"in line 2"_s;
    QTest::newRow("no function") << u"42"_s << u"no function"_s;
    QTest::newRow("throws") << u"b => b.foo.bar"_s << u"TypeError"_s;
    QTest::newRow("throws a number") << u"b => { throw 42 }"_s << u"threw 42"_s;
    QTest::newRow("text") << u"b => 'three'"_s << u"returned three"_s;
    QTest::newRow("nothing") << u"b => {}"_s << u"returned undefined"_s;
    QTest::newRow("negative") << u"b => -1"_s << u"returned -1"_s;
    QTest::newRow("fraction") << u"b => 1.5"_s << u"returned 1.5"_s;
    QTest::newRow("infinite") << u"b => Infinity"_s << u"returned Infinity"_s;
    QTest::newRow("nested") << u"function f(b) { return f(b) }"_s << u"Maximum call stack"_s;
}

void TestFramingFunction::mistakes()
{
    QFETCH(QString, text);
    QFETCH(QString, error);
    FramingFunction function(text);
    QList<qint64> ends;
    function.feed("abc", ends);
    function.feed("abc", ends);
    QVERIFY(ends.isEmpty());
    QVERIFY2(function.error().contains(error), qPrintable(function.error()));
}

void TestFramingFunction::hasNoWayOut()
{
    FramingFunction function(
        u"b => typeof Qt + typeof XMLHttpRequest + typeof require + typeof console + typeof open + typeof print"_s);
    QList<qint64> ends;
    function.feed("abc", ends);
    QVERIFY2(function.error().contains(u"undefined"_s.repeated(6)), qPrintable(function.error()));
}

QTEST_GUILESS_MAIN(TestFramingFunction)
#include "tst_framing_function.moc"
