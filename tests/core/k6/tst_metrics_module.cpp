// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6_script.h"

#include <QTest>

using namespace sockscope;
using namespace sockscope::test;

namespace {

const QByteArray Imports = "import { Counter, Gauge, Rate, Trend } from 'k6/metrics'\n";
const QByteArray Declarations = "const c = new Counter('cc')\n";

QStringList runInInit(const QByteArray &lines)
{
    K6Script script(probes(Imports, lines, true));
    return script.run();
}

QStringList withWarnings(K6Script &script)
{
    const QStringList printed = script.run();
    return printed + script.logLines();
}

QString invalid(const QString &name)
{
    return u"GoError: Invalid metric name: '"_s + name +
           u"'. Metric names must only include up to 128 ASCII letters, numbers, or underscores and start with a "
           u"letter or an "
           "underscore."_s;
}

} // namespace

/// Expected lines are what k6 2.2 printed.
class TestMetricsModule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exports();
    void declares();
    void names();
    void redeclarations();
    void metricObjects();
    void declaringInVuCode();
    void addingInInit();
    void values();
    void refusedValuesWarn();
    void longValuesAreShortened();
    void refusedValuesThrow();
    void valuesThatCannotConvert();
    void userTags();
    void badTags();
    void samplesCarryTags();
    void detachedAdd();
    void sharedByAllVus();
};

void TestMetricsModule::exports()
{
    K6Script script("import metrics from 'k6/metrics'\nexport default function () { "
                    "console.log(Object.keys(metrics).sort().join()) }");
    QCOMPARE(script.run(), QStringList(u"Counter,Gauge,Rate,Trend"_s));
}

void TestMetricsModule::declares()
{
    K6Script script(Imports + "new Counter('cc'); new Gauge('gg', false); new Rate('rr'); new Trend('tt', true); new "
                              "Trend('t1', 1); Trend('t2')\n"
                              "export default function () {}");
    QCOMPARE(script.run(), QStringList());
    const auto describe = [&](const QString &name) {
        const Metric *metric = script.metrics.find(name);
        return metric ? metricTypeName(metric->type) + u'/' + metricContainsName(metric->contains) : u"missing"_s;
    };
    QCOMPARE(describe(u"cc"_s), u"counter/default"_s);
    QCOMPARE(describe(u"gg"_s), u"gauge/default"_s);
    QCOMPARE(describe(u"rr"_s), u"rate/default"_s);
    QCOMPARE(describe(u"tt"_s), u"trend/time"_s);
    QCOMPARE(describe(u"t1"_s), u"trend/time"_s);
    QCOMPARE(describe(u"t2"_s), u"trend/default"_s);
}

void TestMetricsModule::names()
{
    QCOMPARE(runInInit("for (const name of ['c', 'a b', 'éa', undefined, null, 5]) t('', () => new Counter(name)); "
                       "t('', () => new Counter())"),
             QStringList({
                 u" !! "_s + invalid(u"c"_s),
                 u" !! "_s + invalid(u"a b"_s),
                 u" !! "_s + invalid(u"éa"_s),
                 u" !! "_s + invalid(QString()),
                 u" !! "_s + invalid(QString()),
                 u" !! "_s + invalid(u"5"_s),
                 u" !! "_s + invalid(QString()),
             }));
}

void TestMetricsModule::redeclarations()
{
    QCOMPARE(
        runInInit(R"(
        new Counter('cc'); new Trend('tt')
        t('same', () => new Counter('cc').name)
        t('type', () => new Trend('cc'))
        t('time', () => new Trend('tt', true))
        t('builtin', () => new Counter('iterations').name)
        t('builtin type', () => new Trend('http_reqs').name))"),
        QStringList({
            u"same => string cc"_s,
            u"type !! GoError: metric 'cc' already exists but with type counter, instead of trend"_s,
            u"time !! GoError: metric 'tt' already exists but with a value type default, instead of time"_s,
            u"builtin => string iterations"_s,
            u"builtin type !! GoError: metric 'http_reqs' already exists but with type counter, instead of trend"_s,
        }));
}

void TestMetricsModule::metricObjects()
{
    QCOMPARE(runInInit(R"(
        const c = new Counter('cc')
        t('keys', () => Object.keys(c).join())
        t('name', () => { c.name = 'other' })
        t('unchanged', () => c.name)
        t('add', () => { c.add = 1; return c.add })
        t('instanceof', () => new Counter('cc') instanceof Counter)
        t('without new', () => Counter('cc').name))"),
             QStringList({
                 u"keys => string name,add"_s,
                 u"name !! TypeError: Cannot assign to read only property 'name'"_s,
                 u"unchanged => string cc"_s,
                 u"add => number 1"_s,
                 u"instanceof => boolean false"_s,
                 u"without new => string cc"_s,
             }));
}

void TestMetricsModule::declaringInVuCode()
{
    K6Script script(probes(Imports, "t('', () => new Counter('late')); t('', () => new Counter('x'))"));
    QCOMPARE(script.run(), QStringList(2, u" !! GoError: metrics must be declared in the init context"_s));
}

void TestMetricsModule::addingInInit()
{
    QCOMPARE(runInInit("const c = new Counter('cc'); t('', () => c.add(1)); t('', () => c.add())"),
             QStringList(2, u" !! GoError: Adding to metrics in the init context is not supported"_s));
}

void TestMetricsModule::values()
{
    K6Script script(probes(Imports + Declarations + "const sums = []\n", R"(
        const values = [1, 2.5, -1, '12', true, false, '', '0', [], [5], new Date(5), new Date(0), { valueOf() { return 3 } },
            { valueOf() { return 0 } }, 0, -0]
        for (const value of values) t('', () => c.add(value)))"));
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    QCOMPARE(script.run(), QStringList(16, u" => boolean true"_s));
    QList<double> added;
    for (const RecordedSample &sample : observer.samples)
        added.append(sample.value);
    // A truthy value that converts to 0 counts as 1.
    QCOMPARE(added, QList<double>({1, 2.5, -1, 12, 1, 0, 0, 1, 1, 5, 5, 1, 3, 1, 0, 0}));
    QVERIFY(script.logLines().isEmpty());
}

void TestMetricsModule::refusedValuesWarn()
{
    const QString expected = u" is an invalid value for metric 'cc', a number or a boolean value is expected"_s;
    K6Script script(probes(Imports + Declarations, "for (const value of [null, undefined, 'x', {}, [1, 2], NaN]) t('', "
                                                   "() => c.add(value)); t('', () => c.add())"));
    QCOMPARE(withWarnings(script),
             QStringList(7, u" => boolean false"_s) +
                 QStringList({
                     u"warning: 'null'"_s + expected,
                     u"warning: 'undefined'"_s + expected,
                     u"warning: 'x'"_s + expected,
                     u"warning: '[object Object]'"_s + expected,
                     u"warning: '1,2'"_s + expected,
                     u"warning: 'NaN'"_s + expected,
                     u"warning: no value was provided for metric 'cc', a number or a boolean value is expected"_s,
                 }));
    QCOMPARE(script.metrics.totals(script.metrics.find(u"cc"_s)).samples, 0U);
}

void TestMetricsModule::longValuesAreShortened()
{
    const QString expected = u"' is an invalid value for metric 'cc', a number or a boolean value is expected"_s;
    K6Script script(
        probes(Imports + Declarations,
               "c.add('é'.repeat(150)); c.add('e'.repeat(100)); c.add('e'.repeat(99)); c.add('😀'.repeat(101))"));
    QString face;
    for (int i = 0; i < 50; ++i)
        face += u"😀";
    QCOMPARE(
        withWarnings(script),
        QStringList({
            u"warning: '"_s + QString(50, u'é') + u"... omitting 50 characters ..."_s + QString(50, u'é') + expected,
            u"warning: '"_s + QString(50, u'e') + u"... omitting 0 characters ..."_s + QString(50, u'e') + expected,
            u"warning: '"_s + QString(99, u'e') + expected,
            u"warning: '"_s + face + u"... omitting 1 characters ..."_s + face + expected,
        }));
}

void TestMetricsModule::refusedValuesThrow()
{
    K6Script script(probes(Imports + Declarations, "t('', () => c.add('x')); t('', () => c.add())"));
    script.info.throwErrors = true;
    QCOMPARE(withWarnings(script),
             QStringList({
                 u" !! GoError: 'x' is an invalid value for metric 'cc', a number or a boolean value is expected"_s,
                 u" !! GoError: no value was provided for metric 'cc', a number or a boolean value is expected"_s,
             }));
}

void TestMetricsModule::valuesThatCannotConvert()
{
    K6Script script(probes(Imports + Declarations,
                           "t('', () => c.add({ valueOf() { throw new Error('vo') } })); t('', () => { try "
                           "{ c.add(Symbol('q')) } catch (e) { return e.name } })"));
    QCOMPARE(script.run(), QStringList({u" !! Error: vo"_s, u" => string TypeError"_s}));
}

void TestMetricsModule::userTags()
{
    K6Script script(probes(Imports + Declarations,
                           "for (const tags of [{ a: 1 }, {}, null, undefined, 'ab', 5]) t('', () => c.add(1, tags))"));
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    QCOMPARE(script.run(), QStringList(6, u" => boolean true"_s));
    QCOMPARE(observer.samples.at(0).tags.value(u"a"_s), u"1"_s);
    QVERIFY(!observer.samples.at(1).tags.contains(u"a"_s));
    QCOMPARE(observer.samples.at(4).tags.value(u"1"_s), u"b"_s);
}

void TestMetricsModule::badTags()
{
    K6Script script(probes(Imports + Declarations,
                           "for (const a of [{}, undefined, null, [], new Date(0)]) t('', () => c.add(1, { a }))"));
    QCOMPARE(script.run(),
             QStringList(5,
                         u" !! GoError: cannot add tags for the 'cc' custom metric: invalid value for metric tag 'a': "
                         "only String, Boolean and Number types are accepted as a metric tag values"_s));
    QCOMPARE(script.metrics.totals(script.metrics.find(u"cc"_s)).samples, 0U);
}

void TestMetricsModule::samplesCarryTags()
{
    K6Script script(
        Imports + Declarations +
        "import { group } from 'k6'\nexport default function () { group('g', () => c.add(2, { kind: 'a' })) }");
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    script.run();
    QCOMPARE(observer.samples.size(), 2); // and group_duration
    QCOMPARE(
        observer.samples.at(0).tags,
        TagMap({{u"build"_s, u"test"_s}, {u"group"_s, u"::g"_s}, {u"kind"_s, u"a"_s}, {u"scenario"_s, u"default"_s}}));
}

void TestMetricsModule::detachedAdd()
{
    K6Script script(Imports + Declarations + "export default function () { const { add } = c; console.log(add(4)) }");
    QCOMPARE(script.run(), QStringList(u"true"_s));
    QCOMPARE(script.metrics.totals(script.metrics.find(u"cc"_s)).sum, 4.0);
}

void TestMetricsModule::sharedByAllVus()
{
    K6Script script(Imports + Declarations + "export default function () { c.add(__VU) }");
    for (int id = 1; id <= 3; ++id) {
        const auto vu = script.makeVu(id);
        script.iterate(*vu, 0);
    }
    QCOMPARE(script.metrics.totals(script.metrics.find(u"cc"_s)).sum, 6.0);
}

QTEST_GUILESS_MAIN(TestMetricsModule)
#include "tst_metrics_module.moc"
