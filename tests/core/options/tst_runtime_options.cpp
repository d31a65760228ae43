// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/runtime_options.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

using Environment = QHash<QString, QString>;

namespace {

struct Parsed
{
    RuntimeOptions options;
    QString error;
};

Parsed parse(const QStringList &arguments, const Environment &environment, bool includeSystem = true)
{
    QCommandLineParser parser;
    addFlags(parser, runtimeFlags());
    const FlagArguments separated = separateBooleans(arguments, runtimeFlags());
    if (!parser.parse(QStringList{u"program"_s} + separated.arguments))
        return {{}, parser.errorText()};
    FlagReader reader(parser, runtimeFlags(), separated.booleans);
    RuntimeOptions options = readRuntimeOptions(reader, environment, includeSystem);
    return {options, reader.error()};
}

} // namespace

class TestRuntimeOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void flagsComeBeforeVariables();
    void variablesOfTheScript_data();
    void variablesOfTheScript();
    void withoutEffect();
    void mistakes_data();
    void mistakes();
};

void TestRuntimeOptions::flagsComeBeforeVariables()
{
    const Environment environment = {
        {u"K6_SUMMARY_MODE"_s, u"full"_s},       {u"K6_SUMMARY_EXPORT"_s, u"a.json"_s},
        {u"K6_NO_THRESHOLDS"_s, u"T"_s},         {u"K6_CONFIG"_s, u"c.json"_s},
        {u"K6_COMPATIBILITY_MODE"_s, u"base"_s}, {u"K6_NEW_MACHINE_READABLE_SUMMARY"_s, u"1"_s}};
    const RuntimeOptions variables = parse({}, environment).options;
    QCOMPARE(variables.summaryMode, SummaryMode::Full);
    QCOMPARE(variables.summaryExport, u"a.json"_s);
    QCOMPARE(variables.config, u"c.json"_s);
    QCOMPARE(variables.compatibilityMode, u"base"_s);
    QVERIFY(variables.noThresholds && variables.newMachineReadableSummary);
    const Parsed flags =
        parse({u"--summary-mode"_s, u"disabled"_s, u"--summary-export=b.json"_s, u"--no-thresholds=false"_s, u"-c"_s,
               u"d.json"_s, u"--new-machine-readable-summary=0"_s, u"--compatibility-mode=extended"_s},
              environment);
    QCOMPARE(flags.error, QString());
    QCOMPARE(flags.options.summaryMode, SummaryMode::Disabled);
    QCOMPARE(flags.options.summaryExport, u"b.json"_s);
    QCOMPARE(flags.options.config, u"d.json"_s);
    QCOMPARE(flags.options.compatibilityMode, u"extended"_s);
    QVERIFY(!flags.options.noThresholds && !flags.options.newMachineReadableSummary);
    QCOMPARE(parse({}, {}).options.summaryMode, SummaryMode::Compact);
}

void TestRuntimeOptions::variablesOfTheScript_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("includeSystem");
    QTest::addColumn<QString>("expected");
    QTest::newRow("run") << QStringList{} << true << u"A=system B=system"_s;
    QTest::newRow("inspect") << QStringList{} << false << QString();
    QTest::newRow("flags") << QStringList{u"-e"_s, u"A=x=y"_s, u"-e"_s, u"C"_s} << true << u"A=x=y B=system C="_s;
    QTest::newRow("without") << QStringList{u"--include-system-env-vars=false"_s, u"-e"_s, u"A=x"_s} << true
                             << u"A=x"_s;
    QTest::newRow("with") << QStringList{u"--include-system-env-vars"_s} << false << u"A=system B=system"_s;
}

void TestRuntimeOptions::variablesOfTheScript()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const bool, includeSystem);
    const Parsed parsed = parse(arguments, {{u"A"_s, u"system"_s}, {u"B"_s, u"system"_s}}, includeSystem);
    QCOMPARE(parsed.error, QString());
    QStringList variables;
    for (auto it = parsed.options.env.cbegin(); it != parsed.options.env.cend(); ++it)
        variables.append(it.key() + u'=' + it.value());
    variables.sort();
    QTEST(variables.join(u' '), "expected");
}

void TestRuntimeOptions::withoutEffect()
{
    QCOMPARE(parse({u"--traces-output"_s, u"none"_s}, {}).options.withoutEffect(), QStringList());
    QCOMPARE(parse({u"-a"_s, u"localhost:1"_s, u"--traces-output"_s, u"otel"_s}, {}).options.withoutEffect(),
             QStringList{u"traces-output"_s});
}

void TestRuntimeOptions::mistakes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("error");
    const auto flag = [](const QStringList &arguments, const QString &error) {
        QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << Environment() << error;
    };
    const auto variable = [](const QString &name, const QString &value, const QString &error) {
        QTest::newRow(qPrintable(name + u'=' + value)) << QStringList() << Environment{{name, value}} << error;
    };
    const QString compatibility =
        uR"(invalid compatibility mode "foo". Use: "extended", "base", "experimental_enhanced")"_s;
    flag({u"--summary-mode"_s, u"legacy"_s}, u"invalid summary mode"_s);
    variable(u"K6_SUMMARY_MODE"_s, u"foo"_s, u"invalid summary mode"_s);
    flag({u"--compatibility-mode"_s, u"foo"_s}, compatibility);
    variable(u"K6_COMPATIBILITY_MODE"_s, u"foo"_s, compatibility);
    variable(u"K6_NO_THRESHOLDS"_s, u"maybe"_s,
             uR"(env var 'K6_NO_THRESHOLDS' is not a valid boolean value: strconv.ParseBool: parsing "maybe": )"
             uR"(invalid syntax)"_s);
    flag({u"-e"_s, u"1A=b"_s}, u"invalid environment variable name '1A'"_s);
    flag({u"-t"_s, u"foo"_s}, u"unknown or unspecified test type 'foo': there are js and archive"_s);
}

void TestRuntimeOptions::mistakes()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const Environment, environment);
    QTEST(parse(arguments, environment).error, "error");
}

QTEST_GUILESS_MAIN(TestRuntimeOptions)
#include "tst_runtime_options.moc"
