// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/sockets/sockets_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSocketsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lifeOfASocket();
    void reconnectsAfterFailure();
    void tls();
    void oneSignalABatch();
    void socketsOutOfOrder();
    void closedSocketsAreDropped();
    void badPayloads();
    void clear();

private:
    static QVariant value(const SocketsModel &model, int row, int role) { return model.index(row).data(role); }
    static void open(JournalFixture &journal, std::uint32_t socket);
    static void close(JournalFixture &journal, std::uint32_t socket);
};

void TestSocketsModel::open(JournalFixture &journal, std::uint32_t socket)
{
    journal.add(RecordKind::SocketCreated, socket);
    journal.addState(socket, JournalState::Disconnected, JournalState::Opening, "connect()");
    journal.addState(socket, JournalState::Opening, JournalState::Open, "connected");
}

void TestSocketsModel::close(JournalFixture &journal, std::uint32_t socket)
{
    journal.addState(socket, JournalState::Open, JournalState::Destroyed, "destroy()");
}

void TestSocketsModel::lifeOfASocket()
{
    JournalFixture journal;
    SocketsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy openChanged(&model, &SocketsModel::openCountChanged);
    const auto step = [&] { model.apply(journal.read()); };
    const auto get = [&](int role) { return value(model, 0, role); };

    journal.add(RecordKind::SocketCreated, 3, R"({"name":"x"})");
    step();
    QCOMPARE(model.count(), 1);
    QCOMPARE(get(SocketsModel::SocketRole), 3u);
    QCOMPARE(get(SocketsModel::StateRole), static_cast<int>(SocketsModel::Disconnected));
    QCOMPARE(get(SocketsModel::StateWordRole), u"disconnected"_s);
    QCOMPARE(get(SocketsModel::OpenedAtRole), -1);
    journal.add(RecordKind::ConnectStarted, 3, "localhost:8080");
    journal.addState(3, JournalState::Disconnected, JournalState::Opening, "connect()");
    step();
    QCOMPARE(get(SocketsModel::TargetRole), u"localhost:8080"_s);
    QCOMPARE(get(SocketsModel::StateWordRole), u"opening"_s);
    journal.add(RecordKind::Endpoints, 3, R"({"local":"127.0.0.1:51234","remote":"127.0.0.1:8080"})");
    journal.addState(3, JournalState::Opening, JournalState::Open, "connected");
    const auto records = journal.read();
    model.apply(records);
    QCOMPARE(get(SocketsModel::LocalRole), u"127.0.0.1:51234"_s);
    QCOMPARE(get(SocketsModel::RemoteRole), u"127.0.0.1:8080"_s);
    QCOMPARE(get(SocketsModel::OpenedAtRole), qint64{records.last().timeNs});
    QCOMPARE(get(SocketsModel::StateSinceRole), qint64{records.last().timeNs});
    QCOMPARE(model.openCount(), 1);
    journal.add(RecordKind::BytesSent, 3, "12345");
    journal.add(RecordKind::BytesReceived, 3, "abc");
    journal.add(RecordKind::BytesReceived, 3, "defg", "no handler");
    journal.add(RecordKind::IdleTimeoutSet, 3, "1500");
    journal.add(RecordKind::SocketTimeout, 3);
    journal.add(RecordKind::CallRefused, 3, "connect() on an open socket");
    journal.add(RecordKind::TcpInfo, 3, R"({"rttUs":42})");
    step();
    QCOMPARE(get(SocketsModel::BytesSentRole), 5);
    QCOMPARE(get(SocketsModel::BytesReceivedRole), 7);
    QCOMPARE(get(SocketsModel::BytesUnheardRole), 4);
    QCOMPARE(get(SocketsModel::IdleTimeoutRole), 1500);
    QCOMPARE(get(SocketsModel::TimeoutsRole), 1u);
    QCOMPARE(get(SocketsModel::RefusalsRole), 1u);
    QCOMPARE(get(SocketsModel::TcpInfoRole).toMap().value(u"rttUs"_s).toInt(), 42);
    QCOMPARE(get(SocketsModel::ClosedAtRole), -1);
    journal.addState(3, JournalState::Open, JournalState::Destroyed, "peer FIN");
    step();
    QCOMPARE(get(SocketsModel::StateRole), static_cast<int>(SocketsModel::Destroyed));
    QCOMPARE(get(SocketsModel::CauseRole), u"peer FIN"_s);
    QVERIFY(get(SocketsModel::ClosedAtRole).toLongLong() > get(SocketsModel::OpenedAtRole).toLongLong());
    QCOMPARE(model.openCount(), 0);
    QCOMPARE(openChanged.size(), 2);
    QCOMPARE(get(SocketsModel::TlsRole), false);
    QVERIFY(!get(9999).isValid());
    for (int role = SocketsModel::SocketRole; role <= SocketsModel::TcpInfoRole; ++role)
        QVERIFY(model.roleNames().contains(role));
}

void TestSocketsModel::reconnectsAfterFailure()
{
    JournalFixture journal;
    SocketsModel model;
    journal.add(RecordKind::SocketCreated, 1);
    journal.addState(1, JournalState::Disconnected, JournalState::Opening, "connect()");
    journal.add(RecordKind::SocketError, 1, "dial tcp 127.0.0.1:1: connect: connection refused", "connect");
    journal.addState(1, JournalState::Opening, JournalState::Disconnected, "refused");
    model.apply(journal.read());
    QCOMPARE(value(model, 0, SocketsModel::ErrorRole), u"connect: dial tcp 127.0.0.1:1: connect: connection refused"_s);
    QCOMPARE(value(model, 0, SocketsModel::StateWordRole), u"disconnected"_s);
    open(journal, 1);
    model.apply(journal.read());
    QCOMPARE(model.count(), 1);
    QCOMPARE(value(model, 0, SocketsModel::StateWordRole), u"open"_s);
}

void TestSocketsModel::tls()
{
    JournalFixture journal;
    SocketsModel model;
    journal.add(
        RecordKind::TlsEstablished, 1,
        R"({"version":"TLSv1.3","cipher":"TLS_AES_256_GCM_SHA384","verified":true,"subject":"s","issuer":"i"})");
    model.apply(journal.read());
    QCOMPARE(value(model, 0, SocketsModel::TlsRole), true);
    QCOMPARE(value(model, 0, SocketsModel::TlsVerifiedRole), true);
    QCOMPARE(value(model, 0, SocketsModel::TlsTextRole), u"TLSv1.3 TLS_AES_256_GCM_SHA384"_s);
}

void TestSocketsModel::oneSignalABatch()
{
    JournalFixture journal;
    SocketsModel model;
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    for (std::uint32_t socket = 1; socket <= 100; ++socket)
        open(journal, socket);
    model.apply(journal.read());
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.openCount(), 100);
    journal.add(RecordKind::BytesSent, 40, "x");
    journal.add(RecordKind::BytesSent, 42, "x");
    journal.add(RecordKind::Console, 0, "x");
    model.apply(journal.read());
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.last().at(0).toModelIndex().row(), 39);
    QCOMPARE(changed.last().at(1).toModelIndex().row(), 41);
    journal.add(RecordKind::Console, 0, "x");
    model.apply(journal.read());
    QCOMPARE(changed.size(), 2);
}

void TestSocketsModel::socketsOutOfOrder()
{
    JournalFixture journal;
    SocketsModel model;
    for (const std::uint32_t socket : {5u, 2u, 9u, 1u})
        journal.add(RecordKind::ConnectStarted, socket, "a:1");
    model.apply(journal.read());
    QCOMPARE(model.count(), 4);
    QCOMPARE(model.rowOf(9), 2);
    QCOMPARE(model.rowOf(1), 3);
    QCOMPARE(model.rowOf(77), -1);
}

void TestSocketsModel::closedSocketsAreDropped()
{
    JournalFixture journal;
    SocketsModel model(100);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    open(journal, 1); // stays open
    for (std::uint32_t socket = 2; socket <= 1000; ++socket) {
        open(journal, socket);
        if (socket != 500)
            close(journal, socket);
        model.apply(journal.read());
        QVERIFY(model.count() <= 101);
    }
    QCOMPARE(model.count() + model.droppedSockets(), 1000);
    QCOMPARE(model.openCount(), 2);
    QCOMPARE(model.rowOf(1), 0);
    QCOMPARE(model.rowOf(500), 1);
    QCOMPARE(model.rowOf(2), -1);
    QCOMPARE(value(model, model.rowOf(1000), SocketsModel::SocketRole), 1000u);
    const auto count = model.count();
    journal.add(RecordKind::PromiseSettled, 2, "write() rejected: late"); // of a dropped one: no new row
    model.apply(journal.read());
    QCOMPARE(model.count(), count);
}

void TestSocketsModel::badPayloads()
{
    JournalFixture journal;
    SocketsModel model;
    journal.add(RecordKind::Endpoints, 1, "not JSON");
    journal.add(RecordKind::TlsEstablished, 1, R"(["array"])");
    journal.add(RecordKind::TcpInfo, 1, "\xff\xff");
    journal.add(RecordKind::ConnectStarted, 1, QByteArray(5000, 'h'));
    journal.add(RecordKind::SocketError, 1, "\x1b[2J\xe2\x80\xae", "");
    journal.addState(1, JournalState::None, JournalState::None, "nothing");
    model.apply(journal.read());
    QCOMPARE(value(model, 0, SocketsModel::RemoteRole), QString());
    QCOMPARE(value(model, 0, SocketsModel::TlsVerifiedRole), false);
    QVERIFY(value(model, 0, SocketsModel::TcpInfoRole).toMap().isEmpty());
    QCOMPARE(value(model, 0, SocketsModel::TargetRole).toString().size(), 1000);
    QCOMPARE(value(model, 0, SocketsModel::ErrorRole), u"␛[2J<U+202E>"_s);
    QCOMPARE(value(model, 0, SocketsModel::StateWordRole), u"disconnected"_s);
}

void TestSocketsModel::clear()
{
    JournalFixture journal;
    SocketsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    open(journal, 5);
    model.apply(journal.read());
    model.clear();
    QCOMPARE(model.count(), 0);
    QCOMPARE(model.openCount(), 0);
    QCOMPARE(model.rowOf(5), -1);
    open(journal, 1);
    model.apply(journal.read());
    QCOMPARE(model.count(), 1);
}

QTEST_GUILESS_MAIN(TestSocketsModel)
#include "tst_sockets_model.moc"
