// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/lifecycle/lifecycle_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// A session over a journal that the test writes, and the model on it.
struct Scene
{
    Scene()
    {
        model.setJournal(&session);
        model.setCursor(&cursor);
        session.open(journal.path);
    }
    /// Waits until all that was written is in the model.
    [[nodiscard]] bool settle()
    {
        ++notes;
        journal.add(RecordKind::Note);
        const auto all = [this] { return noteCount == notes; };
        return QTest::qWaitFor(all) && QTest::qWaitFor([this] { return !isStale; });
    }
    [[nodiscard]] bool go(qint64 instant)
    {
        isStale = true;
        cursor.setInstant(instant);
        return QTest::qWaitFor([this] { return !isStale; });
    }
    [[nodiscard]] LifecycleEdge edge(int from, int to) const
    {
        const auto edges = model.edges();
        for (const auto &value : edges)
            if (const auto found = value.value<LifecycleEdge>(); found.from == from && found.to == to)
                return found;
        return {-1, -1, -1, {}, {}, 0, 0, false};
    }
    void open(std::uint32_t socket)
    {
        journal.add(RecordKind::SocketCreated, socket);
        journal.add(RecordKind::ConnectStarted, socket, "localhost:8080");
        journal.addState(socket, JournalState::Disconnected, JournalState::Opening, "connect()");
        journal.addState(socket, JournalState::Opening, JournalState::Open, "connected");
        journal.add(RecordKind::Endpoints, socket, R"({"local":"127.0.0.1:5000","remote":"127.0.0.1:8080"})");
    }
    [[nodiscard]] ScriptLocation at(std::uint32_t line)
    {
        return {.file = journal.writer->fileId(u"file:///scripts/session.js"_s), .line = line, .column = 3};
    }

    JournalFixture journal;
    JournalSession session;
    SessionCursor cursor;
    LifecycleModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    int notes = 0;
    int noteCount = 0;
    bool isStale = false;
    QMetaObject::Connection changed =
        QObject::connect(&model, &LifecycleModel::changed, &model, [this] { isStale = false; });
    QMetaObject::Connection applied =
        QObject::connect(&session, &JournalSession::recordsApplied, &model, [this](const QList<Record> &records) {
            isStale = true;
            for (const auto &record : records)
                noteCount += record.kind == RecordKind::Note ? 1 : 0;
        });
};

} // namespace

class TestLifecycleModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeLife();
    void failedAttempts();
    void refusedCalls();
    void events();
    void idleTimeout();
    void tcpInfo();
    void asOfAnInstant();
    void choosesASocket();
    void anotherJournal();
    void timeGoesOn();
};

void TestLifecycleModel::wholeLife()
{
    Scene scene;
    QVERIFY(!scene.model.isKnown());
    scene.open(1);
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.socket(), 1u);
    QCOMPARE(scene.model.state(), int(SocketsModel::Open));
    QCOMPARE(scene.model.peer(), u"127.0.0.1:8080"_s);
    QCOMPARE(scene.edge(0, 1).cause, u"connect()"_s);
    QVERIFY(scene.edge(1, 2).latest);
    QCOMPARE(scene.edge(2, 3).count, 0);
    QCOMPARE(scene.model.timeInStates().at(3).toDouble(), -1.0);

    RecordHead head;
    head.kind = RecordKind::StateChanged;
    head.socket = 1;
    head.stateBefore = JournalState::Open;
    head.stateAfter = JournalState::Destroyed;
    head.location = scene.at(14);
    scene.journal.writer->append(head, {}, "destroy()");
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.state(), int(SocketsModel::Destroyed));
    const auto last = scene.edge(2, 3);
    QCOMPARE(last.count, 1);
    QCOMPARE(last.cause, u"destroy()"_s);
    QCOMPARE(last.location, u"session.js:14:3"_s);
    QVERIFY(last.latest && !scene.edge(1, 2).latest);
    const auto record = scene.session.reader().at(last.offset);
    QVERIFY(record && record->kind == RecordKind::StateChanged && record->timeNs == last.time);
    QCOMPARE(scene.model.rowCount(), 3);
    QCOMPARE(scene.model.index(2).data(LifecycleModel::LocationRole).toString(), u"session.js:14:3"_s);
    QCOMPARE(scene.model.timeInStates().at(2).toDouble(), double(last.time - scene.edge(1, 2).time));
}

void TestLifecycleModel::failedAttempts()
{
    Scene scene;
    for (int i = 0; i < 1200; ++i) {
        scene.journal.addState(1, JournalState::Disconnected, JournalState::Opening, "connect()");
        scene.journal.addState(1, JournalState::Opening, JournalState::Disconnected, "connection refused");
        scene.journal.add(RecordKind::SocketError, 1, "connection refused", "connect");
    }
    QVERIFY(scene.settle());
    QCOMPARE(scene.edge(1, 0).count, 1200);
    QCOMPARE(scene.edge(1, 0).cause, u"connection refused"_s);
    QCOMPARE(scene.model.rowCount(), int(LifecycleFacts::MaxTransitions));
    QCOMPARE(scene.model.errorCount(), 1200);
    QCOMPARE(scene.model.lastError(), u"connect: connection refused"_s);
}

void TestLifecycleModel::refusedCalls()
{
    Scene scene;
    scene.journal.add(RecordKind::SocketCreated, 1);
    scene.journal.add(RecordKind::CallRefused, 1, "no active connection", "write", scene.at(3));
    scene.journal.add(RecordKind::CallRefused, 1, "no active connection", "write", scene.at(3));
    scene.journal.addState(1, JournalState::Disconnected, JournalState::Destroyed, "destroy()");
    scene.journal.add(RecordKind::CallRefused, 1, "the socket was destroyed", "connect");
    QVERIFY(scene.settle());
    const auto refusals = scene.model.refusals();
    QCOMPARE(refusals.size(), 2);
    const auto last = refusals[0].value<LifecycleRefusal>();
    QCOMPARE(last.method, u"connect"_s);
    QCOMPARE(last.state, int(SocketsModel::Destroyed));
    const auto first = refusals[1].value<LifecycleRefusal>();
    QCOMPARE(first.count, 2);
    QCOMPARE(first.state, int(SocketsModel::Disconnected));
    QCOMPARE(first.sentence, u"no active connection"_s);
    QCOMPARE(first.location, u"session.js:3:3"_s);
    QCOMPARE(scene.model.refusalCount(), 3);
    QCOMPARE(scene.edge(0, 3).count, 1);
}

void TestLifecycleModel::events()
{
    Scene scene;
    scene.open(1);
    for (const auto *name : {"connect", "data", "data", "error", "timeout", "close"})
        scene.journal.add(RecordKind::EventDelivered, 1, name);
    scene.journal.add(RecordKind::EventDelivered, 1, "close", "no handler");
    scene.journal.add(RecordKind::BytesReceived, 1, "abc", "no handler");
    scene.journal.add(RecordKind::EventDelivered, 2, "data");
    scene.cursor.selectSocket(1);
    QVERIFY(scene.settle());
    const auto events = scene.model.events();
    const auto count = [&](int event, const QString &what) { return events[event].toMap().value(what).toInt(); };
    QCOMPARE(events[1].toMap().value(u"name"_s).toString(), u"data"_s);
    QCOMPARE(count(0, u"delivered"_s), 1);
    QCOMPARE(count(1, u"delivered"_s), 2);
    QCOMPARE(count(1, u"unheard"_s), 1);
    QCOMPARE(count(2, u"delivered"_s), 1);
    QCOMPARE(count(2, u"unheard"_s), 1);
    QCOMPARE(count(3, u"delivered"_s), 1);
    QCOMPARE(count(4, u"delivered"_s), 1);
}

void TestLifecycleModel::idleTimeout()
{
    Scene scene;
    scene.open(1);
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.idleTimeout(), QString());
    scene.journal.add(RecordKind::IdleTimeoutSet, 1, "5000");
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.idleTimeout(), u"5000 ms"_s);
    const qint64 then = scene.session.duration();
    scene.journal.add(RecordKind::IdleTimeoutSet, 1, "0");
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.idleTimeout(), u"off"_s);
    QVERIFY(scene.go(then));
    QCOMPARE(scene.model.idleTimeout(), u"5000 ms"_s);
}

void TestLifecycleModel::tcpInfo()
{
    Scene scene;
    scene.open(1);
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.tcpInfoTime(), -1);
    scene.journal.add(RecordKind::TcpInfo, 1, R"({"state":"ESTABLISHED","rttUs":42})");
    scene.journal.add(RecordKind::TcpInfo, 1, R"({"state":"CLOSE_WAIT","rttUs":43})");
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.tcpInfo().value(u"state"_s).toString(), u"CLOSE_WAIT"_s);
    QCOMPARE(scene.model.tcpInfo().value(u"rttUs"_s).toInt(), 43);
    QVERIFY(scene.model.tcpInfoTime() > 0);
}

void TestLifecycleModel::asOfAnInstant()
{
    Scene scene;
    scene.open(1);
    scene.journal.add(RecordKind::EventDelivered, 1, "connect");
    QVERIFY(scene.settle());
    scene.journal.addState(1, JournalState::Open, JournalState::Destroyed, "peer FIN");
    QVERIFY(scene.settle());
    const auto opening = scene.edge(0, 1).time;
    const auto open = scene.edge(1, 2).time;
    const auto closed = scene.edge(2, 3).time;
    QVERIFY(opening < open && open < closed);

    QVERIFY(scene.go(open));
    QCOMPARE(scene.model.state(), int(SocketsModel::Open));
    QCOMPARE(scene.model.rowCount(), 2);
    QCOMPARE(scene.edge(2, 3).count, 0);
    QCOMPARE(scene.model.events()[0].toMap().value(u"delivered"_s).toInt(), 0);
    QCOMPARE(scene.model.timeInStates().at(2).toDouble(), 0.0);
    QVERIFY(scene.go(opening));
    QCOMPARE(scene.model.state(), int(SocketsModel::Opening));
    QVERIFY(scene.go(closed - 1));
    QCOMPARE(scene.model.state(), int(SocketsModel::Open));
    QCOMPARE(scene.model.events()[0].toMap().value(u"delivered"_s).toInt(), 1);
    QCOMPARE(scene.model.timeInStates().at(2).toDouble(), double(closed - 1 - open));
    QVERIFY(scene.go(0));
    QVERIFY(!scene.model.isKnown());
    QVERIFY(scene.go(SessionCursor::Latest));
    QCOMPARE(scene.model.state(), int(SocketsModel::Destroyed));
}

void TestLifecycleModel::choosesASocket()
{
    Scene scene;
    scene.open(1);
    scene.open(2);
    scene.journal.add(RecordKind::SocketCreated, 3);
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.socket(), 2u); // the newest open one
    scene.journal.addState(2, JournalState::Open, JournalState::Destroyed, "peer FIN");
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.socket(), 1u);
    scene.journal.addState(1, JournalState::Open, JournalState::Destroyed, "peer FIN");
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.socket(), 3u); // none is open
    scene.cursor.selectSocket(1);
    QTRY_COMPARE(scene.model.socket(), 1u);
    QCOMPARE(scene.model.state(), int(SocketsModel::Destroyed));
    QCOMPARE(scene.model.rowCount(), 3);
}

void TestLifecycleModel::anotherJournal()
{
    Scene scene;
    scene.open(1);
    QVERIFY(scene.settle());
    scene.session.clear();
    QVERIFY(!scene.model.isKnown());
    QCOMPARE(scene.model.rowCount(), 0);
    scene.session.open(scene.journal.path);
    QTRY_COMPARE(scene.model.rowCount(), 2);
    scene.model.setJournal(nullptr);
    QCOMPARE(scene.model.rowCount(), 0);
}

void TestLifecycleModel::timeGoesOn()
{
    Scene scene;
    scene.open(1);
    QVERIFY(scene.settle());
    const auto before = scene.model.timeInStates().at(2).toDouble();
    QTRY_VERIFY(scene.model.timeInStates().at(2).toDouble() > before + 50e6); // nothing happens, and still
    const auto opening = scene.model.timeInStates().at(1).toDouble();
    QCOMPARE(opening, double(scene.edge(1, 2).time - scene.edge(0, 1).time));
    scene.journal.add(RecordKind::SessionFinished, 0, R"({"exitCode":0})");
    QVERIFY(scene.settle());
    QCOMPARE(scene.model.timeInStates().at(2).toDouble(), double(scene.session.duration() - scene.edge(1, 2).time));
}

QTEST_GUILESS_MAIN(TestLifecycleModel)
#include "tst_lifecycle_model.moc"
