// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/explain/explanation_model.h"
#include "models/session/journal_session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestExplanationModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<JournalFixture>();
        m_session = std::make_unique<JournalSession>();
        m_tester =
            std::make_unique<QAbstractItemModelTester>(model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_file = m_fixture->writer->fileId(u"file:///tests/script.js"_s);
        m_session->open(m_fixture->path);
    }
    void cleanup()
    {
        m_tester.reset();
        m_session.reset();
        m_fixture.reset();
    }

    void rowsComeAsTheirEvidenceDoes();
    void rulesStandTogether();
    void silenceShowsWithoutAnyRecord();
    void aRowGoesWhereAnAnswerComes();
    void anEndedSessionHasNoClock();
    void anotherSessionBeginsEmpty();
    void showsInstants();

private:
    [[nodiscard]] ExplanationModel *model() const { return m_session->explanations(); }
    [[nodiscard]] QVariant value(int row, ExplanationModel::Role role) const { return model()->index(row).data(role); }
    void open(std::uint32_t socket)
    {
        m_fixture->add(RecordKind::SocketCreated, socket);
        m_fixture->add(RecordKind::ConnectStarted, socket, "localhost:7", {}, {m_file, socket, 3});
        m_fixture->addState(socket, JournalState::Disconnected, JournalState::Open, {});
    }
    void hear(std::uint32_t socket) { m_fixture->add(RecordKind::BytesReceived, socket, "x", "no handler"); }
    void mishear(std::uint32_t socket, std::uint32_t line)
    {
        m_fixture->add(RecordKind::HandlerSet, socket, "end", "unknown event", {m_file, line, 1});
    }

    std::unique_ptr<JournalFixture> m_fixture;
    std::unique_ptr<JournalSession> m_session;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::uint32_t m_file = 0;
};

void TestExplanationModel::rowsComeAsTheirEvidenceDoes()
{
    open(4);
    QTRY_COMPARE(m_session->recordCount(), 4); // with the file's name
    QCOMPARE(model()->count(), 0);
    const QSignalSpy counts(model(), &ExplanationModel::countChanged);
    hear(4);
    QTRY_COMPARE(model()->count(), 1);
    QCOMPARE(counts.size(), 1);
    QCOMPARE(value(0, ExplanationModel::RuleRole).toString(), u"unheard-data"_s);
    QVERIFY(value(0, ExplanationModel::WhatRole).toString().contains(u"Socket 4 received"_s));
    QCOMPARE(value(0, ExplanationModel::LocationRole).toString(), u"script.js:4"_s);
    QCOMPARE(value(0, ExplanationModel::FilePathRole).toString(), u"file:///tests/script.js"_s);
    QCOMPARE(value(0, ExplanationModel::LineRole).toInt(), 4);
    QCOMPARE(value(0, ExplanationModel::ColumnRole).toInt(), 3);
    const QVariantList evidence = value(0, ExplanationModel::EvidenceRole).toList();
    QCOMPARE(evidence.size(), 2);
    const QVariantMap proof = evidence.at(1).toMap();
    QCOMPARE(proof.value(u"number"_s).toInt(), 5);
    const auto record = m_session->reader().at(proof.value(u"offset"_s).toLongLong());
    QVERIFY(record && record->kind == RecordKind::BytesReceived);
    open(5);
    m_fixture->add(RecordKind::ConnectStarted, 5, "localhost:7", {}, {m_file, 4, 3}); // from the same line
    hear(5);
    QTRY_COMPARE(value(0, ExplanationModel::TimesRole).toInt(), 2);
    QCOMPARE(model()->count(), 1);
}

void TestExplanationModel::rulesStandTogether()
{
    open(1);
    open(2);
    mishear(1, 20);
    QTRY_COMPARE(model()->count(), 1);
    hear(1);
    hear(2);
    mishear(2, 30);
    QTRY_COMPARE(model()->count(), 4);
    QStringList rules;
    QList<int> counts;
    QList<bool> firsts;
    for (int row = 0; row < 4; ++row) {
        rules += value(row, ExplanationModel::RuleRole).toString();
        counts += value(row, ExplanationModel::RuleCountRole).toInt();
        firsts += value(row, ExplanationModel::FirstOfRuleRole).toBool();
    }
    QCOMPARE(rules,
             QStringList({u"unheard-data"_s, u"unheard-data"_s, u"event-never-fired"_s, u"event-never-fired"_s}));
    QCOMPARE(counts, QList<int>({2, 2, 2, 2}));
    QCOMPARE(firsts, QList<bool>({true, false, true, false}));
    QCOMPARE(model()->rowOf(value(2, ExplanationModel::IdRole).toInt()), 2);
}

void TestExplanationModel::silenceShowsWithoutAnyRecord()
{
    open(1);
    m_fixture->add(RecordKind::BytesSent, 1, "PING", {}, {m_file, 7, 1});
    QTRY_COMPARE(m_session->recordCount(), 5);
    QCOMPARE(model()->count(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(model()->count(), 1, 10'000);
    QCOMPARE(value(0, ExplanationModel::RuleRole).toString(), u"line-ending"_s);
    QCOMPARE(m_session->recordCount(), 5);
}

void TestExplanationModel::aRowGoesWhereAnAnswerComes()
{
    open(1);
    mishear(1, 9);
    m_fixture->add(RecordKind::HandlerSet, 1, "data");
    m_fixture->add(RecordKind::IterationHeld, 1, "{\"ms\":2000,\"sockets\":1}");
    QTRY_COMPARE(model()->count(), 2);
    QCOMPARE(value(1, ExplanationModel::RuleRole).toString(), u"never-destroyed"_s);
    m_fixture->add(RecordKind::BytesReceived, 1, "late");
    QTRY_COMPARE(model()->count(), 1);
    QCOMPARE(value(0, ExplanationModel::RuleRole).toString(), u"event-never-fired"_s);
    QVERIFY(value(0, ExplanationModel::FirstOfRuleRole).toBool());
}

void TestExplanationModel::anEndedSessionHasNoClock()
{
    open(1);
    m_fixture->add(RecordKind::BytesSent, 1, "PING");
    m_fixture->writer->close();
    QTRY_COMPARE(m_session->state(), JournalSession::Ended);
    QTest::qWait(2500); // nothing is to happen
    QCOMPARE(model()->count(), 0);
}

void TestExplanationModel::anotherSessionBeginsEmpty()
{
    open(1);
    hear(1);
    QTRY_COMPARE(model()->count(), 1);
    m_session->clear();
    QCOMPARE(model()->count(), 0);
    m_session->open(m_fixture->path);
    QTRY_COMPARE(model()->count(), 1);
    QCOMPARE(value(0, ExplanationModel::EvidenceRole).toList().at(1).toMap().value(u"number"_s).toInt(), 5);
}

/// Findings come and go with their evidence as the instant moves, in any direction.
void TestExplanationModel::showsInstants()
{
    const auto ids = [this] {
        QList<int> all;
        for (int row = 0; row < model()->count(); ++row)
            all += value(row, ExplanationModel::IdRole).toInt();
        return all;
    };
    const auto provedAt = [this](int row) {
        return value(row, ExplanationModel::EvidenceRole).toList().constLast().toMap().value(u"time"_s).toLongLong();
    };
    open(1);
    mishear(1, 20);
    hear(1);
    open(2);
    mishear(2, 30);
    hear(2);
    m_fixture->add(RecordKind::ConnectStarted, 3, "localhost:7", {}, {m_file, 2, 3});
    hear(3);
    QTRY_COMPARE(m_session->recordCount(), 13);
    QTRY_COMPARE(model()->count(), 4);
    const QList<int> latest = ids(); // unheard 1, unheard 2 (twice), misheard 20, misheard 30
    const QList<qint64> times{provedAt(0), provedAt(1), provedAt(2), provedAt(3)};
    const QList<qint64> order{times[2], times[0], times[3], times[1]};
    QVERIFY(std::is_sorted(order.begin(), order.end()));

    const QSignalSpy counts(model(), &ExplanationModel::countChanged);
    model()->setInstant(order[0] - 1);
    QCOMPARE(ids(), QList<int>());
    QCOMPARE(model()->total(), 4);
    QCOMPARE(counts.size(), 1);
    model()->setInstant(order[2]);
    QCOMPARE(ids(), QList<int>({latest[0], latest[2], latest[3]}));
    QCOMPARE(value(0, ExplanationModel::RuleCountRole).toInt(), 1);
    QVERIFY(value(1, ExplanationModel::FirstOfRuleRole).toBool());
    QVERIFY(!value(2, ExplanationModel::FirstOfRuleRole).toBool());
    model()->setInstant(order[1]);
    QCOMPARE(ids(), QList<int>({latest[0], latest[2]}));
    model()->setInstant(order[3]);
    QCOMPARE(ids(), latest);
    QCOMPARE(value(1, ExplanationModel::TimesRole).toInt(), 1); // how often by then nobody knows
    mishear(1, 40);
    QTRY_COMPARE(model()->total(), 5); // later than what is shown
    QCOMPARE(ids(), latest);
    model()->setInstant(ExplanationModel::Latest);
    QCOMPARE(model()->count(), 5);
}

QTEST_GUILESS_MAIN(TestExplanationModel)
#include "tst_explanation_model.moc"
