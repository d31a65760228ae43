// SPDX-License-Identifier: GPL-3.0-or-later
// What is read from a scenario's object, and what is refused. The sentences are those of k6 2.2.
#include "executor_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestScenarioFields : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fields_data();
    void fields();
    void shortcuts_data();
    void shortcuts();
    void order();
    void severalProblems();
    void requirements();
};

void TestScenarioFields::fields_data()
{
    QTest::addColumn<QString>("fields");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const QString &fields, const QString &result) {
        QTest::newRow(name) << fields << result;
    };
    const auto refused = [&row](const char *name, const QString &fields, const QString &problems) {
        row(name, fields, u"scenario a has configuration errors: "_s + problems);
    };
    // What is the same for all
    row("no executor", u""_s, u"scenario 'a' doesn't have a specified executor type"_s);
    row("unknown executor", uR"("executor":"externally-controlled")"_s,
        u"unknown executor type 'externally-controlled'"_s);
    row("unknown field", uR"("executor":"shared-iterations","foo":1)"_s, u"json: unknown field \"foo\""_s);
    row("unknown field of a stage", uR"("executor":"ramping-vus","stages":[{"duration":"1s","target":"3","foo":1}])"_s,
        u"json: unknown field \"foo\""_s);
    row("unknown scenario option", uR"("executor":"shared-iterations","options":{"foo":{}})"_s,
        u"json: unknown field \"foo\""_s);
    row("browser option", uR"("executor":"shared-iterations","options":{"browser":{}})"_s,
        u"1 iterations shared among 1 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s);
    row("names in any case", uR"("executor":"shared-iterations","VUs":2,"ITERATIONS":3)"_s,
        u"3 iterations shared among 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s);
    row("numbers as text", uR"("executor":"shared-iterations","vus":"2","iterations":"2")"_s,
        u"2 iterations shared among 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s);
    row("null is absent", uR"("executor":"shared-iterations","vus":null,"env":null,"exec":null,"startTime":null)"_s,
        u"1 iterations shared among 1 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s);
    row("all common fields",
        uR"("executor":"shared-iterations","exec":"f","startTime":1500,"gracefulStop":"0s","env":{"A":"1"},"tags":{}
        )"_s,
        u"1 iterations shared among 1 VUs (maxDuration: 10m0s, exec: f, startTime: 1.5s)"_s);
    row("word for a number", uR"("executor":"shared-iterations","vus":"abc")"_s,
        u"strconv.ParseInt: parsing \"abc\": invalid syntax"_s);
    row("fraction of a VU", uR"("executor":"shared-iterations","vus":1.5)"_s,
        u"json: cannot unmarshal number 1.5 into Go struct field Options.scenarios.vus of type int64"_s);
    row("number in env", uR"("executor":"shared-iterations","env":{"A":1})"_s,
        u"json: cannot unmarshal number into Go struct field Options.scenarios.BaseConfig.env of type string"_s);
    row("tags are a number", uR"("executor":"shared-iterations","tags":5)"_s,
        u"json: cannot unmarshal number into Go struct field Options.scenarios.BaseConfig.tags of type "
        "map[string]string"_s);
    row("stages are a number", uR"("executor":"ramping-vus","stages":5)"_s,
        u"json: cannot unmarshal number into Go struct field Options.scenarios.stages of type []executor.Stage"_s);
    row("bad duration", uR"("executor":"shared-iterations","startTime":"abc")"_s, u"time: invalid duration \"abc\""_s);
    refused("empty exec", uR"("executor":"shared-iterations","exec":"")"_s, u"exec value cannot be empty"_s);
    refused("negative times", uR"("executor":"shared-iterations","vus":0,"startTime":"-1s","gracefulStop":"-2s")"_s,
            u"the startTime can't be negative, the gracefulStop timeout can't be negative, the number of VUs must be "
            "more than 0"_s);
    // Each executor
    refused("shared: too few", uR"("executor":"shared-iterations","vus":5,"maxDuration":"500ms")"_s,
            u"the number of iterations (1) can't be less than the number of VUs (5), the maxDuration must be at least "
            "1s, but is 500ms"_s);
    row("per-vu", uR"("executor":"per-vu-iterations","vus":3,"iterations":4,"maxDuration":"1m30s")"_s,
        u"4 iterations for each of 3 VUs (maxDuration: 1m30s, gracefulStop: 30s)"_s);
    refused("per-vu: none", uR"("executor":"per-vu-iterations","vus":0,"iterations":0,"maxDuration":0)"_s,
            u"the number of VUs must be more than 0, the number of iterations must be more than 0, the maxDuration "
            "must be at least 1s, but is 0s"_s);
    row("constant", uR"("executor":"constant-vus","vus":2,"duration":"1s")"_s,
        u"2 looping VUs for 1s (gracefulStop: 30s)"_s);
    refused("constant: no duration", uR"("executor":"constant-vus","vus":-1)"_s,
            u"the number of VUs must be more than 0, the duration is unspecified"_s);
    refused("constant: short", uR"("executor":"constant-vus","duration":"100ms")"_s,
            u"the duration must be at least 1s, but is 100ms"_s);
    row("ramping", uR"("executor":"ramping-vus","stages":[{"duration":"1s","target":3}])"_s,
        u"Up to 3 looping VUs for 1s over 1 stages (gracefulRampDown: 30s, gracefulStop: 30s)"_s);
    refused("ramping: nothing", uR"("executor":"ramping-vus","startVUs":-1,"stages":[])"_s,
            u"the number of start VUs can't be negative, either startVUs or one of the stages' target values must be "
            "greater than 0, at least one stage has to be specified"_s);
    refused("ramping: stages", uR"("executor":"ramping-vus","stages":[{"duration":"-1s","target":-3},{}])"_s,
            u"the duration for stage 1 can't be negative, the target for stage 1 can't be negative, stage 2 doesn't "
            "have a duration, stage 2 doesn't have a target"_s);
    refused("ramping: too many",
            uR"("executor":"ramping-vus","startVUs":100000001,"stages":[{"duration":1,"target":100000001}])"_s,
            u"the startVUs exceed max limit of 100000000, target for stage 1 exceeds max limit of 100000000"_s);
    row("constant rate",
        uR"("executor":"constant-arrival-rate","rate":5,"duration":"1s","preAllocatedVUs":1,"maxVUs":4)"_s,
        u"5.00 iterations/s for 1s (maxVUs: 1-4, gracefulStop: 30s)"_s);
    row("rate in minutes",
        uR"("executor":"constant-arrival-rate","rate":90,"timeUnit":"1m","duration":"1s","preAllocatedVUs":3)"_s,
        u"1.50 iterations/s for 1s (maxVUs: 3, gracefulStop: 30s)"_s);
    refused("constant rate: nothing", uR"("executor":"constant-arrival-rate")"_s,
            u"the iteration rate isn't specified, the duration is unspecified, the number of preAllocatedVUs isn't "
            "specified"_s);
    refused("constant rate: all wrong",
            uR"("executor":"constant-arrival-rate","rate":0,"timeUnit":0,"duration":"100ms","preAllocatedVUs":-1,
            "maxVUs":-2)"_s,
            u"the iteration rate must be more than 0, the timeUnit must be more than 0, the duration must be at least "
            "1s, but is 100ms, the number of preAllocatedVUs can't be negative, maxVUs can't be less than "
            "preAllocatedVUs"_s);
    row("ramping rate",
        uR"("executor":"ramping-arrival-rate","stages":[{"duration":"1s","target":10},{"duration":"2s","target":0}],
        "preAllocatedVUs":5)"_s,
        u"Up to 10.00 iterations/s for 3s over 2 stages (maxVUs: 5, gracefulStop: 30s)"_s);
    refused("ramping rate: negative", uR"("executor":"ramping-arrival-rate","startRate":-1)"_s,
            u"the startRate value can't be negative, at least one stage has to be specified, the number of "
            "preAllocatedVUs isn't specified"_s);
}

void TestScenarioFields::fields()
{
    QFETCH(QString, fields);
    QFETCH(QString, result);
    QCOMPARE(describedOrRefused(fields), result);
}

void TestScenarioFields::shortcuts_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("result"); // the description of "default", or the error
    QTest::addColumn<QString>("warnings");
    const auto row = [](const char *name, const QString &options, const QString &result, const QString &warnings = {}) {
        QTest::newRow(name) << options << result << warnings;
    };
    const QString none = u"1 iterations for each of 1 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s;
    const QString wasEmpty =
        u"`%1` was explicitly set to an empty value, running the script with 1 iteration in 1 VU"_s;
    row("nothing", u"{}"_s, none);
    row("vus", uR"({"vus":3})"_s, u"3 iterations shared among 3 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s);
    row("iterations", uR"({"iterations":4,"vus":2})"_s,
        u"4 iterations shared among 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s);
    row("iterations and duration", uR"({"iterations":4,"duration":"2s"})"_s,
        u"4 iterations shared among 1 VUs (maxDuration: 2s, gracefulStop: 30s)"_s);
    row("duration", uR"({"duration":"2s","vus":2})"_s, u"2 looping VUs for 2s (gracefulStop: 30s)"_s);
    row("stages", uR"({"stages":[{"duration":"2s","target":4}],"vus":2})"_s,
        u"Up to 4 looping VUs for 2s over 1 stages (gracefulRampDown: 30s, gracefulStop: 30s)"_s);
    row("vus over scenarios", uR"({"vus":2,"scenarios":{"a":{"executor":"shared-iterations"}}})"_s,
        u"2 iterations shared among 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s,
        u"`vus=2` overrides scenarios configuration"_s);
    row("empty scenarios", uR"({"scenarios":{}})"_s, none, wasEmpty.arg(u"scenarios"_s));
    row("empty stages", uR"({"stages":[]})"_s, none, wasEmpty.arg(u"stages"_s));
    row("stages without durations", uR"({"stages":[{"target":1}]})"_s, none, wasEmpty.arg(u"stages"_s));
    row("too few iterations", uR"({"iterations":1,"vus":2})"_s,
        u"scenario default has configuration errors: the number of iterations (1) can't be less than the number of VUs "
        "(2)"_s);
    row("no duration", uR"({"duration":"0s"})"_s,
        u"`duration` option should be more than 0, for infinite duration use the externally-controlled executor"_s);
    for (const QString &one : {u"iterations"_s, u"duration"_s}) {
        const QString value = one == u"iterations" ? u"3"_s : u"\"1s\""_s;
        row(qPrintable(one + u" and stages"_s),
            uR"({"%1":%2,"stages":[{"duration":"1s","target":1}]})"_s.arg(one, value),
            u"using `%1` and `stages` options simultaneously is not allowed"_s.arg(one));
        row(qPrintable(one + u" and scenarios"_s),
            uR"({"%1":%2,"scenarios":{"a":{"executor":"shared-iterations"}}})"_s.arg(one, value),
            u"using `%1` and `scenarios` options simultaneously is not allowed"_s.arg(one));
    }
    row("stages and scenarios",
        uR"({"stages":[{"duration":"1s","target":1}],"scenarios":{"a":{"executor":"shared-iterations"}}})"_s,
        u"using `stages` and `scenarios` options simultaneously is not allowed"_s);
}

void TestScenarioFields::shortcuts()
{
    QFETCH(QString, options);
    QFETCH(QString, result);
    QFETCH(QString, warnings);
    const ScenarioSet set = scenariosOf(options);
    QCOMPARE(set.warnings.join(u'\n'), warnings);
    QCOMPARE(set.error.isEmpty() ? set.executors.front()->description() : set.error, result);
    QVERIFY(!set.error.isEmpty() || set.executors.front()->fields().name == u"default");
}

void TestScenarioFields::order()
{
    const ScenarioSet set = scenariosOf(uR"({"scenarios":{
        "c":{"executor":"shared-iterations"},
        "a":{"executor":"shared-iterations","startTime":"1s"},
        "b":{"executor":"shared-iterations"}}})"_s);
    QStringList names;
    for (const auto &executor : set.executors)
        names.append(executor->fields().name);
    QCOMPARE(names, (QStringList{u"b"_s, u"c"_s, u"a"_s}));
}

void TestScenarioFields::severalProblems()
{
    const ScenarioSet set = scenariosOf(uR"({"scenarios":{
        "a b":{"executor":"shared-iterations"},
        "c":{"executor":"per-vu-iterations","iterations":0}}})"_s);
    QCOMPARE(set.error, u"scenario a b has configuration errors: the scenario name should contain only numbers, latin "
                        "letters, underscores, and dashes\nscenario c has configuration errors: the number of "
                        "iterations must be more than 0"_s);
}

/// The plan over all scenarios: they overlap while their graceful stops last.
void TestScenarioFields::requirements()
{
    const ScenarioSet set = scenariosOf(uR"({"scenarios":{
        "a":{"executor":"constant-vus","vus":3,"duration":"2s","gracefulStop":"1s"},
        "b":{"executor":"constant-vus","vus":2,"duration":"2s","gracefulStop":"0s","startTime":"3s"},
        "c":{"executor":"constant-arrival-rate","rate":1,"duration":"1s","gracefulStop":"0s","startTime":"4s",
             "preAllocatedVUs":1,"maxVUs":5},
        "d":{"executor":"ramping-vus","startVUs":0,"stages":[{"duration":"1s","target":2}],"gracefulStop":"0s",
             "startTime":"10s"}}})"_s);
    QCOMPARE(set.error, QString());
    QCOMPARE(stepText(requirementsOf(set)), u"0:3 3000:0 3000:2 4000:3+4 5000:1+4 5000:0 10500:1 11000:2 11000:0"_s);
}

QTEST_GUILESS_MAIN(TestScenarioFields)
#include "tst_scenario_fields.moc"
