// SPDX-License-Identifier: GPL-3.0-or-later
// Where `sockscope run` takes options from: config file, script, variables, flags.
#include "program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestRunCommandOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sources_data();
    void sources();
    void features();
    void scriptSeesTheOptions();
    void notices_data();
    void notices();
    void mistakes_data();
    void mistakes();

private:
    Folder m_folder;
};

namespace {

const QByteArray Telling = "import exec from 'k6/execution'\n"
                           "export const options = { vus: 2, iterations: 2, tags: { from: 'script' } }\n"
                           "export default () => console.log(JSON.stringify(exec.test.options.tags))\n";

} // namespace

void TestRunCommandOptions::sources_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<int>("iterations");
    QTest::addColumn<QByteArray>("tags");
    const QByteArray config = R"({ "vus": 5, "iterations": 7, "tags": { "from": "file" } })";
    const Environment variables = {{u"K6_ITERATIONS"_s, u"3"_s}, {u"K6_TAGS"_s, u"from:env"_s}};
    QTest::newRow("script") << QByteArray() << Environment() << QStringList() << 2
                            << QByteArray(R"({"from":"script"})");
    QTest::newRow("file") << config << Environment() << QStringList() << 2 << QByteArray(R"({"from":"script"})");
    QTest::newRow("environment") << config << variables << QStringList() << 3 << QByteArray(R"({"from":"env"})");
    QTest::newRow("flags") << config << variables << QStringList{u"-i"_s, u"4"_s, u"--tag"_s, u"from=cli"_s} << 4
                           << QByteArray(R"({"from":"cli"})");
}

void TestRunCommandOptions::sources()
{
    QFETCH(const QByteArray, config);
    QFETCH(Environment, environment);
    QFETCH(const QStringList, flags);
    if (!config.isEmpty())
        environment.append({u"K6_CONFIG"_s, m_folder.write(u"config.json"_s, config)});
    const Outcome outcome = runProgram(
        QStringList{u"run"_s, u"--log-format=raw"_s, m_folder.write(u"a.js"_s, Telling)} + flags, {}, environment);
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    const QByteArrayList log = lines(outcome.err);
    QTEST(int(log.size()), "iterations");
    QTEST(log.first(), "tags");
}

void TestRunCommandOptions::features()
{
    const Outcome outcome = runProgram({u"run"_s, u"--features"_s, u"merge-run-tags,nope"_s, u"--tag"_s, u"own=cli"_s,
                                        u"-i"_s, u"1"_s, u"-u"_s, u"1"_s, m_folder.write(u"a.js"_s, Telling)});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    const QByteArrayList log = lines(withoutTimes(outcome.err));
    QCOMPARE(log.size(), 3);
    QCOMPARE(log.at(0), QByteArray("level=error msg=\"Unknown feature flag\" feature=nope outcome=unknown source=cli"));
    QCOMPARE(log.at(1), QByteArray("level=info msg=\"Experimental feature enabled\" feature=merge-run-tags "
                                   "lifecycle=experimental"));
    for (const QByteArray tag :
         {R"(\"from\":\"script\")", R"(\"own\":\"cli\")", R"(\"k6_feature_merge_run_tags\":\"true\")"})
        QVERIFY2(log.at(2).contains(tag), outcome.told.constData());
}

void TestRunCommandOptions::scriptSeesTheOptions()
{
    const QString script = m_folder.write(u"all.js"_s, "import exec from 'k6/execution'\n"
                                                       "export default () => {\n"
                                                       "  console.log(JSON.stringify(exec.test.options))\n"
                                                       "}\n");
    const Outcome outcome = runProgram({u"run"_s, u"--log-format=raw"_s, u"--batch"_s, u"3"_s, u"--no-setup=false"_s,
                                        u"--summary-trend-stats"_s, u"p(50)"_s, u"-u"_s, u"1"_s, script});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    const QJsonObject options = QJsonDocument::fromJson(outcome.err).object();
    QVERIFY2(!options.contains(u"vus"_s) && options.contains(u"consoleOutput"_s), outcome.told.constData());
    QCOMPARE(options.value(u"batch"_s), QJsonValue(3));
    QCOMPARE(options.value(u"noSetup"_s), QJsonValue(false));
    QCOMPARE(options.value(u"summaryTrendStats"_s).toVariant().toStringList(), QStringList{u"p(50)"_s});
    QCOMPARE(options.value(u"systemTags"_s).toVariant().toStringList().size(), 14);
}

void TestRunCommandOptions::notices_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("traces") << QStringList{u"--traces-output"_s, u"otel"_s}
                            << QByteArray("--traces-output is not provided by this version and has no effect");
    QTest::newRow("paused") << QStringList{u"--paused"_s}
                            << QByteArray("The option `paused` has no effect here, because nothing could resume the "
                                          "test: `sockscope run --address host:port` has a REST API for that");
}

void TestRunCommandOptions::notices()
{
    QFETCH(const QStringList, flags);
    QFETCH(const QByteArray, line);
    const Outcome outcome = runProgram(QStringList{u"run"_s, u"--log-format=raw"_s} + flags +
                                       QStringList{m_folder.write(u"none.js"_s, "export default () => {}")});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(lines(outcome.err), QByteArrayList{line});
}

void TestRunCommandOptions::mistakes_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("start");
    const auto row = [](const char *name, const QStringList &flags, const Environment &environment, int exitCode,
                        const QByteArray &start) { QTest::newRow(name) << flags << environment << exitCode << start; };
    row("flag", {u"--no-setup=x"_s}, {}, 255, R"(invalid argument \"x\" for \"--no-setup\" flag: )");
    row("variable", {}, {{u"K6_NO_SETUP"_s, u"1"_s}}, 104, "envconfig.Process: assigning K6_NO_SETUP to NoSetup: ");
    row("config file", {u"--config"_s, u"/no/such"_s}, {}, 104,
        "failed to load the configuration file from the local file system: stat /no/such: ");
    row("mode", {}, {{u"K6_SUMMARY_MODE"_s, u"x"_s}}, 255, "invalid summary mode");
    row("trend stats", {}, {{u"K6_SUMMARY_TREND_STATS"_s, u"x"_s}}, 255, "invalid trend stat 'x', unknown format");
    row("segments", {u"--execution-segment-sequence"_s, u"0,1/3,1"_s}, {}, 104,
        R"(There were problems with the specified script configuration:\n\t- provided segment 0:1 can't be found in )");
}

void TestRunCommandOptions::mistakes()
{
    QFETCH(const QStringList, flags);
    QFETCH(const Environment, environment);
    QFETCH(const QByteArray, start);
    const Outcome outcome =
        runProgram(QStringList{u"run"_s} + flags + QStringList{m_folder.write(u"none.js"_s, "export default () => {}")},
                   {}, environment);
    QTEST(outcome.exitCode, "exitCode");
    QVERIFY2(withoutTimes(outcome.err).startsWith("level=error msg=\"" + start), outcome.told.constData());
}

QTEST_GUILESS_MAIN(TestRunCommandOptions)
#include "tst_run_command_options.moc"
