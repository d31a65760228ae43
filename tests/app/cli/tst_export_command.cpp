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
    void nothingIsLeftOfAFailure();

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
    QTest::newRow("nothing") << QStringList{} << QByteArray("takes a format (script, pcapng");
    QTest::newRow("format") << QStringList{u"pdf"_s, u"x"_s} << QByteArray("no format \\\"pdf\\\"");
    QTest::newRow("no journal") << QStringList{u"jsonl"_s, u"/nowhere/x"_s} << QByteArray("/nowhere/x");
    QTest::newRow("socket") << QStringList{u"jsonl"_s, u"--socket"_s, u"one"_s, u"x"_s}
                            << QByteArray("number of a socket");
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

QTEST_GUILESS_MAIN(TestExportCommand)
#include "tst_export_command.moc"
