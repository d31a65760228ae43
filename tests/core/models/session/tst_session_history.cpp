// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/session/session_history.h"
#include "models/sockets/sockets_at_instant.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// What a socket shows, for comparisons.
QString shown(const SocketStates &states)
{
    QStringList lines;
    for (const auto &socket : states)
        lines.append(u"%1 %2 %3 %4 %5 %6 %7 %8"_s.arg(socket->socket)
                         .arg(int(socket->state))
                         .arg(socket->sent)
                         .arg(socket->received)
                         .arg(socket->unheard)
                         .arg(socket->refusals)
                         .arg(socket->remote, socket->cause));
    return lines.join(u'\n');
}

} // namespace

class TestSessionHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyInstantIsRight();
    void backBehindTheBound();
    void busyTimes();
    void rowsOfAnInstant();
    void moves();
};

/// Compares instants with what a model had shown then.
void TestSessionHistory::everyInstantIsRight()
{
    JournalFixture journal;
    SocketsModel live;
    SessionHistory history(journal.reader);
    QRandomGenerator random(1);
    QList<std::pair<std::int64_t, QString>> seen;
    for (int step = 0; step < 400; ++step) {
        for (int i = 0; i < 50; ++i) {
            const auto socket = 1 + random.bounded(20u);
            switch (random.bounded(8)) {
            case 0:
                journal.addState(socket, JournalState::Disconnected, JournalState(random.bounded(4)), "because");
                break;
            case 1:
                journal.add(RecordKind::Endpoints, socket,
                            R"({"local":"a","remote":"b)" + QByteArray::number(i) + "\"}");
                break;
            case 2:
                journal.add(RecordKind::CallRefused, socket, "no", "write");
                break;
            case 3:
                journal.add(RecordKind::BytesReceived, socket, "lost", "no handler");
                break;
            case 4:
                journal.add(RecordKind::EventDelivered, socket, "data");
                break;
            default:
                journal.add(random.bounded(2) ? RecordKind::BytesSent : RecordKind::BytesReceived, socket, "hello");
            }
        }
        const auto records = journal.read();
        live.apply(records);
        history.append(records, live.states());
        seen.append({records.last().timeNs, shown(live.states())});
    }
    QVERIFY(history.index().end() > 3 * SessionHistory::FirstInterval); // or no copy was used
    for (int i = 0; i < 100; ++i) {
        const auto &[time, expected] = seen[random.bounded(int(seen.size()))];
        QCOMPARE(shown(history.socketsAt(time)), expected);
    }
    QCOMPARE(shown(history.socketsAt(-1)), shown(live.states()));
    QVERIFY(history.socketsAt(0).size() <= 1);
}

void TestSessionHistory::backBehindTheBound()
{
    JournalFixture journal;
    SocketsModel live;
    SessionHistory history(journal.reader, 20'000);
    for (int step = 0; step < 100; ++step) {
        for (int i = 0; i < 500; ++i)
            journal.add(RecordKind::BytesSent, 1, "x");
        const auto records = journal.read();
        live.apply(records);
        history.append(records, live.states());
    }
    const auto total = history.socketsAt(-1).front()->sent;
    QCOMPARE(total, 50'000);
    const auto earliest = history.socketsAt(1).front()->sent; // the first instant that is left
    QVERIFY(earliest > 25'000 && earliest < total);
    QCOMPARE(history.socketsAt(history.index()[history.index().end() - 1'000].timeNs).front()->sent, 49'001);
}

void TestSessionHistory::busyTimes()
{
    JournalFixture journal;
    SessionHistory history(journal.reader);
    journal.add(RecordKind::Note);
    journal.add(RecordKind::Exception, 0, "oops");
    history.append(journal.read(), {});
    std::int64_t records = 0;
    std::int64_t troubles = 0;
    for (int i = 0; i < SessionHistory::Buckets::count; ++i) {
        records += history.activity()[i];
        troubles += history.troubles()[i];
    }
    QCOMPARE(records, 2);
    QCOMPARE(troubles, 1);
    QCOMPARE(history.activity().width(), history.troubles().width());
}

void TestSessionHistory::rowsOfAnInstant()
{
    JournalFixture journal;
    JournalSession session;
    SessionCursor cursor;
    SocketsAtInstant model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setJournal(&session);
    model.setCursor(&cursor);
    session.open(journal.path);
    journal.add(RecordKind::SocketCreated, 1, R"({"name":"first"})");
    journal.add(RecordKind::BytesSent, 1, "12345");
    QTRY_COMPARE(session.recordCount(), 2);
    const auto early = session.duration();
    journal.add(RecordKind::BytesSent, 1, "67");
    journal.add(RecordKind::SocketCreated, 2);
    QTRY_COMPARE(model.count(), 2);
    QTRY_COMPARE(model.row(0).value(u"bytesSent"_s).toInt(), 7);

    cursor.setInstant(early);
    QTRY_COMPARE(model.count(), 1);
    QCOMPARE(model.row(0).value(u"bytesSent"_s).toInt(), 5);
    QCOMPARE(model.row(0).value(u"tags"_s).toMap().value(u"name"_s).toString(), u"first"_s);
    QCOMPARE(model.rowOf(2), -1);
    QCOMPARE(model.row(model.rowOf(2)), QVariantMap());
    QPersistentModelIndex kept(model.index(0, 0));
    cursor.setInstant(session.duration());
    QTRY_COMPARE(model.count(), 2); // forward in the past: rows come, the rest stays
    QVERIFY(kept.isValid());
    QCOMPARE(model.row(0).value(u"bytesSent"_s).toInt(), 7);
    journal.add(RecordKind::SocketCreated, 3);
    QTRY_COMPARE(session.sockets()->count(), 3);
    QCOMPARE(model.count(), 2); // the past doesn't grow
    cursor.setInstant(SessionCursor::Latest);
    QTRY_COMPARE(model.count(), 3);
}

/// Scrubbing to and fro lets no row lie.
void TestSessionHistory::moves()
{
    JournalFixture journal;
    JournalSession session;
    SessionCursor cursor;
    SocketsAtInstant model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setJournal(&session);
    model.setCursor(&cursor);
    for (int i = 1; i <= 300; ++i) {
        journal.add(RecordKind::SocketCreated, static_cast<std::uint32_t>(i));
        journal.addState(static_cast<std::uint32_t>(i), JournalState::Disconnected, JournalState::Open, "connected");
    }
    session.open(journal.path);
    QTRY_COMPARE(model.count(), 300);
    const auto &index = session.history().index();
    for (const auto number : {100, 500, 20, 599, 0, 301}) {
        cursor.setInstant(index[number].timeNs);
        QTRY_COMPARE(model.count(), number / 2 + 1);
        QCOMPARE(model.row(number / 2).value(u"socketState"_s).toInt(), number % 2 ? 2 : 0);
    }
}

QTEST_GUILESS_MAIN(TestSessionHistory)
#include "tst_session_history.moc"
