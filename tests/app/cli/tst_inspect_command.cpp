// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope inspect`: the options of a script as k6 prints them.
#include "program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestInspectCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void examples_data();
    void examples();
    void options();
    void environment();
    void standardInput();
    void logLinesStayOut();
    void broken_data();
    void broken();

private:
    Folder m_folder;
};

void TestInspectCommand::examples_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("hello") << u"hello.js"_s;
    QTest::newRow("echo") << u"echo.js"_s;
}

/// They export none: every option is there, in k6's order, and null.
void TestInspectCommand::examples()
{
    QFETCH(const QString, name);
    const Outcome outcome = runProgram({u"inspect"_s, QStringLiteral(EXAMPLES) + u'/' + name});
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.told.constData());
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(outcome.out, &error).object();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    QCOMPARE(object.size(), 41);
    for (auto it = object.begin(); it != object.end(); ++it)
        QVERIFY2(it->isNull() || it.key() == u"dns", qPrintable(it.key()));
    QVERIFY2(outcome.out.startsWith("{\n  \"paused\": null,\n  \"vus\": null,\n  \"duration\": null,\n"),
             outcome.told.constData());
    QVERIFY2(outcome.out.endsWith(",\n  \"features\": null\n}"), outcome.told.constData());
    const QByteArray dns = "\n  \"dns\": {\n    \"ttl\": null,\n    \"select\": null,\n    \"policy\": null\n  },\n";
    QVERIFY2(outcome.out.contains(dns), outcome.told.constData());
}

void TestInspectCommand::options()
{
    const QString script = m_folder.write(u"options.js"_s, R"(export const options = {
  vus: 3, duration: '90s', noSetup: true, setupTimeout: 1500, tags: { b: '2', a: '1' }, blockHostnames: ['*.x'],
  thresholds: { tcp_errors: ['count<5'] },
}
export default () => {})");
    const Outcome outcome = runProgram({u"inspect"_s, script});
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.told.constData());
    const QJsonObject object = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(object.value(u"vus"_s), QJsonValue(3));
    QCOMPARE(object.value(u"duration"_s), QJsonValue(u"1m30s"_s));
    QCOMPARE(object.value(u"noSetup"_s), QJsonValue(true));
    QCOMPARE(object.value(u"setupTimeout"_s), QJsonValue(u"1.5s"_s));
    QCOMPARE(object.value(u"blockHostnames"_s), QJsonValue(QJsonArray{u"*.x"_s}));
    QVERIFY(object.value(u"iterations"_s).isNull());
    QVERIFY2(outcome.out.contains("\n  \"tags\": {\n    \"a\": \"1\",\n    \"b\": \"2\"\n  },\n"),
             outcome.told.constData());
    QVERIFY2(outcome.out.contains("\n      \"count\\u003c5\"\n"), outcome.told.constData());
}

/// Unlike run, it passes no variables of the system.
void TestInspectCommand::environment()
{
    const QString script =
        m_folder.write(u"env.js"_s, "export const options = { tags: { a: __ENV.A || 'none', b: __ENV.B || 'none' } }\n"
                                    "export default () => {}");
    const Outcome outcome = runProgram({u"inspect"_s, u"-e"_s, u"A=flag"_s, script}, {}, {{u"B"_s, u"system"_s}});
    const QJsonObject tags = QJsonDocument::fromJson(outcome.out).object().value(u"tags"_s).toObject();
    QCOMPARE(tags, (QJsonObject{{u"a"_s, u"flag"_s}, {u"b"_s, u"none"_s}}));
}

void TestInspectCommand::standardInput()
{
    const Outcome outcome =
        runProgram({u"inspect"_s, u"-"_s}, "export const options = { iterations: 9 }\nexport default () => {}");
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(QJsonDocument::fromJson(outcome.out).object().value(u"iterations"_s), QJsonValue(9));
}

void TestInspectCommand::logLinesStayOut()
{
    const QString script =
        m_folder.write(u"log.js"_s, "console.log('init')\nexport default () => console.log('iteration')");
    const Outcome outcome = runProgram({u"inspect"_s, script});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(withoutTimes(outcome.err), QByteArray("level=info msg=init source=console\n"));
    QVERIFY(QJsonDocument::fromJson(outcome.out).isObject());
}

void TestInspectCommand::broken_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("syntax") << QByteArray("export default () => {\n  let = 1;\n}") << 107
                            << QByteArray("broken.js: Line 2:");
    QTest::newRow("missing module") << QByteArray("import './no.js'\nexport default () => {}") << 107
                                    << QByteArray("no.js");
    QTest::newRow("option") << QByteArray("export const options = { vus: 'x' }\nexport default () => {}") << 104
                            << QByteArray("strconv.ParseInt: parsing");
    QTest::newRow("ttl") << QByteArray("export const options = { dns: { ttl: 'x' } }\nexport default () => {}") << 255
                         << QByteArray("invalid DNS TTL: x");
    QTest::newRow("throws") << QByteArray("export default () => {}\nthrow new Error('init')") << 107
                            << QByteArray("Error: init\\n\\tat ");
}

void TestInspectCommand::broken()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, part);
    const Outcome outcome = runProgram({u"inspect"_s, m_folder.write(u"broken.js"_s, source)});
    QTEST(outcome.exitCode, "exitCode");
    QCOMPARE(lines(outcome.err).size(), 1);
    QVERIFY2(withoutTimes(outcome.err).startsWith("level=error msg="), outcome.told.constData());
    QVERIFY2(outcome.err.contains(part), outcome.told.constData());
    QCOMPARE(outcome.out, QByteArray());
}

QTEST_GUILESS_MAIN(TestInspectCommand)
#include "tst_inspect_command.moc"
