// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6_script.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

using namespace sockscope;
using namespace sockscope::test;

namespace {

const QByteArray Imports =
    "import { check, fail, group, randomSeed, sleep } from 'k6'\nimport exec from 'k6/execution'\n";

QStringList run(const QByteArray &lines, bool inInit = false)
{
    K6Script script(probes(Imports, lines, inInit));
    return script.run();
}

/// "name: passes/fails" of all checks, with the group's path before the name.
QStringList tallies(const CheckRegistry &checks)
{
    QStringList lines;
    for (const CheckTally &check : checks.checks())
        lines.append(u"%1|%2: %3/%4"_s.arg(check.group, check.name).arg(check.passes).arg(check.fails));
    return lines;
}

} // namespace

/// Expected lines are what k6 2.2 printed.
class TestK6Core : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exports();
    void initContext();
    void checkResults();
    void checkArguments();
    void checkConditions();
    void checkNames();
    void checkTags();
    void checkTallies();
    void checkSamples();
    void userTagsCannotReplaceTheCheckTag();
    void throwingCheckIsRecordedAsFailed();
    void groupRunsItsFunction();
    void groupPaths();
    void groupArguments();
    void groupDuration();
    void groupOfAnInterruptedIteration();
    void asyncFunctionsAreRefused();
    void failThrows();
    void randomSeedGivesGoSequence();
    void randomSeedArguments();
    void mathRandomWithoutSeed();
    void sleepBlocks();
    void sleepArguments();
    void sleepEndsWhenInterrupted();
};

void TestK6Core::exports()
{
    K6Script script("import k6 from 'k6'\nexport default function () { console.log(Object.keys(k6).sort().join()) }");
    QCOMPARE(script.run(), QStringList(u"check,fail,group,randomSeed,sleep"_s));
}

void TestK6Core::initContext()
{
    QCOMPARE(run(R"(
        t('check', () => check(1, { a: 1 }))
        t('check nothing', () => check(1))
        t('group', () => group('a', () => 1))
        t('fail', () => fail('x'))
        t('sleep', () => sleep(0.001))
        t('seed', () => { randomSeed(123); return Math.random() }))",
                 true),
             QStringList({
                 u"check !! GoError: Using check() in the init context is not supported"_s,
                 u"check nothing !! GoError: Using check() in the init context is not supported"_s,
                 u"group !! GoError: Using group() in the init context is not supported"_s,
                 u"fail !! GoError: x"_s,
                 u"sleep => undefined undefined"_s,
                 u"seed => number 0.5813171323049762"_s,
             }));
}

void TestK6Core::checkResults()
{
    QCOMPARE(run(R"(
        t('all', () => check(7, { seven: (v) => v === 7, odd: (v) => v % 2 === 1 }))
        t('one not', () => check(7, { seven: (v) => v === 7, eight: (v) => v === 8 }))
        t('none', () => check(7, {})))"),
             QStringList({u"all => boolean true"_s, u"one not => boolean false"_s, u"none => boolean true"_s}));
}

void TestK6Core::checkArguments()
{
    QCOMPARE(run(R"(
        t('missing', () => check(1))
        t('nothing', () => check())
        t('undefined', () => check(1, undefined))
        t('null', () => check(1, null))
        t('number', () => check(1, 5))
        t('string', () => check(1, 'ab'))
        t('array', () => check(1, [true, () => false]))
        t('this', () => check(1, { a: function () { return this === undefined && arguments.length === 1 } })))"),
             QStringList({
                 u"missing !! GoError: no checks provided to `check`"_s,
                 u"nothing !! GoError: no checks provided to `check`"_s,
                 u"undefined !! TypeError: Cannot convert undefined or null to object"_s,
                 u"null !! TypeError: Cannot convert undefined or null to object"_s,
                 u"number => boolean true"_s,
                 u"string => boolean true"_s,
                 u"array => boolean false"_s,
                 u"this => boolean true"_s,
             }));
}

void TestK6Core::checkConditions()
{
    QCOMPARE(run(R"(
        t('null', () => check(1, { a: null }))
        t('undefined', () => check(1, { a: undefined }))
        t('text', () => check(1, { a: 'yes' }))
        t('promise', () => check(1, { a: () => Promise.resolve(false) })))"),
             QStringList({
                 u"null => boolean false"_s,
                 u"undefined => boolean false"_s,
                 u"text => boolean true"_s,
                 u"promise => boolean true"_s,
             }));
}

void TestK6Core::checkNames()
{
    K6Script script(probes(Imports, "t('', () => check(1, { first: true, 'a::b': true, last: true }))"));
    QCOMPARE(script.run(), QStringList(u" !! GoError: group and check names may not contain '::'"_s));
    QCOMPARE(tallies(script.checks), QStringList(u"|first: 1/0"_s));
}

void TestK6Core::checkTags()
{
    const QString refusal =
        u"GoError: invalid value for metric tag 'x': only String, Boolean and Number types are accepted as a "
        "metric tag values"_s;
    QCOMPARE(run(R"(
        for (const x of [{}, null, undefined, [1], new Date(0), new String('a'), () => 1]) t('', () => check(1, { a: true }, { x }))
        for (const x of ['s', 5, NaN, true, Symbol('a')]) t('', () => check(1, { a: true }, { x }))
        for (const tags of ['ab', 5, null, undefined]) t('', () => check(1, { a: true }, tags)))"),
             QStringList(7, u" !! "_s + refusal) + QStringList(9, u" => boolean true"_s));
}

void TestK6Core::checkTallies()
{
    K6Script script(Imports + R"(
        export default function () {
            check(1, { x: true, 10: false, 2: true })
            check(1, { x: false })
            group('outer', () => { check(1, { x: true }); group('inner', () => check(1, { deep: true })) })
            group('empty', () => {})
        })");
    script.run();
    QCOMPARE(tallies(script.checks), QStringList({u"|2: 1/0"_s, u"|10: 0/1"_s, u"|x: 1/1"_s, u"::outer|x: 1/0"_s,
                                                  u"::outer::inner|deep: 1/0"_s}));
    const CheckGroup root = script.checks.root();
    QCOMPARE(root.groups.size(), 2);
    QCOMPARE(root.groups.at(0).groups.value(0).path, u"::outer::inner"_s);
    QCOMPARE(root.groups.at(1).name, u"empty"_s);
    const MetricTotals totals = script.metrics.totals(script.metrics.find(u"checks"_s));
    QCOMPARE(totals.samples, 6U);
    QCOMPARE(totals.nonZero, 4U);
}

void TestK6Core::checkSamples()
{
    K6Script script(
        Imports +
        "export default function () { check(1, { good: true, bad: false }, { n: 5, s: 'x', build: 'mine' }) }");
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    script.run();
    QCOMPARE(observer.samples.size(), 2);
    QCOMPARE(observer.samples.at(0).metric, u"checks"_s);
    QCOMPARE(observer.samples.at(0).value, 1.0);
    QCOMPARE(observer.samples.at(0).tags, TagMap({{u"build"_s, u"mine"_s},
                                                  {u"check"_s, u"good"_s},
                                                  {u"group"_s, QString()},
                                                  {u"n"_s, u"5"_s},
                                                  {u"s"_s, u"x"_s},
                                                  {u"scenario"_s, u"default"_s}}));
    QCOMPARE(observer.samples.at(1).value, 0.0);
    QCOMPARE(observer.samples.at(1).tags.value(u"check"_s), u"bad"_s);
}

void TestK6Core::userTagsCannotReplaceTheCheckTag()
{
    K6Script script(
        Imports +
        "export default function () { group('g', () => check(1, { real: true }, { check: 'fake', group: 'mine' })) }");
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    script.run();
    QCOMPARE(observer.samples.at(0).tags.value(u"check"_s), u"real"_s);
    QCOMPARE(observer.samples.at(0).tags.value(u"group"_s), u"mine"_s);
}

void TestK6Core::throwingCheckIsRecordedAsFailed()
{
    K6Script script(probes(Imports, R"(
        t('error', () => check(1, { a: () => { throw new Error('inner') }, b: true }))
        t('value', () => check(1, { c: () => { throw 5 } })))"));
    QCOMPARE(script.run(), QStringList({u"error !! Error: inner"_s, u"value !! 5"_s}));
    QCOMPARE(tallies(script.checks), QStringList({u"|a: 0/1"_s, u"|c: 0/1"_s}));
}

void TestK6Core::groupRunsItsFunction()
{
    QCOMPARE(run(R"(
        t('result', () => group('g', () => 'back'))
        t('call', () => group('g', function () { return String(this) + arguments.length }))
        t('throws', () => group('g', () => { throw new Error('gt') }))
        t('after', () => '<' + exec.vu.tags.group + '>'))"),
             QStringList({
                 u"result => string back"_s,
                 u"call => string undefined0"_s,
                 u"throws !! Error: gt"_s,
                 u"after => string <>"_s,
             }));
}

void TestK6Core::groupPaths()
{
    QCOMPARE(run(R"(
        const path = () => '<' + exec.vu.tags.group + '>'
        t('one', () => group('g', path))
        t('two', () => group('g', () => group('h', path)))
        t('restored', () => group('g', () => { group('h', () => 1); return path() }))
        t('empty', () => group('', path))
        t('nested empty', () => group('x', () => group('', path)))
        t('undefined', () => group(undefined, path))
        t('null', () => group(null, path))
        t('number', () => group(5, path))
        t('set by the script', () => { exec.vu.tags.group = 'own'; return group('q', path) + path() }))"),
             QStringList({
                 u"one => string <::g>"_s,
                 u"two => string <::g::h>"_s,
                 u"restored => string <::g>"_s,
                 u"empty => string <>"_s,
                 u"nested empty => string <::x::>"_s,
                 u"undefined => string <>"_s,
                 u"null => string <>"_s,
                 u"number => string <::5>"_s,
                 u"set by the script => string <own::q><own>"_s,
             }));
}

void TestK6Core::groupArguments()
{
    QCOMPARE(run(R"(
        t('missing', () => group('g'))
        t('number', () => group('g', 5))
        t('separator', () => group('a::b', () => 1)))"),
             QStringList({
                 u"missing !! GoError: group() requires a callback as a second argument"_s,
                 u"number !! GoError: group() requires a callback as a second argument"_s,
                 u"separator !! GoError: group and check names may not contain '::'"_s,
             }));
}

void TestK6Core::groupDuration()
{
    K6Script script(Imports + R"(
        export default function () {
            group('slow', () => sleep(0.02))
            try { group('thrown', () => { throw new Error('x') }) } catch (e) {}
        })");
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    script.run();
    QCOMPARE(observer.samples.size(), 2);
    QCOMPARE(observer.samples.at(0).metric, u"group_duration"_s);
    QCOMPARE(observer.samples.at(0).tags.value(u"group"_s), u"::slow"_s);
    QVERIFY2(observer.samples.at(0).value >= 20 && observer.samples.at(0).value < 5000,
             qPrintable(QString::number(observer.samples.at(0).value)));
    QCOMPARE(observer.samples.at(1).tags.value(u"group"_s), u"::thrown"_s);
}

void TestK6Core::groupOfAnInterruptedIteration()
{
    K6Script script(Imports + "export default function () { group('g', () => exec.test.abort()) }");
    const auto vu = script.makeVu(1);
    QCOMPARE(script.iterate(*vu, 0).kind, CallOutcome::Kind::Interrupted);
    QCOMPARE(script.metrics.totals(script.metrics.find(u"group_duration"_s)).samples, 0U);
}

/// Async functions are told from those that merely make promises.
void TestK6Core::asyncFunctionsAreRefused()
{
    K6Script script(R"(
import { check, group } from 'k6'
const attempt = (call) => { try { return call() } catch (e) { return String(e).slice(0, 60) } }
export default function () {
  console.log(attempt(() => check(1, { a: async () => true })))
  console.log(attempt(() => group('g', async () => 1)))
  console.log(attempt(() => check(1, { b: () => { const inner = async () => 1; inner(); return true } })))
  console.log(attempt(() => group('h', () => { Promise.resolve(1); return 5 })))
})");
    QCOMPARE(script.run(),
             QStringList({u"GoError: the built-in check() does not support async functions as"_s.left(60),
                          u"GoError: group() does not support async functions as arguments, please"_s.left(60),
                          u"true"_s, u"5"_s}));
}

void TestK6Core::failThrows()
{
    QCOMPARE(run(R"(
        t('text', () => fail('stop here'))
        t('nothing', () => fail())
        t('undefined', () => fail(undefined))
        t('null', () => fail(null))
        t('number', () => fail(5))
        t('object', () => fail({}))
        t('class', () => { try { fail('x') } catch (e) { return [e.name, e.message, e instanceof Error, e instanceof GoError].join() } }))"),
             QStringList({
                 u"text !! GoError: stop here"_s,
                 u"nothing !! GoError"_s,
                 u"undefined !! GoError"_s,
                 u"null !! GoError"_s,
                 u"number !! GoError: 5"_s,
                 u"object !! GoError: [object Object]"_s,
                 u"class => string GoError,x,true,true"_s,
             }));
}

void TestK6Core::randomSeedGivesGoSequence()
{
    QCOMPARE(run(R"(
        t('123', () => { randomSeed(123); return [Math.random(), Math.random(), Math.random()].join() })
        t('0', () => { randomSeed(0); return Math.random() })
        t('-5', () => { randomSeed(-5); return [Math.random(), Math.random()].join() })
        t('again', () => { randomSeed(123); return Math.random() })
        t('sum', () => { randomSeed(42); let sum = 0; for (let i = 0; i < 10000; i++) sum += Math.random(); return sum }))"),
             QStringList({
                 u"123 => string 0.5813171323049762,0.026224297271376255,0.2499694950699479"_s,
                 u"0 => number 0.9451961492941164"_s,
                 u"-5 => string 0.1964231528691937,0.48006842453323395"_s,
                 u"again => number 0.5813171323049762"_s,
                 u"sum => number 4984.736177721554"_s,
             }));
}

void TestK6Core::randomSeedArguments()
{
    QCOMPARE(run(R"(
        for (const seed of ['x', undefined, Infinity, -Infinity, NaN, 1.9, '1', 1e30]) t(seed, () => { randomSeed(seed); return Math.random() })
        t('keys', () => Object.keys(Math).length))"),
             QStringList({
                 u"x => number 0.9451961492941164"_s,
                 u"undefined => number 0.9451961492941164"_s,
                 u"Infinity => number 0.9451961492941164"_s,
                 u"-Infinity => number 0.9451961492941164"_s,
                 u"NaN => number 0.9451961492941164"_s,
                 u"1.9 => number 0.6046602879796196"_s,
                 u"1 => number 0.6046602879796196"_s,
                 u"1e+30 => number 0.8328240056498365"_s,
                 u"keys => number 0"_s,
             }));
}

void TestK6Core::mathRandomWithoutSeed()
{
    QCOMPARE(run("t('', () => { const a = Math.random(), b = Math.random(); return a !== b && a >= 0 && a < 1 })"),
             QStringList(u" => boolean true"_s));
}

void TestK6Core::sleepBlocks()
{
    K6Script script(Imports + R"(
        export default function () {
            setTimeout(() => console.log('timer'), 1)
            const start = Date.now()
            sleep(0.05)
            console.log(Date.now() - start >= 49)
        })");
    QCOMPARE(script.run(), QStringList({u"true"_s, u"timer"_s}));
}

void TestK6Core::sleepArguments()
{
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(
        run("for (const s of [0, -1, NaN, 'x', undefined, -Infinity]) t('', () => sleep(s)); t('', () => sleep())"),
        QStringList(7, u" => undefined undefined"_s));
    QVERIFY(timer.elapsed() < 10000);
}

void TestK6Core::sleepEndsWhenInterrupted()
{
    K6Script script(Imports + "export default function () { console.log('asleep'); sleep(600); console.log('awake') }");
    const auto vu = script.makeVu(1);
    const std::unique_ptr<QThread> stopper(QThread::create([&] {
        while (script.consoleLines().isEmpty())
            QThread::usleep(200);
        vu->interrupt();
    }));
    stopper->start();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(script.iterate(*vu, 0).kind, CallOutcome::Kind::Interrupted);
    QVERIFY(stopper->wait(30000));
    QVERIFY(timer.elapsed() < 60000);
    QCOMPARE(script.consoleLines(), QStringList(u"asleep"_s));
}

QTEST_GUILESS_MAIN(TestK6Core)
#include "tst_k6_core.moc"
