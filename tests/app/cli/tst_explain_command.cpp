// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope explain` on journals that the program itself wrote; what each rule finds is in tst_explain_rules_*.
#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestExplainCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void findings();
    void json();
    void nothing();
    void usage_data();
    void usage();

private:
    [[nodiscard]] QString record(const QString &name, const QByteArray &body) const;
    Folder m_folder;
    QString m_hanging;
};

/// The journal of a run against the echo peer, which is stopped after 4 s.
QString TestExplainCommand::record(const QString &name, const QByteArray &body) const
{
    const QString script = m_folder.write(name + u".js"_s, "import { Socket } from 'k6/x/tcp'\n"
                                                           "export default async function () {\n" +
                                                               body + " }");
    const QString journal = m_folder.path(name + u".sockscope"_s);
    const QString config = m_folder.write(
        name + u".json"_s,
        R"({"scenarios":{"default":{"executor":"per-vu-iterations","maxDuration":"4s","gracefulStop":"0s"}}})");
    const Outcome run = runProgram(
        {u"run"_s, u"--quiet"_s, u"--config"_s, config, u"--peer"_s, u"echo"_s, u"--journal"_s, journal, script});
    return run.exitCode == 0 ? journal : QString::fromUtf8(run.told);
}

void TestExplainCommand::initTestCase()
{
    m_hanging = record(u"hanging"_s, "const s = new Socket()\n"
                                     "s.on('end', () => {})\n"
                                     "await s.connect(__ENV.TCP_PORT)");
}

void TestExplainCommand::findings()
{
    const Outcome explain = runProgram({u"explain"_s, m_hanging});
    QVERIFY2(explain.exitCode == 0, explain.told.constData());
    QVERIFY2(explain.out.startsWith("A handler was never called (event-never-fired)\n  hanging.js:4; socket 1"),
             explain.told.constData());
    QVERIFY2(explain.out.contains("\nA socket keeps its iteration alive (never-destroyed)\n  hanging.js:3;"),
             explain.told.constData());
    QVERIFY(explain.out.contains("  held        from here on nothing else was left to wait for\n"));
}

void TestExplainCommand::json()
{
    const Outcome explain = runProgram({u"explain"_s, u"--json"_s, m_hanging});
    QVERIFY2(explain.exitCode == 0, explain.told.constData());
    const QJsonArray findings = QJsonDocument::fromJson(explain.out).object().value(u"findings"_s).toArray();
    QCOMPARE(findings.size(), 2);
    const QJsonObject held = findings.at(1).toObject();
    QCOMPARE(held.value(u"rule"_s).toString(), u"never-destroyed"_s);
    QCOMPARE(held.value(u"line"_s).toInt(), 3);
    QVERIFY(held.value(u"file"_s).toString().endsWith(u"/hanging.js"_s));
    const QJsonArray evidence = held.value(u"evidence"_s).toArray();
    QVERIFY(evidence.size() >= 2);
    // The number is that of `view --numbers`.
    const Outcome view = runProgram({u"view"_s, u"--numbers"_s, u"--kind"_s, u"held"_s, m_hanging});
    QVERIFY2(view.exitCode == 0, view.told.constData());
    QCOMPARE(view.out.simplified().split(' ').value(0).toInt(),
             evidence.at(evidence.size() - 1).toObject().value(u"record"_s).toInt());
}

void TestExplainCommand::nothing()
{
    const QString journal = record(u"fine"_s, "const s = new Socket(); s.on('data', () => s.destroy())\n"
                                              "await s.connect(__ENV.TCP_PORT); await s.write('x')");
    const Outcome explain = runProgram({u"explain"_s, journal});
    QVERIFY2(explain.exitCode == 0, explain.told.constData());
    QVERIFY2(explain.out.startsWith("Nothing stands out in "), explain.told.constData());
}

void TestExplainCommand::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no file") << QStringList() << QByteArray("takes one file");
    QTest::newRow("two files") << QStringList({u"a"_s, u"b"_s}) << QByteArray("takes one file");
    QTest::newRow("missing") << QStringList({u"missing.sockscope"_s}) << QByteArray("missing.sockscope");
    QTest::newRow("no journal") << QStringList({m_folder.write(u"text.txt"_s, QByteArray(200, 'x'))})
                                << QByteArray("text.txt");
}

void TestExplainCommand::usage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, sentence);
    const Outcome explain = runProgram(QStringList{u"explain"_s} + arguments);
    QCOMPARE(explain.exitCode, 255);
    QVERIFY2(explain.err.contains(sentence), explain.told.constData());
    QCOMPARE(explain.out, QByteArray());
}

QTEST_GUILESS_MAIN(TestExplainCommand)
#include "tst_explain_command.moc"
