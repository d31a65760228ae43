// SPDX-License-Identifier: GPL-3.0-or-later
// When the debugger had a script stand still, as the ladder shows it.
#include "core/models/journal_fixture.h"
#include "models/ladder/ladder_model.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestLadderPauses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void ofTheSocketsVirtualUser();
    void betweenTwoTimes();
    void upToTheInstant();
    void goWithTheSession();

private:
    /// A pause of a microsecond that ends with its record, and the time of that.
    qint64 pause(std::uint32_t vu);
    void createSocket(std::uint32_t socket, std::uint32_t vu);
    [[nodiscard]] QList<qint64> ends(qint64 from, qint64 to) const;
    [[nodiscard]] QList<qint64> allEnds() const { return ends(0, m_session->duration()); }

    std::unique_ptr<JournalFixture> m_journal;
    std::unique_ptr<JournalSession> m_session;
    std::unique_ptr<SessionCursor> m_cursor;
    std::unique_ptr<LadderModel> m_ladder;
    qint64 m_records = 0;
};

void TestLadderPauses::init()
{
    m_journal = std::make_unique<JournalFixture>();
    m_session = std::make_unique<JournalSession>();
    m_cursor = std::make_unique<SessionCursor>();
    m_ladder = std::make_unique<LadderModel>();
    m_ladder->setJournal(m_session.get());
    m_ladder->setCursor(m_cursor.get());
    m_session->open(m_journal->path);
    m_records = 0;
    createSocket(1, 1);
    createSocket(2, 2);
}

void TestLadderPauses::cleanup()
{
    m_ladder.reset();
    m_cursor.reset();
    m_session.reset();
    m_journal.reset();
}

qint64 TestLadderPauses::pause(std::uint32_t vu)
{
    RecordHead head;
    head.kind = RecordKind::DebugPaused;
    head.vu = vu;
    m_journal->writer->append(head, R"({"ms":0.001,"reason":"breakpoint","url":"file:///a.js","line":3})");
    ++m_records;
    if (!QTest::qWaitFor([this] { return m_session->recordCount() == m_records; }))
        return -1;
    return m_session->pausedTimes().all().constLast().toNs;
}

void TestLadderPauses::createSocket(std::uint32_t socket, std::uint32_t vu)
{
    RecordHead head;
    head.kind = RecordKind::SocketCreated;
    head.vu = vu;
    head.socket = socket;
    m_journal->writer->append(head, {});
    ++m_records;
    QTRY_COMPARE(m_session->recordCount(), m_records);
}

QList<qint64> TestLadderPauses::ends(qint64 from, qint64 to) const
{
    QList<qint64> found;
    const auto pauses = m_ladder->pausesBetween(from, to);
    for (const auto &pause : pauses)
        found += pause.toNs;
    return found;
}

void TestLadderPauses::ofTheSocketsVirtualUser()
{
    const qint64 first = pause(1);
    const qint64 second = pause(2);
    const qint64 third = pause(1);
    m_cursor->selectSocket(2);
    QTRY_COMPARE(m_ladder->socket(), 2U);
    QCOMPARE(allEnds(), QList<qint64>{second});
    m_cursor->selectSocket(1);
    QTRY_COMPARE(m_ladder->socket(), 1U);
    QCOMPARE(allEnds(), QList<qint64>({first, third}));
    m_ladder->setShowsAll(true);
    QCOMPARE(allEnds(), QList<qint64>({first, second, third}));
}

void TestLadderPauses::betweenTwoTimes()
{
    const qint64 first = pause(1);
    const qint64 second = pause(1);
    QVERIFY(second - first > 1000);
    QCOMPARE(ends(first, second - 1001), QList<qint64>{first}); // touches its end
    QCOMPARE(ends(first + 1, second - 1001), QList<qint64>());
    QCOMPARE(ends(first + 1, second - 1000), QList<qint64>{second});   // touches its beginning
    QCOMPARE(ends(second - 500, second - 400), QList<qint64>{second}); // lies inside
}

void TestLadderPauses::upToTheInstant()
{
    const qint64 first = pause(1);
    const qint64 second = pause(1);
    m_cursor->setInstant(second - 1001);
    QCOMPARE(allEnds(), QList<qint64>{first});
    m_cursor->setInstant(second - 600); // while it stood still
    QCOMPARE(allEnds(), QList<qint64>({first, second - 600}));
    QCOMPARE(m_ladder->pausesBetween(0, second).constLast().fromNs, second - 1000);
    m_cursor->setInstant(SessionCursor::Latest);
    QCOMPARE(allEnds(), QList<qint64>({first, second}));
}

void TestLadderPauses::goWithTheSession()
{
    pause(1);
    QCOMPARE(allEnds().size(), 1);
    m_session->clear();
    QCOMPARE(ends(0, 1'000'000'000'000), QList<qint64>());
    m_ladder->setJournal(nullptr);
    QCOMPARE(ends(0, 1'000'000'000'000), QList<qint64>());
}

QTEST_GUILESS_MAIN(TestLadderPauses)
#include "tst_ladder_pauses.moc"
