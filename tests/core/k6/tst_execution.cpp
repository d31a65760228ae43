// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6_script.h"

#include <QSignalSpy>
#include <QTest>

using namespace sockscope;
using namespace sockscope::test;

namespace {

const QByteArray Imports = "import exec from 'k6/execution'\nimport { group } from 'k6'\n";

QStringList runInVu(const QByteArray &lines)
{
    K6Script script(probes(Imports, lines));
    return script.run();
}

/// The lines of an exported function called in a stage outside of scenarios.
QStringList runInStage(VirtualUser::Stage stage, const QByteArray &lines)
{
    K6Script script(probes(Imports, lines));
    const auto vu = script.makeVu(0);
    script.call(*vu, stage, u"default"_s);
    return script.consoleLines();
}

const QByteArray Everything = R"(
    t('instance', () => exec.instance.vusActive)
    t('scenario', () => exec.scenario.name)
    t('progress', () => exec.scenario.progress)
    t('test', () => typeof exec.test.abort)
    t('options', () => typeof exec.test.options)
    t('fail', () => exec.test.fail('x'))
    t('vu', () => exec.vu.idInTest)
    t('tags', () => exec.vu.tags.build)
)";

const QString NoInstance = u"instance !! GoError: getting instance information in the init context is not supported"_s;
const QString NoScenario =
    u"scenario !! GoError: getting scenario information outside of the VU context is not supported"_s;
const QString NoProgress =
    u"progress !! GoError: getting scenario information outside of the VU context is not supported"_s;

} // namespace

/// Expected lines are what k6 2.2 printed, but for the order of tags, which k6 leaves to chance.
class TestExecution : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyADefaultExport();
    void inInit();
    void inSetup();
    void inTeardown();
    void inVuCode();
    void members();
    void readOnly();
    void instanceValues();
    void testRunDuration();
    void scenarioValues();
    void progressIsClamped();
    void vuValues();
    void options();
    void optionsAreFrozen();
    void tagsAreLive();
    void tagValues();
    void tagsReachSamples();
    void tagsStayUntilTheNextScenario();
    void metadata();
    void tagsPrintAndSerialise();
    void fail();
    void abortStopsAtOnce();
    void abortNamesThePlace();
    void abortWithoutReason();
    void abortInInit();
};

void TestExecution::onlyADefaultExport()
{
    K6Script script(
        "import exec from 'k6/execution'\nexport default function () { console.log(Object.keys(exec).join()) }");
    QCOMPARE(script.run(), QStringList(u"instance,scenario,test,vu"_s));
    K6Script named("import { vu } from 'k6/execution'\nexport default function () { console.log(typeof vu) }");
    QVERIFY2(!named.run().contains(u"object"_s), "named exports are k6's to refuse");
}

void TestExecution::inInit()
{
    K6Script script(probes(Imports, Everything, true));
    QCOMPARE(script.run(), QStringList({
                               NoInstance,
                               NoScenario,
                               NoProgress,
                               u"test => string function"_s,
                               u"options !! GoError: getting test options in the init context is not supported"_s,
                               u"fail !! GoError: execution.test.fail() called outside of VU context"_s,
                               u"vu !! GoError: getting VU information in the init context is not supported"_s,
                               u"tags !! GoError: getting VU information in the init context is not supported"_s,
                           }));
}

void TestExecution::inSetup()
{
    QCOMPARE(runInStage(VirtualUser::Stage::Setup, Everything), QStringList({
                                                                    u"instance => number 0"_s,
                                                                    NoScenario,
                                                                    NoProgress,
                                                                    u"test => string function"_s,
                                                                    u"options => string object"_s,
                                                                    u"fail => undefined undefined"_s,
                                                                    u"vu => number 0"_s,
                                                                    u"tags => string test"_s,
                                                                }));
}

void TestExecution::inTeardown()
{
    const QStringList expected{
        NoInstance,
        NoScenario,
        NoProgress,
        u"test => string function"_s,
        u"options => string object"_s,
        u"fail => undefined undefined"_s,
        u"vu => number 0"_s,
        u"tags => string test"_s,
    };
    QCOMPARE(runInStage(VirtualUser::Stage::Teardown, Everything), expected);
    QCOMPARE(runInStage(VirtualUser::Stage::Summary, Everything), expected);
}

void TestExecution::inVuCode()
{
    QCOMPARE(runInVu(Everything), QStringList({
                                      u"instance => number 0"_s,
                                      u"scenario => string default"_s,
                                      u"progress => number 0"_s,
                                      u"test => string function"_s,
                                      u"options => string object"_s,
                                      u"fail => undefined undefined"_s,
                                      u"vu => number 1"_s,
                                      u"tags => string test"_s,
                                  }));
}

void TestExecution::members()
{
    QCOMPARE(
        runInVu(R"(
        for (const part of ['instance', 'scenario', 'test', 'vu']) t(part, () => Object.keys(exec[part]).sort().join())
        t('metrics', () => Object.keys(exec.vu.metrics).sort().join())
        t('fresh', () => exec.vu === exec.vu))"),
        QStringList({
            u"instance => string currentTestRunDuration,iterationsCompleted,iterationsInterrupted,vusActive,vusInitialized"_s,
            u"scenario => string executor,iterationInInstance,iterationInTest,name,progress,startTime"_s,
            u"test => string abort,fail,options"_s,
            u"vu => string idInInstance,idInTest,iterationInInstance,iterationInScenario,metrics,tags"_s,
            u"metrics => string metadata,tags"_s,
            u"fresh => boolean false"_s,
        }));
}

void TestExecution::readOnly()
{
    QCOMPARE(runInVu(R"(
        t('vu', () => { exec.vu = 1 })
        t('name', () => { exec.scenario.name = 1 })
        t('abort', () => { exec.test.abort = 1 })
        t('id', () => { exec.vu.idInTest = 1 })
        t('tags', () => { exec.vu.metrics.tags = 1 })
        t('other', () => { exec.foo = 1; return exec.foo }))"),
             QStringList({
                 u"vu !! TypeError: Cannot assign to read only property 'vu'"_s,
                 u"name !! TypeError: Cannot assign to read only property 'name'"_s,
                 u"abort !! TypeError: Cannot assign to read only property 'abort'"_s,
                 u"id !! TypeError: Cannot assign to read only property 'idInTest'"_s,
                 u"tags !! TypeError: Cannot assign to read only property 'tags'"_s,
                 u"other => number 1"_s,
             }));
}

void TestExecution::instanceValues()
{
    K6Script script(probes(
        Imports,
        "t('', () => { const i = exec.instance; return [i.iterationsCompleted, i.iterationsInterrupted, i.vusActive, "
        "i.vusInitialized].join() })"));
    script.counters.iterationsCompleted = 7;
    script.counters.iterationsInterrupted = 2;
    script.counters.vusActive = 3;
    script.counters.vusInitialized = 4;
    QCOMPARE(script.run(), QStringList(u" => string 7,2,3,4"_s));
}

void TestExecution::testRunDuration()
{
    K6Script script(probes(Imports, "t('', () => { const d = exec.instance.currentTestRunDuration; return d })"));
    script.info.runDuration = [] { return std::chrono::microseconds(5'000'250); };
    QCOMPARE(script.run(), QStringList(u" => number 5000.25"_s));
}

void TestExecution::scenarioValues()
{
    K6Script script(
        probes(Imports, "t('', () => { const s = exec.scenario; return [s.name, s.executor, s.startTime, s.progress, "
                        "s.iterationInInstance, s.iterationInTest].join() })"));
    script.info.scenarioName = u"load"_s;
    script.info.executor = u"constant-vus"_s;
    script.info.startTimeMs = 1795292426131;
    script.info.progress = [] { return 0.25; };
    script.info.scenarioIterationInInstance = 11;
    script.info.scenarioIterationInTest = 12;
    QCOMPARE(script.run(), QStringList(u" => string load,constant-vus,1795292426131,0.25,11,12"_s));
}

void TestExecution::progressIsClamped()
{
    K6Script script(probes(Imports, "t('', () => exec.scenario.progress)"));
    script.info.progress = [] { return 1.2; };
    QCOMPARE(script.run(), QStringList(u" => number 1"_s));
}

void TestExecution::vuValues()
{
    K6Script script(Imports + "export default function () { const v = exec.vu; console.log(v.idInInstance, v.idInTest, "
                              "v.iterationInInstance, v.iterationInScenario, __ITER) }");
    script.info.idInInstance = 3;
    script.info.idInTest = 30;
    const auto vu = script.makeVu(3);
    script.iterate(*vu, 0);
    vu->executionInfo().iterationInScenario = 5;
    script.iterate(*vu, 6);
    QCOMPARE(script.consoleLines(), QStringList({u"3 30 0 0 0"_s, u"3 30 6 5 6"_s}));
}

void TestExecution::options()
{
    K6Script script(probes(Imports, "t('', () => JSON.stringify(exec.test.options))"));
    script.info.options =
        R"({"vus":1,"iterations":2,"duration":"1s","stages":null,"paused":null,"scenarios":{"a":{"vus":1}},"tags":{"x":"y"}})";
    QCOMPARE(script.run(),
             QStringList(u" => string {\"paused\":null,\"scenarios\":{\"a\":{\"vus\":1}},\"tags\":{\"x\":\"y\"},"
                         "\"consoleOutput\":null,\"localIPs\":null}"_s));
}

void TestExecution::optionsAreFrozen()
{
    K6Script script(probes(Imports, R"(
        t('outer', () => Object.isFrozen(exec.test.options))
        t('inner', () => Object.isFrozen(exec.test.options.scenarios.a))
        t('write', () => { try { exec.test.options.tags = 1 } catch (e) { return e.name } })
        t('same', () => { const test = exec.test; return test.options === test.options })
        t('fresh', () => exec.test.options === exec.test.options))"));
    script.info.options = R"({"scenarios":{"a":{"vus":1}}})";
    QCOMPARE(script.run(), QStringList({
                               u"outer => boolean true"_s,
                               u"inner => boolean true"_s,
                               u"write => string TypeError"_s,
                               u"same => boolean true"_s,
                               u"fresh => boolean false"_s,
                           }));
}

void TestExecution::tagsAreLive()
{
    QCOMPARE(runInVu(R"(
        const tags = exec.vu.tags
        t('read', () => tags.build)
        t('absent', () => tags.nope)
        t('in', () => ['build' in tags, 'nope' in tags, 'toString' in tags].join())
        t('set', () => { tags.mine = 5; return exec.vu.metrics.tags.mine })
        t('override', () => { tags.scenario = 'other'; return tags.scenario })
        t('delete', () => delete tags.mine && tags.mine === undefined)
        t('delete absent', () => delete tags.nope)
        t('group', () => group('g', () => tags.group))
        t('keys', () => Object.keys(tags).sort().join())
        t('own', () => Object.prototype.hasOwnProperty.call(tags, 'build'))
        t('copy', () => Object.assign({}, tags).build)
        t('text', () => String(tags)))"),
             QStringList({
                 u"read => string test"_s,
                 u"absent => undefined undefined"_s,
                 u"in => string true,false,true"_s,
                 u"set => string 5"_s,
                 u"override => string other"_s,
                 u"delete => boolean true"_s,
                 u"delete absent => boolean true"_s,
                 u"group => string ::g"_s,
                 u"keys => string build,group,scenario"_s,
                 u"own => boolean true"_s,
                 u"copy => string test"_s,
                 u"text => string [object Object]"_s,
             }));
}

void TestExecution::tagValues()
{
    const QString refusal =
        u" !! TypeError: invalid value for metric tag 'z': only String, Boolean and Number types are accepted as a "
        "metric tag values"_s;
    QCOMPARE(runInVu(R"(
        for (const value of [{}, null, undefined, [1]]) t('', () => { exec.vu.tags.z = value })
        for (const value of ['s', 1.5, true, '']) t('', () => { exec.vu.tags.z = value; return exec.vu.tags.z }))"),
             QStringList(4, refusal) +
                 QStringList({u" => string s"_s, u" => string 1.5"_s, u" => string true"_s, u" => string "_s}));
}

void TestExecution::tagsReachSamples()
{
    K6Script script("import exec from 'k6/execution'\nimport { check } from 'k6'\n"
                    "export default function () { exec.vu.tags.mine = 'x'; check(1, { a: true }) }");
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    script.run();
    QCOMPARE(observer.samples.value(0).tags.value(u"mine"_s), u"x"_s);
}

void TestExecution::tagsStayUntilTheNextScenario()
{
    K6Script script(Imports + "export default function () { console.log(exec.vu.tags.mine, "
                              "exec.vu.metrics.metadata.m); exec.vu.tags.mine = __ITER; "
                              "exec.vu.metrics.metadata.m = __ITER }");
    const auto vu = script.makeVu(1);
    script.iterate(*vu, 0);
    script.iterate(*vu, 1);
    vu->setExecutionInfo(std::make_shared<ExecutionInfo>(script.info)); // another scenario starts
    script.iterate(*vu, 2);
    QCOMPARE(script.consoleLines(), QStringList({u"undefined undefined"_s, u"0 0"_s, u"undefined undefined"_s}));
}

void TestExecution::metadata()
{
    QCOMPARE(runInVu(R"(
        const metadata = exec.vu.metrics.metadata
        t('empty', () => JSON.stringify(metadata))
        t('set', () => { metadata.m = 1.5; return exec.vu.metrics.metadata.m })
        t('not a tag', () => exec.vu.tags.m)
        t('bad', () => { metadata.z = [] })
        t('delete', () => { delete metadata.m; return JSON.stringify(metadata) }))"),
             QStringList({
                 u"empty => string {}"_s,
                 u"set => string 1.5"_s,
                 u"not a tag => undefined undefined"_s,
                 u"bad !! TypeError: invalid value for metric metadata 'z': only String, Boolean and Number types are "
                 u"accepted as a metric "
                 "metadata value"_s,
                 u"delete => string {}"_s,
             }));
}

void TestExecution::tagsPrintAndSerialise()
{
    QCOMPARE(runInVu("console.log(exec.vu.tags); console.log(JSON.stringify(exec.vu.tags)); exec.vu.tags.n = 1; "
                     "console.log(JSON.stringify({ t: exec.vu.tags }))"),
             QStringList({
                 u"{ build: \"test\", group: \"\", scenario: \"default\" }"_s,
                 u"{\"build\":\"test\",\"group\":\"\",\"scenario\":\"default\"}"_s,
                 u"{\"t\":{\"build\":\"test\",\"group\":\"\",\"n\":\"1\",\"scenario\":\"default\"}}"_s,
             }));
}

void TestExecution::fail()
{
    K6Script script(Imports + "export default function () { exec.test.fail('why'); exec.test.fail(); "
                              "exec.test.fail(null); exec.test.fail({}); "
                              "console.log('goes on') }");
    QVERIFY(!script.counters.markedAsFailed);
    QCOMPARE(script.run(), QStringList(u"goes on"_s));
    QVERIFY(script.counters.markedAsFailed);
    QCOMPARE(script.logLines(), QStringList({
                                    u"error: test marked as failed: why"_s,
                                    u"error: test marked as failed"_s,
                                    u"error: test marked as failed"_s,
                                    u"error: test marked as failed: [object Object]"_s,
                                }));
}

void TestExecution::abortStopsAtOnce()
{
    K6Script script(Imports + R"(
        function stop() {
            try {
                exec.test.abort('why')
                console.log('after abort')
            } catch (e) {
                console.log('caught')
            } finally {
                console.log('finally')
            }
            console.log('later')
        }
        export default function () { console.log('before'); group('g', stop); console.log('never') })");
    const auto vu = script.makeVu(1);
    QSignalSpy aborted(vu.get(), &VirtualUser::abortRequested);
    QCOMPARE(script.iterate(*vu, 0).kind, CallOutcome::Kind::Interrupted);
    QCOMPARE(script.consoleLines(), QStringList(u"before"_s));
    QCOMPARE(aborted.size(), 1);
    QVERIFY(script.logLines().isEmpty()); // an interruption is no error
}

void TestExecution::abortNamesThePlace()
{
    K6Script script("import exec from 'k6/execution'\nexport default function () {\n  exec.test.abort('why')\n}\n");
    const auto vu = script.makeVu(1);
    QSignalSpy aborted(vu.get(), &VirtualUser::abortRequested);
    script.iterate(*vu, 0);
    const QString reason = aborted.value(0).value(0).toString();
    QVERIFY2(reason.startsWith(u"test aborted: why at default (file://"_s + script.path() + u":3:"_s),
             qPrintable(reason));
}

void TestExecution::abortWithoutReason()
{
    K6Script script("import exec from 'k6/execution'\nexport default function () { exec.test.abort() }\n");
    const auto vu = script.makeVu(1);
    QSignalSpy aborted(vu.get(), &VirtualUser::abortRequested);
    script.iterate(*vu, 0);
    QVERIFY2(aborted.value(0).value(0).toString().startsWith(u"test aborted at default (file://"),
             qPrintable(aborted.value(0).value(0).toString()));
}

void TestExecution::abortInInit()
{
    K6Script script("import exec from 'k6/execution'\nconsole.log('init'); exec.test.abort('early'); "
                    "console.log('never')\nexport default function () {}\n");
    CallOutcome outcome;
    const auto vu = script.makeVu(1, &outcome);
    QCOMPARE(outcome.kind, CallOutcome::Kind::Interrupted);
    QCOMPARE(script.consoleLines(), QStringList(u"init"_s));
}

QTEST_GUILESS_MAIN(TestExecution)
#include "tst_execution.moc"
