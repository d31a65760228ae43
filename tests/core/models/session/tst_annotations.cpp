// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/annotations.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using sockscope::Annotations;

class TestAnnotations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksAndNotes();
    void toggling();
    void bounds();
    void json();
    void badJson_data();
    void badJson();
};

void TestAnnotations::marksAndNotes()
{
    Annotations annotations;
    QSignalSpy changed(&annotations, &Annotations::changed);
    annotations.setMarked(128, true);
    annotations.setMarked(128, true);
    annotations.setNote(512, u" two\nlines "_s);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.last().first().toLongLong(), 512);
    QVERIFY(annotations.isMarked(128) && !annotations.isMarked(512));
    QCOMPARE(annotations.note(512), u"two\nlines"_s);
    QCOMPARE(annotations.next(-1), 128);
    QCOMPARE(annotations.next(128), 512);
    QCOMPARE(annotations.next(512), -1);
    QCOMPARE(annotations.previous(512), 128);
    QCOMPARE(annotations.previous(128), -1);
    annotations.setNote(512, u"  "_s);
    annotations.setMarked(128, false);
    QCOMPARE(annotations.count(), 0);
}

void TestAnnotations::toggling()
{
    Annotations annotations;
    annotations.setMarked(8, true);
    annotations.setNote(16, u"n"_s);
    annotations.toggleMarks({8, 16, 24}); // some had none: all get one
    QVERIFY(annotations.isMarked(8) && annotations.isMarked(16) && annotations.isMarked(24));
    annotations.toggleMarks({8, 16, 24});
    QCOMPARE(annotations.count(), 1);
    QCOMPARE(annotations.note(16), u"n"_s);
}

void TestAnnotations::bounds()
{
    Annotations annotations;
    annotations.setNote(8, QString(5000, u'x'));
    QCOMPARE(annotations.note(8).size(), 2000);
    QVERIFY2(annotations.problem().contains(u"cut"), qPrintable(annotations.problem()));
    QList<qint64> offsets;
    for (qint64 i = 1; i <= Annotations::MaxRecords; ++i)
        offsets.append(8 + 8 * i);
    annotations.toggleMarks(offsets);
    QCOMPARE(annotations.count(), 1);
    QVERIFY2(annotations.problem().contains(u"10001"), qPrintable(annotations.problem()));
    offsets.removeLast();
    annotations.toggleMarks(offsets);
    QCOMPARE(annotations.count(), Annotations::MaxRecords);
    annotations.setMarked(4, true);
    QVERIFY(!annotations.isMarked(4));
    QVERIFY(!annotations.problem().isEmpty());
    annotations.setMarked(8, true); // has a note already
    QVERIFY(annotations.isMarked(8));
    QCOMPARE(annotations.problem(), QString());
    annotations.setMarked(-1, true);
    QCOMPARE(annotations.count(), Annotations::MaxRecords);
}

void TestAnnotations::json()
{
    Annotations annotations;
    annotations.setMarked(128, true);
    annotations.setNote(128, u"hello \u202e"_s);
    annotations.setNote(9'007'199'254'740, u"far"_s);
    const auto bytes = QJsonDocument(annotations.toJson()).toJson();
    Annotations read;
    read.setMarked(1, true);
    QVERIFY(read.fromJson(QJsonDocument::fromJson(bytes).object()));
    QCOMPARE(read.toJson(), annotations.toJson());
    QCOMPARE(read.count(), 2);
    QVERIFY(read.isMarked(128));
    QCOMPARE(read.note(9'007'199'254'740), u"far"_s);
}

void TestAnnotations::badJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("part");
    QTest::newRow("no list") << "{}"_ba << u"no list"_s;
    QTest::newRow("no object") << R"({"records":[{"offset":8,"marked":true},3]})"_ba << u"number 2 has no offset"_s;
    QTest::newRow("behind others that say nothing")
        << R"({"records":[{"offset":8},{"offset":8,"marked":true},{"offset":8,"marked":true},3]})"_ba
        << u"number 4 has no offset"_s;
    QTest::newRow("negative") << R"({"records":[{"offset":-8,"marked":true}]})"_ba << u"number 1 has no offset"_s;
}

void TestAnnotations::badJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, part);
    Annotations annotations;
    annotations.setMarked(128, true);
    QVERIFY(!annotations.fromJson(QJsonDocument::fromJson(json).object()));
    QVERIFY2(annotations.problem().contains(part), qPrintable(annotations.problem()));
    QVERIFY(annotations.isMarked(128));
}

QTEST_GUILESS_MAIN(TestAnnotations)
#include "tst_annotations.moc"
