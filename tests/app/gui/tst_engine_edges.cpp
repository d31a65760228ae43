// SPDX-License-Identifier: GPL-3.0-or-later
// The real engine, killed in the middle of its work and out of disk space.
#include "engine_process.h"
#include "journal/journal_reader.h"
#include "support/full_disk.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

const QString streaming = uR"(
import { Socket } from 'k6/x/tcp'
export default async function () {
  const s = new Socket(); let n = 0
  s.on('data', () => {})
  await s.connect(Number(__ENV.TCP_PORT), __ENV.TCP_HOST)
  while (n < %1) { await s.write(String(n++).padStart(9, '0') + '\n' + 'x'.repeat(990)) }
  while (s.bytes_read < n * 1000) await new Promise((r) => setTimeout(r, 1))
  console.log('read', s.bytes_read)
  s.destroy()
})"_s;

struct Contents
{
    QList<Record> records;
    QString error;
    JournalReader::Summary summary;

    [[nodiscard]] QByteArray bytes(RecordKind kind) const
    {
        QByteArray all;
        for (const Record &record : records) {
            if (record.kind == kind)
                all += record.payload;
        }
        return all;
    }
    [[nodiscard]] bool says(RecordKind kind, const QByteArray &text) const
    {
        return std::any_of(records.begin(), records.end(),
                           [&](const Record &record) { return record.kind == kind && record.payload.contains(text); });
    }
};

Contents read(const QString &path)
{
    Contents contents;
    JournalReader reader;
    if (reader.open(path)) {
        while (auto record = reader.next())
            contents.records.append(*std::move(record));
        contents.summary = reader.summary();
    }
    contents.error = reader.error();
    return contents;
}

/// Numbered lines as the script sends them, as far as they go.
bool isStream(const QByteArray &bytes)
{
    for (qsizetype at = 0, n = 0; at < bytes.size(); at += 1000, ++n) {
        const QByteArray line = QByteArray::number(n).rightJustified(9, '0') + '\n' + QByteArray(990, 'x');
        if (!line.startsWith(bytes.mid(at, 1000)))
            return false;
    }
    return true;
}

} // namespace

class TestEngineEdges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedWhileItWrites();
    void journalCannotGrow();

private:
    [[nodiscard]] static EngineRequest request(const QString &source)
    {
        return {
            .script = u"/tmp/session.js"_s, .source = source, .arguments = {}, .environment = {}, .peer = u"echo"_s};
    }
    QTemporaryDir m_folder;
};

/// Nothing that had reached the journal is lost, and it says itself that it wasn't finished.
void TestEngineEdges::killedWhileItWrites()
{
    for (int round = 0; round < 3; ++round) {
        const QString path = m_folder.filePath(u"killed%1.journal"_s.arg(round));
        EngineProcess engine(QStringLiteral(ENGINE), path);
        QSignalSpy died(&engine, &EngineProcess::died), closed(&engine, &EngineProcess::closed);
        engine.start(request(streaming.arg(1'000'000'000)));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(read(path).bytes(RecordKind::BytesReceived).size() > 200'000 * (round + 1), 20'000);
        const Contents before = read(path);
        QVERIFY(engine.processId() > 0);
        QCOMPARE(::kill(pid_t(engine.processId()), SIGKILL), 0);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(died.size(), 1);
        QVERIFY2(died[0][0].toString().contains(u"SIGKILL"_s), qPrintable(died[0][0].toString()));
        const Contents after = read(path);
        QCOMPARE(after.error, QString());
        QVERIFY(after.records.size() >= before.records.size());
        for (qsizetype i = 0; i < before.records.size(); ++i) {
            QCOMPARE(after.records[i].offset, before.records[i].offset);
            QCOMPARE(after.records[i].payload, before.records[i].payload);
        }
        QVERIFY(isStream(after.bytes(RecordKind::BytesSent)));
        QVERIFY(isStream(after.bytes(RecordKind::BytesReceived)));
        QVERIFY(!after.summary.closed && !after.summary.captureStopped);
    }
}

/// The session goes on to its end; the journal says where it stopped and why, and what it didn't take.
void TestEngineEdges::journalCannotGrow()
{
    const QString path = m_folder.filePath(u"full.journal"_s);
    EngineProcess engine(QStringLiteral(ENGINE), path);
    QSignalSpy finished(&engine, &EngineProcess::finished), closed(&engine, &EngineProcess::closed);
    QSignalSpy died(&engine, &EngineProcess::died), started(&engine, &EngineProcess::started);
    {
        const test::FullDisk disk(1 << 20); // the engine inherits it
        engine.start(request(streaming.arg(5000)));
        QVERIFY(QTest::qWaitFor([&] { return !started.isEmpty() || !closed.isEmpty(); }, 20'000));
    }
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 30'000);
    QVERIFY2(died.isEmpty(), qPrintable(died.value(0).value(0).toString()));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toInt(), 0);
    QVERIFY(QFile(path).size() <= 1 << 20);
    const Contents contents = read(path);
    QCOMPARE(contents.error, QString());
    QVERIFY(contents.summary.captureStopped && contents.summary.closed);
    QVERIFY(contents.summary.droppedRecords > 1000);
    QVERIFY(contents.says(RecordKind::CaptureStopped, "Capture stopped: the journal can't grow (File too large)."));
    QVERIFY(contents.says(RecordKind::SessionFinished, "\"exitCode\":0"));
    QVERIFY(isStream(contents.bytes(RecordKind::BytesReceived)));
}

QTEST_GUILESS_MAIN(TestEngineEdges)
#include "tst_engine_edges.moc"
