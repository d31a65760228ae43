// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/bytes/session_bytes.h"
#include "models/session/journal_session.h"
#include "models/session/session_cursor.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSessionBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsAndMovesTheCursor();
    void growthLeavesTheCursorAlone();
    void oneRecord();
    void choosesASocket();
    void followsTheNewestSocket();
    void anotherJournal();
    void instants();
    void inspects();
    void copies();
    void messages();
};

namespace {

struct Session
{
    Session() { journal.open(file.path); }
    void add(RecordKind kind, const QByteArray &payload, quint32 socket = 1)
    {
        file.add(kind, socket, payload);
        if (kind == RecordKind::BytesReceived || kind == RecordKind::BytesSent)
            total += payload.size();
    }
    void load()
    {
        const auto loaded = [this] { return journal.bytesReceived() + journal.bytesSent() == total; };
        QTRY_VERIFY(loaded());
        QTRY_VERIFY(!bytes.messages()->isBusy());
    }
    [[nodiscard]] qint64 offset(int row)
    {
        return journal.timeline()->index(row).data(TimelineModel::OffsetRole).toLongLong();
    }
    JournalFixture file;
    qint64 total = 0;
    JournalSession journal;
    SessionCursor cursor;
    SessionBytes bytes{journal, cursor};
};

constexpr auto In = RecordKind::BytesReceived;
constexpr auto Out = RecordKind::BytesSent;

} // namespace

void TestSessionBytes::followsAndMovesTheCursor()
{
    Session s;
    s.add(Out, "PING\r\n");
    s.add(In, "+PONG\r\n");
    s.load();
    QVERIFY(s.bytes.hasBytes());
    QCOMPARE(s.bytes.stream()->size(), 13);
    s.cursor.selectRecord(s.offset(1), 1);
    QCOMPARE(s.bytes.selection()->start(), 6);
    QCOMPARE(s.bytes.selection()->length(), 7);
    QVERIFY(s.bytes.isSelectedReceived());
    QCOMPARE(s.bytes.selectedLanePosition(), 0);
    s.bytes.selection()->moveTo(2, false);
    QCOMPARE(s.cursor.record(), s.offset(0));
    QCOMPARE(s.bytes.selection()->length(), 1); // and stays as it was clicked
    s.bytes.setMode(SessionBytes::Received);
    QVERIFY(s.bytes.selection()->isEmpty());
    s.cursor.selectRecord(s.offset(1), 1);
    QCOMPARE(s.bytes.selection()->length(), 7);
    QCOMPARE(s.bytes.selection()->start(), 0);
}

void TestSessionBytes::growthLeavesTheCursorAlone()
{
    Session s;
    s.add(Out, "PING\r\n");
    s.add(RecordKind::Console, "x", 0);
    s.load();
    QTRY_COMPARE(s.journal.timeline()->count(), 2);
    s.bytes.selection()->moveTo(2, false);
    s.cursor.selectRecord(s.offset(1), 0);
    s.add(In, "more");
    s.load();
    QCOMPARE(s.cursor.record(), s.offset(1));
    QCOMPARE(s.bytes.selection()->position(), 2);
}

void TestSessionBytes::oneRecord()
{
    Session s;
    s.add(Out, "PING\r\n");
    s.add(In, "+PONG\r\n");
    s.load();
    s.bytes.setMode(SessionBytes::Record);
    QCOMPARE(s.bytes.stream()->size(), 0);
    s.cursor.selectRecord(s.offset(1), 1);
    QCOMPARE(s.bytes.stream()->read(0, 100), "+PONG\r\n"_ba);
    QCOMPARE(s.bytes.selection()->length(), 7);
    s.cursor.selectRecord(s.offset(0), 1);
    QCOMPARE(s.bytes.stream()->read(0, 100), "PING\r\n"_ba);
}

void TestSessionBytes::choosesASocket()
{
    Session s;
    s.add(Out, "second", 2);
    s.add(Out, "first", 1);
    s.load();
    QCOMPARE(s.bytes.socket(), 2u);
    QCOMPARE(s.bytes.stream()->read(0, 10), "second"_ba);
    s.cursor.selectSocket(1);
    QCOMPARE(s.bytes.stream()->read(0, 10), "first"_ba);
    s.cursor.selectSocket(7);
    QCOMPARE(s.bytes.stream()->size(), 0);
    QVERIFY(s.bytes.hasBytes());
}

/// As the strip above and the lifecycle do, unless a socket is selected.
void TestSessionBytes::followsTheNewestSocket()
{
    Session s;
    s.add(Out, "first", 1);
    QTest::qWait(2); // times differ
    s.add(Out, "third", 3);
    QTest::qWait(2);
    s.add(Out, "second", 2);
    s.load();
    QCOMPARE(s.bytes.socket(), 3u);
    QCOMPARE(s.bytes.stream()->read(0, 10), "third"_ba);
    const auto timeOf = [&](int row) {
        return s.journal.timeline()->index(row).data(TimelineModel::TimeRole).toLongLong();
    };
    s.cursor.setInstant(timeOf(1) - 1);
    QCOMPARE(s.bytes.stream()->read(0, 10), "first"_ba);
    s.cursor.setInstant(timeOf(2));
    QCOMPARE(s.bytes.stream()->read(0, 10), "third"_ba);
    s.cursor.setInstant(0); // before any
    QCOMPARE(s.bytes.socket(), 1u);
    QCOMPARE(s.bytes.stream()->size(), 0);
    s.cursor.setInstant(SessionCursor::Latest);
    QCOMPARE(s.bytes.socket(), 3u);
    s.bytes.selection()->moveTo(2, false);
    s.add(Out, "fourth", 4);
    s.load();
    QCOMPARE(s.bytes.socket(), 3u); // where the person stands
    s.cursor.reset();
    QCOMPARE(s.bytes.socket(), 4u);
}

void TestSessionBytes::anotherJournal()
{
    Session s;
    s.add(Out, "old bytes");
    s.load();
    s.bytes.selection()->selectAll();
    JournalFixture other;
    other.add(In, 5, "new");
    s.journal.open(other.path);
    s.cursor.reset();
    QVERIFY(!s.bytes.hasBytes());
    QVERIFY(s.bytes.selection()->isEmpty());
    QTRY_COMPARE(s.bytes.socket(), 5u);
    QCOMPARE(s.bytes.stream()->read(0, 10), "new"_ba);
}

void TestSessionBytes::instants()
{
    Session s;
    s.add(Out, "a\n");
    QTest::qWait(2); // times differ
    s.add(In, "b\n");
    s.load();
    s.bytes.framing()->setKind(FramingSettings::Delimiter);
    s.cursor.setInstant(s.journal.timeline()->index(0).data(TimelineModel::TimeRole).toLongLong());
    QCOMPARE(s.bytes.stream()->size(), 2);
    QTRY_COMPARE(s.bytes.messages()->count(), 1);
    s.cursor.setInstant(SessionCursor::Latest);
    QCOMPARE(s.bytes.stream()->size(), 4);
    QTRY_COMPARE(s.bytes.messages()->count(), 2);
}

void TestSessionBytes::inspects()
{
    Session s;
    s.add(In, QByteArray("\0\1\2", 3));
    s.add(In, QByteArray("\3\4", 2));
    s.load();
    s.bytes.selection()->moveTo(2, false);
    QCOMPARE(s.bytes.inspector()->bytes(), "\2\3\4"_ba);
    s.add(In, "more");
    s.load();
    QCOMPARE(s.bytes.inspector()->bytes(), "\2\3\4more"_ba);
    s.bytes.selection()->clear();
    QVERIFY(s.bytes.inspector()->bytes().isEmpty());
}

void TestSessionBytes::copies()
{
    Session s;
    s.add(Out, "PING\r\n");
    s.add(In, QByteArray(5'000'000, 'x'));
    s.load();
    QCOMPARE(s.bytes.selectedText(SessionBytes::Hex), QString());
    s.bytes.selection()->select(0, 4);
    QCOMPARE(s.bytes.selectedText(SessionBytes::Hex), u"50 49 4e 47"_s);
    QCOMPARE(s.bytes.selectedText(SessionBytes::Text), u"PING"_s);
    QVERIFY(s.bytes.notice().isEmpty());
    s.bytes.selection()->selectAll();
    QCOMPARE(s.bytes.selectedText(SessionBytes::Text), QString());
    QVERIFY2(s.bytes.notice().contains(u"too many for the clipboard"_s), qPrintable(s.bytes.notice()));
}

void TestSessionBytes::messages()
{
    Session s;
    s.add(In, "one\ntwo");
    s.add(Out, "x\n");
    s.add(In, "!\n");
    s.load();
    s.bytes.framing()->setKind(FramingSettings::Delimiter);
    QTRY_COMPARE(s.bytes.messages()->count(), 3);
    s.bytes.selectMessage(0);
    QCOMPARE(s.bytes.mode(), SessionBytes::Both);
    QCOMPARE(s.bytes.selection()->length(), 4);
    QCOMPARE(s.bytes.selectedMessage(), 0);
    s.bytes.selectMessage(2); // what was sent meanwhile stands inside it
    QCOMPARE(s.bytes.mode(), SessionBytes::Received);
    QCOMPARE(s.bytes.stream()->read(s.bytes.selection()->start(), s.bytes.selection()->length()), "two!\n"_ba);
    QCOMPARE(s.bytes.selectedMessage(), 1);
}

QTEST_GUILESS_MAIN(TestSessionBytes)
#include "tst_session_bytes.moc"
