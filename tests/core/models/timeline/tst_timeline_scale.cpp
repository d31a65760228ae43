// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/timeline/big_journal.h"
#include "models/session/journal_session.h"

#include <QFile>
#include <QSignalSpy>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

/// A session of ten million records: what is shown, found and kept in memory. How long it takes is for tests/bench;
/// that the models keep the rules of models is for the tests of each (a tester looks at all rows after each batch).
class TestTimelineScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void loads();
    void filters_data();
    void filters();
    void searches();
    void staysWithinItsMemory();

private:
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr int Records = 500'000; // they need many times the memory and the time
    static constexpr bool IsMemoryReal = false;
#else
    static constexpr int Records = 10'000'000;
    static constexpr bool IsMemoryReal = true;
#endif
    static constexpr int Deadline = 60'000;
    static qint64 residentBytes();

    QTemporaryDir m_folder;
    std::unique_ptr<JournalSession> m_session;
    qint64 m_bytesBefore = 0;
};

qint64 TestTimelineScale::residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

void TestTimelineScale::initTestCase()
{
    if (QStorageInfo(m_folder.path()).bytesAvailable() < 2LL << 30)
        QSKIP("The folder for temporary files has less than 2 GiB left.");
    QVERIFY(big_journal::write(m_folder.filePath(u"big.journal"_s), Records));
    m_session = std::make_unique<JournalSession>();
    m_bytesBefore = residentBytes();
}

void TestTimelineScale::loads()
{
    auto &rows = *m_session->timelineView()->rows();
    m_session->open(m_folder.filePath(u"big.journal"_s));
    QVERIFY(m_session->isRecorded());
    QTRY_VERIFY(rows.count() >= 50);
    QVERIFY2(rows.count() < Records / 10, "the first page is there long before the last");
    QCOMPARE(rows.index(0).data(TimelineModel::PreviewRole).toString(), u"GET 0 Needle␍␊"_s);
    QSignalSpy changed(m_session.get(), &JournalSession::stateChanged);
    while (m_session->state() != JournalSession::Ended) // QTRY_ macros sleep between two batches
        QVERIFY(changed.wait(Deadline));
    QCOMPARE(rows.count(), Records);
    QCOMPARE(m_session->timeline()->droppedRows(), 0);
    for (const int row : {1, 4095, 4096, Records / 2 + 1, Records - 1}) {
        QCOMPARE(rows.index(row).data(TimelineModel::PreviewRole).toString(),
                 u"%1 %2␍␊"_s.arg(row % 2 == 0 ? u"GET"_s : u"+OK"_s).arg(row));
        QCOMPARE(rows.rowOf(rows.offsetAt(row)), row);
    }
}

void TestTimelineScale::filters_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("second"); // number of the second match
    QTest::newRow("direction") << u"dir:in"_s << Records / 2 << 3;
    QTest::newRow("socket") << u"socket:7"_s << Records / 100 << 106;
    QTest::newRow("size") << u"size<9 -size:8"_s << 9 << 2; // records 1 to 9
    QTest::newRow("text") << u"needle"_s << Records / 1000 << 1000;
    QTest::newRow("bytes") << u"hex:204e6565646c650d0a"_s << Records / 1000 << 1000;
    QTest::newRow("both") << u"needle socket:1 -\"GET 0 \""_s << Records / 1000 - 1 << 2000;
    QTest::newRow("nothing") << u"nowhere"_s << 0 << 0;
}

void TestTimelineScale::filters()
{
    QFETCH(QString, query);
    QFETCH(int, count);
    QFETCH(int, second);
    auto &rows = *m_session->timelineView()->rows();
    rows.setQuery(query);
    QTRY_VERIFY_WITH_TIMEOUT(!rows.isBusy(), Deadline);
    QCOMPARE(rows.count(), count);
    if (count > 1)
        QCOMPARE(rows.sourceRow(1), second);
    rows.setQuery({});
    QCOMPARE(rows.count(), Records);
}

void TestTimelineScale::searches()
{
    auto &search = *m_session->timelineView()->search();
    QSignalSpy found(&search, &TimelineSearch::found);
    search.setQuery(u"needle"_s);
    search.next(Records / 2);
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, Deadline);
    QCOMPARE(found.takeFirst().first().toInt(), Records / 2 + 1000);
    search.next(Records - 1); // from the start again
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, Deadline);
    QCOMPARE(found.takeFirst().first().toInt(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(search.count(), Records / 1000, Deadline);
    search.setQuery({});
}

void TestTimelineScale::staysWithinItsMemory()
{
    auto &view = *m_session->timelineView();
    view.rows()->setQuery(u"size>0"_s); // as dear as can be: every row is a match
    view.search()->setQuery(u"size>1"_s);
    view.selection()->selectAll();
    QTRY_VERIFY_WITH_TIMEOUT(!view.rows()->isBusy() && !view.search()->isBusy(), Deadline);
    QCOMPARE(view.rows()->count(), Records);
    const double perRecord = static_cast<double>(residentBytes() - m_bytesBefore) / Records;
    qInfo("%.1f bytes a record", perRecord);
    if (IsMemoryReal)
        QVERIFY2(perRecord <= 64, qPrintable(QString::number(perRecord)));
}

QTEST_GUILESS_MAIN(TestTimelineScale)
#include "tst_timeline_scale.moc"
