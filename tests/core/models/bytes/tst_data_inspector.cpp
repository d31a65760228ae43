// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/data_inspector.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestDataInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void nothing();
};

void TestDataInspector::values_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("little");
    QTest::addColumn<QString>("big");
    const auto row = [](const char *tag, const QByteArray &bytes, const QString &name, const QString &little,
                        const QString &big) { QTest::newRow(tag) << bytes << name << little << big; };
    const auto count = "\x01\x02\x03\x04\x05\x06\x07\x08\x09"_ba;
    const auto top = "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8"_ba;
    row("u8", top, u"uint8"_s, u"255"_s, {});
    row("i8", top, u"int8"_s, u"-1"_s, {});
    row("bits", count, u"bits"_s, u"00000001"_s, {});
    row("u16", count, u"uint16"_s, u"513"_s, u"258"_s);
    row("i16", top, u"int16"_s, u"-257"_s, u"-2"_s);
    row("u32", count, u"uint32"_s, u"67305985"_s, u"16909060"_s);
    row("i32", top, u"int32"_s, u"-50462977"_s, u"-66052"_s);
    row("u64", count, u"uint64"_s, u"578437695752307201"_s, u"72623859790382856"_s);
    row("u64 top", top, u"uint64"_s, u"17940646550795321087"_s, u"18446460386757245432"_s);
    row("i64", top, u"int64"_s, u"-506097522914230529"_s, u"-283686952306184"_s);
    row("f32", QByteArray("\0\0\x80\x3f", 4), u"float32"_s, u"1"_s, u"4.60060299e-41"_s);
    row("f32 big", "\x40\x49\x0f\xdb"_ba, u"float32"_s, u"-4.03314609e+16"_s, u"3.14159274"_s);
    row("f64", QByteArray("\x40\x09\x21\xfb\x54\x44\x2d\x18", 8), u"float64"_s, u"3.2073756306763658e-192"_s,
        u"3.1415926535897931"_s);
    row("nan", "\xff\xff\xff\xff"_ba, u"float32"_s, u"nan"_s, u"nan"_s);
    row("time32", QByteArray("\x00\xf1\x53\x65", 4), u"time32 s"_s, u"2023-11-14 22:13:20Z"_s,
        u"1970-07-03 01:12:05Z"_s);
    row("time64 ms", QByteArray("\x00\x00\x01\x8b\xcf\xe5\x68\x00", 8), u"time64 ms"_s,
        u"not a date before the year 10000"_s, u"2023-11-14 22:13:20.000Z"_s);
    row("no date", top, u"time64 s"_s, u"not a date before the year 10000"_s, u"not a date before the year 10000"_s);
    row("ascii", "A"_ba, u"UTF-8"_s, u"A  U+0041"_s, {});
    row("euro", "\xe2\x82\xac"_ba, u"UTF-8"_s, u"€  U+20AC"_s, {});
    row("control", "\n"_ba, u"UTF-8"_s, u"␊  U+000A"_s, {});
    row("bidi", "\xe2\x80\xae"_ba, u"UTF-8"_s, u"U+202E"_s, {});
    row("split character", "\xe2\x82"_ba, u"UTF-8"_s, u"needs 3 bytes, 2 left"_s, {});
    row("no character", "\x82\xac"_ba, u"UTF-8"_s, u"not UTF-8"_s, {});
    row("overlong", "\xc0\x80"_ba, u"UTF-8"_s, u"not UTF-8"_s, {});
    row("too short", "\1\2\3"_ba, u"uint64"_s, u"needs 8 bytes, 3 left"_s, {});
}

void TestDataInspector::values()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    QFETCH(QString, little);
    QFETCH(QString, big);
    DataInspector model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBytes(bytes);
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto at = model.index(row);
        if (at.data(DataInspector::NameRole) != name)
            continue;
        QCOMPARE(at.data(DataInspector::LittleRole).toString(), little);
        QCOMPARE(at.data(DataInspector::BigRole).toString(), big);
        QCOMPARE(at.data(DataInspector::ValidRole).toBool(), !little.startsWith(u"needs"));
        return;
    }
    QFAIL("no such type");
}

void TestDataInspector::nothing()
{
    DataInspector model;
    for (int row = 0; row < model.rowCount(); ++row) {
        QCOMPARE(model.index(row).data(DataInspector::LittleRole).toString(), QString());
        QVERIFY(!model.index(row).data(DataInspector::ValidRole).toBool());
    }
}

QTEST_GUILESS_MAIN(TestDataInspector)
#include "tst_data_inspector.moc"
