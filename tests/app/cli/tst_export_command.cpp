// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope export` of a session that the program itself recorded.
#include "program.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestExportCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void jsonLines();
    void capture();
    void oneSocket();
    void refusals_data();
    void refusals();
    void everyFormat_data();
    void everyFormat();
    void nothingIsLeftOfAFailure();
    void notOverTheSession();
    void compare();

private:
    [[nodiscard]] QString at(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QByteArray tshark(const QString &capture, const QString &filter) const;

    QTemporaryDir m_folder;
    QString m_journal;
};

/// Two sockets that say different things to the echo peer.
void TestExportCommand::initTestCase()
{
    m_journal = at(u"session.journal"_s);
    QFile script(at(u"talk.js"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("import { Socket } from 'k6/x/tcp'\n"
                 "async function talk (text) {\n"
                 "  const s = new Socket()\n"
                 "  const reply = new Promise((resolve) => s.on('data', resolve))\n"
                 "  await s.connect(__ENV.TCP_PORT, __ENV.TCP_HOST); await s.write(text); await reply; s.destroy()\n"
                 "}\n"
                 "export default async function () { await talk('first\\r\\n'); await talk('second') }\n");
    script.close();
    const Outcome run =
        runProgram({u"run"_s, u"-q"_s, u"--peer"_s, u"echo"_s, u"--journal"_s, m_journal, script.fileName()});
    QVERIFY2(run.exitCode == 0, run.told.constData());
}

QByteArray TestExportCommand::tshark(const QString &capture, const QString &filter) const
{
    QProcess process;
    process.start(u"tshark"_s, {u"-r"_s, capture, u"-Y"_s, filter, u"-T"_s, u"fields"_s, u"-e"_s, u"tcp.payload"_s});
    return process.waitForFinished(60'000) ? QByteArray::fromHex(process.readAllStandardOutput())
                                           : QByteArray("tshark did not end");
}

void TestExportCommand::jsonLines()
{
    const Outcome made = runProgram({u"export"_s, u"jsonl"_s, m_journal});
    QVERIFY2(made.exitCode == 0, made.told.constData());
    QByteArray sent;
    QByteArray received;
    for (const QByteArray &line : made.out.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QVERIFY2(line.isEmpty() || !object.isEmpty(), line.constData());
        const QByteArray bytes = QByteArray::fromBase64(object.value(u"bytes"_s).toString().toLatin1());
        if (object.value(u"kind"_s).toString() == u"write")
            sent += bytes;
        else
            received += bytes;
    }
    QCOMPARE(sent, QByteArray("first\r\nsecond"));
    QCOMPARE(received, sent);
}

void TestExportCommand::capture()
{
    const QString file = at(u"all.pcapng"_s);
    const Outcome made = runProgram({u"export"_s, u"pcapng"_s, u"-o"_s, file, m_journal});
    QVERIFY2(made.exitCode == 0, made.told.constData());
    QCOMPARE(made.out + made.err, QByteArray());
    QCOMPARE(tshark(file, u"tcp.len > 0 && tcp.stream == 0"_s), QByteArray("first\r\nfirst\r\n"));
    QCOMPARE(tshark(file, u"tcp.len > 0 && tcp.stream == 1"_s), QByteArray("secondsecond"));
}

void TestExportCommand::oneSocket()
{
    const QString file = at(u"one.pcapng"_s);
    const Outcome made = runProgram({u"export"_s, u"pcapng"_s, u"--output"_s, file, u"--socket"_s, u"2"_s, m_journal});
    QVERIFY2(made.exitCode == 0, made.told.constData());
    QCOMPARE(tshark(file, u"tcp.len > 0"_s), QByteArray("secondsecond"));
}

void TestExportCommand::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("nothing") << QStringList{}
                             << QByteArray(
                                    "takes a format (script, html, markdown, hex, pcapng or jsonl) and a journal");
    QTest::newRow("format") << QStringList{u"pdf"_s, u"x"_s} << QByteArray("no format \\\"pdf\\\"");
    QTest::newRow("no journal") << QStringList{u"jsonl"_s, u"/nowhere/x"_s} << QByteArray("/nowhere/x");
    QTest::newRow("socket") << QStringList{u"jsonl"_s, u"--socket"_s, u"one"_s, u"x"_s}
                            << QByteArray("number of a socket");
    QTest::newRow("nothing to redact") << QStringList{u"jsonl"_s, u"--redact"_s, QString(), u"x"_s}
                                       << QByteArray("it takes the text to mask");
}

void TestExportCommand::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, part);
    const Outcome made = runProgram(QStringList{u"export"_s} + arguments);
    QVERIFY2(made.exitCode != 0, made.told.constData());
    QVERIFY2(made.err.contains(part), made.told.constData());
    QCOMPARE(made.err.count('\n'), 1);
}

void TestExportCommand::nothingIsLeftOfAFailure()
{
    const QString file = at(u"never.pcapng"_s);
    QVERIFY(runProgram({u"export"_s, u"pcapng"_s, u"-o"_s, file, u"/nowhere/x"_s}).exitCode != 0);
    QVERIFY(!QFile::exists(file));
}

void TestExportCommand::everyFormat_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("script") << QByteArray("await socket1.write(\"first\\r\\n\");");
    QTest::newRow("html") << QByteArray("<td class=\"out\">7 B  first\u240d\u240a</td>");
    QTest::newRow("markdown") << QByteArray("## Script talk.js\n\n```js\nimport { Socket } from 'k6/x/tcp'\n");
    QTest::newRow("hex") << QByteArray("00000000  66 69 72 73 74 0d 0a                              |first..|\n");
    QTest::newRow("pcapng") << QByteArray("first\r\n");
    QTest::newRow("jsonl") << QByteArray("\"text\":\"import { Socket } from 'k6/x/tcp'\\n");
}

/// To a file that only its owner can read.
void TestExportCommand::everyFormat()
{
    QFETCH(const QByteArray, part);
    const QString file = at(u"made"_s);
    const QString format = QString::fromLatin1(QTest::currentDataTag());
    const Outcome made = runProgram({u"export"_s, format, m_journal, u"-o"_s, file});
    QVERIFY2(made.exitCode == 0 && made.out.isEmpty() && made.err.isEmpty(), made.told.constData());
    QFile read(file);
    QVERIFY(read.open(QIODevice::ReadOnly));
    const QByteArray bytes = read.readAll();
    QVERIFY2(bytes.contains(part), bytes.left(2000).constData());
    constexpr auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(read.permissions() & ~owner, QFile::Permissions());
    const Outcome printed = runProgram({u"export"_s, format, m_journal});
    QCOMPARE(printed.out, bytes);
    const Outcome redacted = runProgram({u"export"_s, format, m_journal, u"--redact"_s, u"first"_s});
    QVERIFY2(redacted.exitCode == 0 && !redacted.out.contains("first"), redacted.told.constData());
}

void TestExportCommand::notOverTheSession()
{
    const Outcome made = runProgram({u"export"_s, u"hex"_s, m_journal, u"-o"_s, m_journal});
    QCOMPARE(made.exitCode, 255);
    QVERIFY2(made.err.contains("is the session itself: choose another name"), made.told.constData());
    QCOMPARE(runProgram({u"view"_s, m_journal}).exitCode, 0);
}

void TestExportCommand::compare()
{
    const QString other = at(u"other.journal"_s);
    const Outcome run =
        runProgram({u"run"_s, u"-q"_s, u"--peer"_s, u"echo"_s, u"--journal"_s, other, at(u"talk.js"_s)});
    QVERIFY2(run.exitCode == 0, run.told.constData());
    const Outcome same = runProgram({u"compare"_s, m_journal, other});
    QVERIFY2(same.exitCode == 0 && same.out.endsWith("The sessions are equal.\n"), same.told.constData());
    const Outcome twice = runProgram(
        {u"run"_s, u"-q"_s, u"-i"_s, u"2"_s, u"--peer"_s, u"echo"_s, u"--journal"_s, other, at(u"talk.js"_s)});
    QVERIFY2(twice.exitCode == 0, twice.told.constData());
    const Outcome more = runProgram({u"compare"_s, m_journal, other});
    QCOMPARE(more.exitCode, 1);
    QVERIFY2(more.out.endsWith("socket #3: only in B\nsocket #4: only in B\nThe sessions differ in 2 of 4 sockets.\n"),
             more.told.constData());
    QCOMPARE(runProgram({u"compare"_s, u"--quiet"_s, m_journal, other}).out, QByteArray());
    const Outcome missing = runProgram({u"compare"_s, m_journal, u"/nowhere/x"_s});
    QCOMPARE(missing.exitCode, 255);
    QVERIFY2(missing.err.contains("/nowhere/x"), missing.told.constData());
    QCOMPARE(runProgram({u"compare"_s, m_journal}).exitCode, 255);
}

QTEST_GUILESS_MAIN(TestExportCommand)
#include "tst_export_command.moc"
