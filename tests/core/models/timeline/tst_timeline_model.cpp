// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/timeline/timeline_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestTimelineModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows();
    void everyKindHasALabel();
    void previews();
    void findsRows();
    void oldRowsAreDroppedAndCounted();
    void aBatchOverTheLimit();
    void clear();
    void unreadableJournal();
    void aMillionRows();

private:
    static QVariant value(const TimelineModel &model, int row, int role) { return model.index(row).data(role); }
};

void TestTimelineModel::rows()
{
    JournalFixture journal;
    TimelineModel model(journal.reader);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy counted(&model, &TimelineModel::countChanged);
    const auto file = journal.writer->fileId(u"/home/me/script.js"_s);
    journal.add(RecordKind::ConnectStarted, 7, "localhost:80", {}, {file, 3, 9});
    journal.addState(7, JournalState::Disconnected, JournalState::Opening, "connect()");
    model.append(journal.read());
    journal.add(RecordKind::BytesSent, 7, "PING\r\n", {}, {file, 13, 16});
    journal.add(RecordKind::BytesReceived, 7, "+PONG\r\n", "no handler");
    journal.addText(RecordKind::Console, LogLevel::Warning, "hello");
    const auto second = journal.read();
    model.append(second);
    model.append({});

    QCOMPARE(model.count(), 5);
    QCOMPARE(inserted.size(), 2); // a batch is one insertion
    QCOMPARE(counted.size(), 2);
    QCOMPARE(value(model, 0, TimelineModel::PreviewRole), u"localhost:80"_s);
    QCOMPARE(value(model, 0, TimelineModel::LocationRole), u"script.js:3:9"_s);
    QCOMPARE(value(model, 0, TimelineModel::DirectionLabelRole), QString());
    QCOMPARE(value(model, 0, TimelineModel::VuRole), 1u);
    QCOMPARE(value(model, 1, TimelineModel::PreviewRole), u"disconnected → opening"_s);
    QCOMPARE(value(model, 1, TimelineModel::CauseRole), u"connect()"_s);
    QCOMPARE(value(model, 1, TimelineModel::StateBeforeRole), 0);
    QCOMPARE(value(model, 1, TimelineModel::StateAfterRole), 1);
    QCOMPARE(value(model, 2, TimelineModel::DirectionRole), static_cast<int>(TimelineModel::Out));
    QCOMPARE(value(model, 2, TimelineModel::DirectionLabelRole), u"sent"_s);
    QCOMPARE(value(model, 2, TimelineModel::KindRole), static_cast<int>(RecordKind::BytesSent));
    QCOMPARE(value(model, 2, TimelineModel::KindNameRole), u"write"_s);
    QCOMPARE(value(model, 2, TimelineModel::KindLabelRole), u"write"_s);
    QCOMPARE(value(model, 2, TimelineModel::SizeRole), 6u);
    QCOMPARE(value(model, 2, TimelineModel::PreviewRole), u"PING␍␊"_s);
    QCOMPARE(value(model, 2, TimelineModel::FilePathRole), u"/home/me/script.js"_s);
    QCOMPARE(value(model, 2, TimelineModel::LineRole), 13u);
    QCOMPARE(value(model, 2, TimelineModel::ColumnRole), 16u);
    QCOMPARE(value(model, 2, TimelineModel::SocketRole), 7u);
    QCOMPARE(value(model, 2, TimelineModel::OffsetRole), qint64{second.first().offset});
    QCOMPARE(value(model, 2, TimelineModel::TimeRole), qint64{second.first().timeNs});
    QCOMPARE(value(model, 3, TimelineModel::DirectionLabelRole), u"received"_s);
    QCOMPARE(value(model, 3, TimelineModel::CauseRole), u"no handler"_s);
    QCOMPARE(value(model, 3, TimelineModel::StateAfterRole), -1);
    QCOMPARE(value(model, 3, TimelineModel::LocationRole), QString());
    QCOMPARE(value(model, 4, TimelineModel::LevelRole), static_cast<int>(LogLevel::Warning));
    QVERIFY(!value(model, 4, 9999).isValid());
}

void TestTimelineModel::everyKindHasALabel()
{
    JournalFixture journal;
    TimelineModel model(journal.reader);
    for (int kind = 2; kind <= 24; ++kind)
        journal.add(static_cast<RecordKind>(kind));
    journal.add(static_cast<RecordKind>(99));
    model.append(journal.read());
    QSet<QString> labels;
    for (int row = 0; row < model.count(); ++row)
        labels.insert(value(model, row, TimelineModel::KindLabelRole).toString());
    QCOMPARE(labels.size(), 24);
    QVERIFY(!labels.contains(QString()));
    QVERIFY(labels.contains(u"kind-99"_s));
    const auto roles = model.roleNames();
    for (int role = TimelineModel::TimeRole; role <= TimelineModel::OffsetRole; ++role)
        QVERIFY2(roles.contains(role), qPrintable(QString::number(role)));
}

void TestTimelineModel::previews()
{
    JournalFixture journal;
    TimelineModel model(journal.reader);
    journal.add(RecordKind::BytesReceived, 1, QByteArray(1'000'000, 'x'));
    journal.add(RecordKind::BytesReceived, 1, QByteArray("\x1b[2J\xe2\x80\xae\xff"));
    journal.add(RecordKind::Endpoints, 1, R"({"local":"127.0.0.1:1","remote":"[::1]:2"})");
    journal.add(RecordKind::Endpoints, 1, "{broken");
    journal.add(RecordKind::TlsEstablished, 1,
                R"({"version":"TLSv1.3","cipher":"C","verified":false,"subject":"CN=a\u202e","issuer":"i"})");
    journal.add(RecordKind::SessionFinished, 0, R"({"exitCode":99,"reason":"thresholds"})");
    model.append(journal.read());
    QCOMPARE(value(model, 0, TimelineModel::PreviewRole), QString(199, u'x') + u'…');
    QCOMPARE(value(model, 0, TimelineModel::SizeRole), 1'000'000u);
    QCOMPARE(value(model, 1, TimelineModel::PreviewRole), u"␛[2J<U+202E>\\xff"_s);
    QCOMPARE(value(model, 2, TimelineModel::PreviewRole), u"127.0.0.1:1 → [::1]:2"_s);
    QCOMPARE(value(model, 3, TimelineModel::PreviewRole), u"{broken"_s);
    QCOMPARE(value(model, 4, TimelineModel::PreviewRole), u"TLSv1.3 C, NOT verified, CN=a<U+202E>"_s);
    QCOMPARE(value(model, 5, TimelineModel::PreviewRole), u"exit code 99: thresholds"_s);
}

void TestTimelineModel::findsRows()
{
    JournalFixture journal;
    TimelineModel model(journal.reader);
    QCOMPARE(model.rowOf(128), -1);
    QCOMPARE(model.rowAt(0), -1);
    for (int i = 0; i < 100; ++i)
        journal.add(RecordKind::Note);
    const auto records = journal.read();
    model.append(records);
    for (int row = 0; row < 100; ++row) {
        QCOMPARE(model.rowOf(records[row].offset), row);
        QVERIFY(model.rowAt(records[row].timeNs) >= row);
        QCOMPARE(records[model.rowAt(records[row].timeNs)].timeNs, records[row].timeNs);
    }
    QCOMPARE(model.rowOf(records[5].offset + 8), -1);
    QCOMPARE(model.rowAt(-1), -1);
    QCOMPARE(model.rowAt(records.last().timeNs + 1), 99);
}

void TestTimelineModel::oldRowsAreDroppedAndCounted()
{
    JournalFixture journal;
    TimelineModel model(journal.reader, 100);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    for (int i = 0; i < 250; ++i) {
        journal.add(RecordKind::Note, 0, QByteArray::number(i));
        model.append(journal.read());
        QVERIFY(model.count() <= 100);
        QCOMPARE(model.count() + model.droppedRows(), i + 1);
        QCOMPARE(value(model, model.count() - 1, TimelineModel::PreviewRole), QString::number(i));
        QCOMPARE(value(model, 0, TimelineModel::PreviewRole), QString::number(model.droppedRows()));
    }
    QVERIFY2(removed.size() <= 15, "views aren't shifted with every row");
}

void TestTimelineModel::aBatchOverTheLimit()
{
    JournalFixture journal;
    TimelineModel model(journal.reader, 10);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 5; ++i)
        journal.add(RecordKind::Note);
    model.append(journal.read());
    for (int i = 0; i < 25; ++i)
        journal.add(RecordKind::Note, 0, QByteArray::number(i));
    model.append(journal.read());
    QCOMPARE(model.count() + model.droppedRows(), 30);
    QVERIFY(model.count() >= 9 && model.count() <= 10);
    QCOMPARE(value(model, model.count() - 1, TimelineModel::PreviewRole), u"24"_s);
}

void TestTimelineModel::clear()
{
    JournalFixture journal;
    TimelineModel model(journal.reader, 10);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 25; ++i)
        journal.add(RecordKind::Note);
    model.append(journal.read());
    model.clear();
    QCOMPARE(model.count(), 0);
    QCOMPARE(model.droppedRows(), 0);
    journal.add(RecordKind::Note, 0, "again");
    model.append(journal.read());
    QCOMPARE(value(model, 0, TimelineModel::PreviewRole), u"again"_s);
}

void TestTimelineModel::unreadableJournal()
{
    JournalFixture journal;
    TimelineModel model(journal.reader);
    journal.add(RecordKind::BytesSent, 1, "gone");
    model.append(journal.read());
    journal.writer->close();
    QCOMPARE(truncate(qPrintable(journal.path), 130), 0);
    QCOMPARE(value(model, 0, TimelineModel::PreviewRole), u"(the journal can't be read here any more)"_s);
    QCOMPARE(value(model, 0, TimelineModel::SizeRole), 4u);
}

void TestTimelineModel::aMillionRows()
{
    constexpr int batches = 250;
    constexpr int batchSize = 4000;
    JournalFixture journal;
    TimelineModel model(journal.reader);
    qint64 longest = 0;
    for (int batch = 0; batch < batches; ++batch) {
        for (int i = 0; i < batchSize; ++i)
            journal.add(RecordKind::BytesReceived, 1, "0123456789abcdef");
        const auto records = journal.read();
        QElapsedTimer clock;
        clock.start();
        model.append(records);
        longest = std::max(longest, clock.nsecsElapsed());
    }
    QCOMPARE(model.count(), batches * batchSize);
    QElapsedTimer clock;
    clock.start();
    for (int row = 0; row < model.count(); row += 1000)
        QCOMPARE(value(model, row, TimelineModel::PreviewRole), u"0123456789abcdef"_s);
    qInfo("appending 4000 rows took at most %.2f ms, 1000 previews %.2f ms", static_cast<double>(longest) / 1e6,
          static_cast<double>(clock.nsecsElapsed()) / 1e6);
    QVERIFY(longest < 200'000'000); // far above what it takes, also on a busy machine
}

QTEST_GUILESS_MAIN(TestTimelineModel)
#include "tst_timeline_model.moc"
