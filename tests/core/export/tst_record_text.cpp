// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/record_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestRecordText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kindNames();
    void words();
    void previews_data();
    void previews();
    void previewsAreBounded();
};

void TestRecordText::kindNames()
{
    const auto names = recordKindNames();
    QCOMPARE(names.size(), 32);
    for (int kind = 1; kind <= 32; ++kind) {
        const auto name = recordKindName(static_cast<RecordKind>(kind));
        QCOMPARE(name, names[kind - 1]);
        QVERIFY(!name.isEmpty() && !name.contains(u' ') && names.count(name) == 1);
        QCOMPARE(recordKindOf(name), static_cast<RecordKind>(kind));
    }
    QCOMPARE(recordKindName(RecordKind::BytesReceived), u"data"_s);
    QCOMPARE(recordKindName(RecordKind::TcpInfo), u"tcp-info"_s);
    QCOMPARE(recordKindName(RecordKind::Source), u"source"_s);
    QCOMPARE(recordKindName(static_cast<RecordKind>(33)), u"kind-33"_s);
    QCOMPARE(recordKindName(static_cast<RecordKind>(0)), u"kind-0"_s);
    QVERIFY(!recordKindOf(u"nonsense"));
    QVERIFY(!recordKindOf(u""));
}

void TestRecordText::words()
{
    QCOMPARE(recordDirection(RecordKind::BytesReceived), RecordDirection::In);
    QCOMPARE(recordDirection(RecordKind::BytesSent), RecordDirection::Out);
    QCOMPARE(recordDirection(RecordKind::StateChanged), RecordDirection::None);
    QCOMPARE(stateWord(JournalState::Destroyed), u"destroyed"_s);
    QCOMPARE(stateWord(JournalState::None), QString());
    QCOMPARE(levelWord(LogLevel::Warning), u"warning"_s);
}

void TestRecordText::previews_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("expected");
    const auto number = [](RecordKind kind) { return static_cast<int>(kind); };
    QTest::newRow("data") << number(RecordKind::BytesReceived) << QByteArray("+PONG\r\n") << u"+PONG␍␊"_s;
    QTest::newRow("state") << number(RecordKind::StateChanged) << QByteArray() << u"opening → open"_s;
    QTest::newRow("session") << number(RecordKind::SessionStarted)
                             << QByteArray(R"({"script":"a.js","program":"sockscope","version":"1","args":["run"]})")
                             << u"a.js"_s;
    QTest::newRow("session end") << number(RecordKind::SessionFinished) << QByteArray(R"({"exitCode":0,"reason":""})")
                                 << u"exit code 0"_s;
    QTest::newRow("endpoints") << number(RecordKind::Endpoints) << QByteArray(R"({"local":"a:1","remote":"b:2"})")
                               << u"a:1 → b:2"_s;
    QTest::newRow("TLS") << number(RecordKind::TlsEstablished)
                         << QByteArray(R"({"version":"TLSv1.2","cipher":"X","verified":true,"subject":"CN=h"})")
                         << u"TLSv1.2 X, verified, CN=h"_s;
    QTest::newRow("idle timeout") << number(RecordKind::IdleTimeoutSet) << QByteArray("5000") << u"5000 ms"_s;
    QTest::newRow("no idle timeout") << number(RecordKind::IdleTimeoutSet) << QByteArray("0") << u"off"_s;
    QTest::newRow("handler") << number(RecordKind::HandlerSet) << QByteArray("data") << u"data"_s;
    QTest::newRow("paused") << number(RecordKind::DebugPaused)
                            << QByteArray(R"({"ms":1023.9,"line":16,"reason":"","url":"file:///a.js"})")
                            << u"for 1.024 s before line 16"_s;
    QTest::newRow("paused by an event") << number(RecordKind::DebugPaused)
                                        << QByteArray(R"({"ms":5,"line":3,"reason":"data of socket 1"})")
                                        << u"for 0.005 s before line 3: data of socket 1"_s;
    QTest::newRow("held by one") << number(RecordKind::IterationHeld) << QByteArray(R"({"ms":2000,"sockets":1})")
                                 << u"nothing happened for 2.0 s, and only this socket still keeps the iteration"_s;
    QTest::newRow("held by several") << number(RecordKind::IterationHeld) << QByteArray(R"({"ms":2000,"sockets":12})")
                                     << u"nothing happened for 2.0 s, and only 12 sockets still keep the iteration"_s;
    QTest::newRow("broken JSON") << number(RecordKind::Endpoints) << QByteArray("{\"local\n") << u"{\"local␊"_s;
    QTest::newRow("escapes in JSON") << number(RecordKind::SessionStarted) << QByteArray(R"({"script":"\u001b\u202e"})")
                                     << u"␛<U+202E>"_s;
    QTest::newRow("later kind") << 200 << QByteArray("x\0y", 3) << u"x␀y"_s;
}

void TestRecordText::previews()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, payload);
    Record record;
    record.kind = static_cast<RecordKind>(kind);
    record.stateBefore = JournalState::Opening;
    record.stateAfter = JournalState::Open;
    record.payload = payload;
    QTEST(recordPreview(record), "expected");
}

void TestRecordText::previewsAreBounded()
{
    Record record;
    record.kind = RecordKind::SessionStarted;
    record.payload = "{\"script\":\"" + QByteArray(1000, 'x') + "\"}";
    QCOMPARE(recordPreview(record, 10), u"xxxxxxxxx…"_s);
    record.payload = "{\"script\":\"" + QByteArray(1'000'000, 'x') + "\"}"; // not parsed any more
    QCOMPARE(recordPreview(record, 12), u"{\"script\":\"…"_s);
    record.kind = RecordKind::StateChanged;
    record.stateBefore = record.stateAfter = JournalState::Disconnected;
    QCOMPARE(recordPreview(record, 5), u"disc…"_s);
}

QTEST_GUILESS_MAIN(TestRecordText)
#include "tst_record_text.moc"
