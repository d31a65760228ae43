// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope view` on journals that the program itself wrote: whole, growing, killed, cut, and on what is none.
#include "export/record_text.h"
#include "journal/journal_reader.h"
#include "program.h"

#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestViewCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyRecord();
    void hex();
    void sockets();
    void kinds_data();
    void kinds();
    void everyKindIsAccepted();
    void kindAndSocket();
    void unknownKind_data();
    void unknownKind();
    void growing();
    void killed();
    void cut();
    void damaged();
    void notAJournal_data();
    void notAJournal();
    void fullDisk();

private:
    Folder m_folder;
    QString m_path;     // of a journal of two iterations with a socket each
    QByteArray m_bytes; // of that file
    QByteArray m_whole; // what view prints of it
};

namespace {

const QByteArray NotClosed = "-- the journal was not closed: its session still runs, or its process was killed\n";

/// Writes and waits for the echo, again and again, as fast as it can.
const QByteArray Endless = "import { Socket } from 'k6/x/tcp'\n"
                           "export default async function () {\n"
                           "const s = new Socket(); let n = 0\n"
                           "s.on('data', () => { console.log('echo', ++n); s.write('again') })\n"
                           "await s.connect(__ENV.TCP_PORT); await s.write('first') }";

/// The whole records of a journal as it is now.
int recordCount(const QString &path)
{
    JournalReader reader;
    int count = 0;
    if (reader.open(path))
        while (reader.next())
            ++count;
    return count;
}

/// Of lines with the column of virtual users.
QByteArrayList kindsOf(const QByteArray &text)
{
    QByteArrayList kinds;
    for (const QByteArray &line : lines(text))
        kinds.append(QString::fromUtf8(line).mid(29, 19).toLatin1().simplified().split(' ').first());
    return kinds;
}

} // namespace

void TestViewCommand::initTestCase()
{
    m_path = m_folder.path(u"whole.journal"_s);
    const QString script = m_folder.write(
        u"two.js"_s, "import { Socket } from 'k6/x/tcp'\n"
                     "export default async function () {\n"
                     "const s = new Socket(); s.on('data', (d) => s.destroy())\n"
                     "await s.connect(__ENV.TCP_PORT); await s.write(`PING ${__ITER}`); console.log('sent') }");
    const Outcome run =
        runProgram({u"run"_s, u"-i"_s, u"2"_s, u"--quiet"_s, u"--peer"_s, u"echo"_s, u"--journal"_s, m_path, script});
    QVERIFY2(run.exitCode == 0, run.told.constData());
    m_bytes = m_folder.read(u"whole.journal"_s);
    const Outcome view = runProgram({u"view"_s, m_path});
    QVERIFY2(view.exitCode == 0, view.told.constData());
    m_whole = view.out;
}

void TestViewCommand::everyRecord()
{
    JournalReader reader;
    QVERIFY(reader.open(m_path));
    QByteArrayList expected;
    while (const auto record = reader.next())
        if (record->kind != RecordKind::FileName)
            expected.append(recordKindName(record->kind).toLatin1());
    QVERIFY(expected.size() > 20);
    QCOMPARE(kindsOf(m_whole), expected);
    QVERIFY2(m_whole.contains("1/1     #2   \xe2\x86\x92  write          6 B  PING 1  @ two.js:4:"),
             m_whole.constData());
    QVERIFY2(lines(m_whole).last().endsWith("session-end         exit code 0"), m_whole.constData());
}

void TestViewCommand::hex()
{
    const Outcome view = runProgram({u"view"_s, u"--hex"_s, m_path});
    QCOMPARE(view.exitCode, 0);
    QCOMPARE(view.out.count("50 49 4e 47 20 31"), 2); // there and back
    QVERIFY(!m_whole.contains("50 49 4e 47"));
}

void TestViewCommand::sockets()
{
    QByteArray expected;
    for (const QByteArray &line : lines(m_whole))
        if (line.contains("  #2 ") || line.contains(" #2 "))
            expected += line + '\n';
    QVERIFY(!expected.isEmpty());
    QCOMPARE(runProgram({u"view"_s, u"--socket"_s, u"2"_s, m_path}).out, expected);
    const Outcome both = runProgram({u"view"_s, u"--socket"_s, u"1"_s, u"--socket=2"_s, m_path});
    QCOMPARE(both.out.count(" write "), 2);
    const Outcome none = runProgram({u"view"_s, u"--socket"_s, u"7"_s, m_path});
    QCOMPARE(none.out, QByteArray());
    QCOMPARE(none.exitCode, 0);
}

void TestViewCommand::kinds_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("one") << QStringList{u"--kind"_s, u"write"_s} << QByteArrayList{"write"};
    QTest::newRow("list") << QStringList{u"--kind"_s, u"write,data"_s} << QByteArrayList{"write", "data"};
    QTest::newRow("repeated") << QStringList{u"--kind=write"_s, u"--kind"_s, u"session-end,data"_s}
                              << QByteArrayList{"write", "data", "session-end"};
    QTest::newRow("file names, which are hidden otherwise")
        << QStringList{u"--kind"_s, u"file"_s} << QByteArrayList{"file"};
    QTest::newRow("none there") << QStringList{u"--kind"_s, u"tls"_s} << QByteArrayList{};
}

void TestViewCommand::kinds()
{
    QFETCH(const QStringList, flags);
    QFETCH(const QByteArrayList, expected);
    const Outcome view = runProgram(QStringList{u"view"_s} + flags + QStringList{m_path});
    QVERIFY2(view.exitCode == 0, view.told.constData());
    QByteArrayList shown = kindsOf(view.out);
    if (!expected.contains("file")) { // the same lines, in the same order
        QByteArray filtered;
        const QByteArrayList all = lines(m_whole);
        const QByteArrayList allKinds = kindsOf(m_whole);
        for (qsizetype i = 0; i < all.size(); ++i)
            if (expected.contains(allKinds[i]))
                filtered += all[i] + '\n';
        QCOMPARE(view.out, filtered);
    }
    QCOMPARE(QSet<QByteArray>(shown.begin(), shown.end()), QSet<QByteArray>(expected.begin(), expected.end()));
}

void TestViewCommand::everyKindIsAccepted()
{
    const Outcome view = runProgram({u"view"_s, u"--kind"_s, recordKindNames().join(u','), m_path});
    QVERIFY2(view.exitCode == 0, view.told.constData());
    QCOMPARE(lines(view.out).size(), recordCount(m_path));
}

void TestViewCommand::kindAndSocket()
{
    const Outcome view = runProgram({u"view"_s, u"--kind"_s, u"write,console"_s, u"--socket"_s, u"1"_s, m_path});
    QCOMPARE(kindsOf(view.out), QByteArrayList{"write"});
    QVERIFY2(view.out.contains("PING 0"), view.told.constData());
}

void TestViewCommand::unknownKind_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("alone") << u"wat"_s << QByteArray("wat");
    QTest::newRow("in a list") << u"data,wat,write"_s << QByteArray("wat");
    QTest::newRow("other case") << u"Data"_s << QByteArray("Data");
    QTest::newRow("space") << u"data, write"_s << QByteArray(" write");
    QTest::newRow("nothing") << u""_s << QByteArray();
    QTest::newRow("number") << u"kind-10"_s << QByteArray("kind-10");
}

void TestViewCommand::unknownKind()
{
    QFETCH(const QString, value);
    QFETCH(const QByteArray, name);
    const Outcome view = runProgram({u"view"_s, u"--kind"_s, value, m_path});
    QCOMPARE(withoutTimes(view.err), "level=error msg=\"invalid argument \\\"" + value.toLatin1() +
                                         "\\\" for \\\"--kind\\\" flag: \\\"" + name + "\\\" is none of " +
                                         recordKindNames().join(u", ").toLatin1() + "\"\n");
    QCOMPARE(view.exitCode, 255);
    QCOMPARE(view.out, QByteArray());
}

/// While the session runs: what is there so far, then more.
void TestViewCommand::growing()
{
    const QString path = m_folder.path(u"growing.journal"_s);
    Program run({u"run"_s, u"--quiet"_s, u"--log-output"_s, u"none"_s, u"--peer"_s, u"echo"_s, u"--journal"_s, path,
                 m_folder.write(u"endless.js"_s, Endless)});
    QVERIFY(run.start());
    QVERIFY(run.waitFor([&] { return recordCount(path) > 30; }));
    const Outcome early = runProgram({u"view"_s, path});
    QCOMPARE(early.exitCode, 0);
    QVERIFY2(early.out.endsWith(NotClosed), early.out.right(200).constData());
    const auto seen = lines(early.out).size();
    QVERIFY(seen > 30);
    QVERIFY(run.waitFor([&] { return recordCount(path) > seen + 100; }));
    QVERIFY2(!run.hasEnded(), run.told().constData());
    const Outcome late = runProgram({u"view"_s, path});
    QCOMPARE(late.exitCode, 0);
    QVERIFY(lines(late.out).size() > seen + 90);
    QVERIFY(late.out.startsWith(early.out.chopped(NotClosed.size())));
    run.signal(SIGINT);
    QVERIFY2(run.waitForEnd(), run.told().constData());
    const Outcome closed = runProgram({u"view"_s, path});
    QVERIFY2(closed.out.contains("session-end         exit code 105: test run was aborted"),
             closed.out.right(200).constData());
}

void TestViewCommand::killed()
{
    const QString path = m_folder.path(u"killed.journal"_s);
    Program run({u"run"_s, u"--quiet"_s, u"--peer"_s, u"echo"_s, u"--journal"_s, path,
                 m_folder.write(u"killed.js"_s, Endless)});
    QVERIFY(run.start());
    QVERIFY(run.waitForErr("echo 50\""));
    run.signal(SIGKILL);
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.exitCode(), -1);

    const Outcome view = runProgram({u"view"_s, path});
    QVERIFY2(view.exitCode == 0 && view.err.isEmpty(), view.err.constData());
    QVERIFY2(view.out.endsWith(NotClosed), view.out.right(200).constData());
    const Outcome everything = runProgram({u"view"_s, u"--kind"_s, recordKindNames().join(u','), path});
    QCOMPARE(lines(everything.out).size(), recordCount(path) + 1);
    // Whatever was there before the line that it was killed at.
    for (int n = 1; n < 50; ++n)
        QVERIFY2(view.out.contains(" console             echo " + QByteArray::number(n) + "  @"),
                 QByteArray::number(n).constData());
}

/// At every offset of the first records and of the last, and at some in between.
void TestViewCommand::cut()
{
    QList<qsizetype> sizes;
    for (qsizetype size = 128; size < 200; size += 9)
        sizes.append(size);
    for (qsizetype size = 200; size < m_bytes.size() - 60; size += m_bytes.size() / 10)
        sizes.append(size);
    for (qsizetype size = m_bytes.size() - 60; size < m_bytes.size(); size += 7)
        sizes.append(size);
    for (const qsizetype size : std::as_const(sizes)) {
        const QString path = m_folder.write(u"cut.journal"_s, m_bytes.left(size));
        const Outcome view = runProgram({u"view"_s, u"--kind"_s, recordKindNames().join(u','), path});
        QVERIFY2(view.exitCode == 0 && view.err.isEmpty(), view.told.constData());
        QByteArrayList shown = lines(view.out);
        QCOMPARE(shown.takeLast(), QByteArray("-- the file was cut: its end is missing"));
        QCOMPARE(shown.size(), recordCount(path));
        QVERIFY(shown.size() < recordCount(m_path));
    }
}

/// What comes before the damage is shown.
void TestViewCommand::damaged()
{
    JournalReader reader;
    QVERIFY(reader.open(m_path));
    for (int i = 0; i < 10; ++i)
        QVERIFY(reader.next());
    const auto offset = reader.offset();
    QByteArray bytes = m_bytes;
    bytes[static_cast<qsizetype>(offset)] = 1;
    const QString path = m_folder.write(u"damaged.journal"_s, bytes);
    const Outcome view = runProgram({u"view"_s, u"--kind"_s, recordKindNames().join(u','), path});
    QCOMPARE(view.exitCode, 255);
    QCOMPARE(lines(view.out).size(), 10);
    QVERIFY2(withoutTimes(view.err).startsWith("level=error msg=\"The journal '" + path.toUtf8() +
                                               "' is damaged: the record at offset " + QByteArray::number(offset) +
                                               " can't be read, its length of "),
             view.err.constData());
    QCOMPARE(lines(view.err).size(), 1);
}

void TestViewCommand::notAJournal_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sentence");
    const QString shorter = u"'%1' is not a journal: it is shorter than a journal's header of 128 bytes."_s;
    const QString foreign = u"'%1' is not a journal: it doesn't start with a journal's signature."_s;
    const QString special = u"'%1' is not a journal: it is not a regular file."_s;
    QTest::newRow("missing") << m_folder.path(u"no"_s) << u"Can't read the journal '%1': No such file or directory."_s;
    QTest::newRow("empty") << m_folder.write(u"empty"_s, {}) << shorter;
    QTest::newRow("half a header") << m_folder.write(u"half"_s, m_bytes.left(127)) << shorter;
    QTest::newRow("foreign") << m_folder.write(u"foreign.txt"_s, QByteArray(4000, 'x')) << foreign;
    QTest::newRow("zeros") << m_folder.write(u"zeros"_s, QByteArray(4000, '\0')) << foreign;
    QByteArray newer = m_bytes;
    newer[8] = 9;
    QTest::newRow("newer")
        << m_folder.write(u"newer"_s, newer)
        << u"'%1' has journal format 9, but this version of Sockscope reads up to format 1: open it with a newer one."_s;
    QTest::newRow("folder") << m_folder.path({}) << special;
    QTest::newRow("device") << u"/dev/zero"_s << special;
}

void TestViewCommand::notAJournal()
{
    QFETCH(const QString, path);
    QFETCH(const QString, sentence);
    const Outcome view = runProgram({u"view"_s, path});
    QCOMPARE(withoutTimes(view.err), "level=error msg=\"" + sentence.arg(path).toUtf8() + "\"\n");
    QCOMPARE(view.exitCode, 255);
    QCOMPARE(view.out, QByteArray());
}

void TestViewCommand::fullDisk()
{
    Program view({u"view"_s, m_path});
    view.process().setStandardOutputFile(u"/dev/full"_s);
    QVERIFY(view.start());
    QVERIFY2(view.waitForEnd(), view.told().constData());
    QCOMPARE(withoutTimes(view.err()), QByteArray("level=error msg=\"Can't write: No space left on device.\"\n"));
    QCOMPARE(view.exitCode(), 255);
}

QTEST_GUILESS_MAIN(TestViewCommand)
#include "tst_view_command.moc"
