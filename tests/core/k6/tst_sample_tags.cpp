// SPDX-License-Identifier: GPL-3.0-or-later
// Tags and metadata of a script's samples under the option systemTags. The expectations were taken from k6 2.2's JSON
// output of the same script.
#include "k6_script.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

const QByteArray Script = R"(
import { check, group } from 'k6'
import exec from 'k6/execution'
import { Counter } from 'k6/metrics'
const c = new Counter('cc')
export function setup() { check(1, { insetup: true }); c.add(1) }
export default function () {
    console.log(Object.keys(exec.vu.metrics.metadata).sort().join(), exec.vu.metrics.tags.group)
    group('g', () => {
        check(1, { a: true })
        c.add(1, { k: 'v' })
        group('h', () => { check(1, { b: false }, { check: 'x', group: '::mine' }) })
    })
    exec.vu.metrics.metadata.m = 'M'
    c.add(2)
}
)";

QString pairs(const TagMap &map)
{
    QStringList list;
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
        list.append(entry.key() + u'=' + *entry);
    return list.join(u' ');
}

QStringList lines(const RecordingObserver &observer)
{
    QStringList list;
    for (const RecordedSample &sample : observer.samples)
        list.append(u"%1 | %2 | %3"_s.arg(sample.metric, pairs(sample.tags), pairs(sample.metadata)));
    return list;
}

QStringList tallies(const CheckGroup &group)
{
    QStringList list{u"group "_s + group.path};
    for (const CheckTally &check : group.checks)
        list.append(u"%1 %2:%3"_s.arg(check.name).arg(check.passes).arg(check.fails));
    for (const CheckGroup &inner : group.groups)
        list += tallies(inner);
    return list;
}

} // namespace

class TestSampleTags : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void systemTags_data();
    void systemTags();
    void iterationsAreNumbered();
    void metadataEndsWithTheScenario();
    void groupSetByAScriptThatHasNone();
    void subMetricsTakeScriptSamples();
};

void TestSampleTags::systemTags_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<QStringList>("samples");
    QTest::addColumn<QString>("console");
    QTest::addColumn<QStringList>("groups");
    const QStringList groups{u"group "_s, u"group ::setup"_s, u"insetup 1:0"_s,  u"group ::g"_s,
                             u"a 1:0"_s,  u"group ::g::h"_s,  u"group ::mine"_s, u"b 0:1"_s};
    QTest::newRow("default") << SystemTags().names().join(u',')
                             << QStringList{u"checks | build=test check=insetup group=::setup | "_s,
                                            u"cc | build=test group=::setup | "_s,
                                            u"checks | build=test check=a group=::g scenario=default | "_s,
                                            u"cc | build=test group=::g k=v scenario=default | "_s,
                                            u"checks | build=test check=b group=::mine scenario=default | "_s,
                                            u"group_duration | build=test group=::g::h scenario=default | "_s,
                                            u"group_duration | build=test group=::g scenario=default | "_s,
                                            u"cc | build=test group= scenario=default | m=M"_s}
                             << u" "_s << groups;
    QTest::newRow("vu and iter")
        << u"vu,iter,check,group,scenario"_s
        << QStringList{u"checks | build=test check=insetup group=::setup | iter=0"_s,
                       u"cc | build=test group=::setup | iter=0"_s,
                       u"checks | build=test check=a group=::g scenario=default | iter=0 vu=1"_s,
                       u"cc | build=test group=::g k=v scenario=default | iter=0 vu=1"_s,
                       u"checks | build=test check=b group=::mine scenario=default | iter=0 vu=1"_s,
                       u"group_duration | build=test group=::g::h scenario=default | iter=0 vu=1"_s,
                       u"group_duration | build=test group=::g scenario=default | iter=0 vu=1"_s,
                       u"cc | build=test group= scenario=default | iter=0 m=M vu=1"_s}
        << u"iter,vu "_s << groups;
    QTest::newRow("check alone") << u"check"_s
                                 << QStringList{u"checks | build=test check=insetup | "_s,
                                                u"cc | build=test | "_s,
                                                u"checks | build=test check=a | "_s,
                                                u"cc | build=test k=v | "_s,
                                                u"checks | build=test check=b group=::mine | "_s,
                                                u"group_duration | build=test | "_s,
                                                u"group_duration | build=test | "_s,
                                                u"cc | build=test | m=M"_s}
                                 << u" undefined"_s << QStringList{u"group "_s, u"group ::mine"_s, u"b 0:1"_s};
    QTest::newRow("no check") << u"group,vu"_s
                              << QStringList{u"checks | build=test group=::setup | "_s,
                                             u"cc | build=test group=::setup | "_s,
                                             u"checks | build=test group=::g | vu=1"_s,
                                             u"cc | build=test group=::g k=v | vu=1"_s,
                                             u"checks | build=test check=x group=::mine | vu=1"_s,
                                             u"group_duration | build=test group=::g::h | vu=1"_s,
                                             u"group_duration | build=test group=::g | vu=1"_s,
                                             u"cc | build=test group= | m=M vu=1"_s}
                              << u"vu "_s << QStringList{u"group "_s,       u"group ::setup"_s, u"group ::g"_s,
                                                         u"group ::g::h"_s, u"group ::mine"_s,  u"x 0:1"_s};
}

void TestSampleTags::systemTags()
{
    QFETCH(QString, names);
    QFETCH(QStringList, samples);
    QFETCH(QString, console);
    QFETCH(QStringList, groups);
    K6Script script(Script);
    script.context.systemTags = SystemTags::fromNames(names.split(u','));
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    const auto outside = script.makeVu(0);
    QCOMPARE(script.call(*outside, VirtualUser::Stage::Setup, u"setup"_s).error, QString());
    const auto vu = script.makeVu(1);
    script.iterate(*vu, 0);
    QCOMPARE(lines(observer), samples);
    QCOMPARE(script.consoleLines(), QStringList{console});
    QStringList found = tallies(script.checks.root());
    QStringList wanted = groups;
    found.sort(); // k6 has no order of groups
    wanted.sort();
    QCOMPARE(found, wanted);
}

void TestSampleTags::iterationsAreNumbered()
{
    K6Script script("import { Counter } from 'k6/metrics'\nconst c = new Counter('cc')\n"
                    "export default () => { c.add(1) }");
    script.context.systemTags = SystemTags::fromNames({u"iter"_s});
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    const auto vu = script.makeVu(1);
    for (std::uint32_t i = 0; i < 3; ++i)
        script.iterate(*vu, i);
    QCOMPARE(lines(observer), QStringList({u"cc | build=test | iter=0"_s, u"cc | build=test | iter=1"_s,
                                           u"cc | build=test | iter=2"_s}));
}

void TestSampleTags::metadataEndsWithTheScenario()
{
    K6Script script("import exec from 'k6/execution'\nexport default () => { console.log(JSON.stringify({ "
                    "...exec.vu.metrics.metadata })); "
                    "exec.vu.metrics.metadata.m = 1; exec.vu.metrics.metadata.vu = 'mine' }");
    script.context.systemTags = SystemTags::fromNames({u"vu"_s});
    const auto vu = script.makeVu(1);
    script.iterate(*vu, 0);
    script.iterate(*vu, 1);
    script.iterate(*vu, 0); // the first iteration of another activation
    QCOMPARE(script.consoleLines(),
             QStringList({uR"({"vu":"1"})"_s, uR"({"m":"1","vu":"mine"})"_s, uR"({"vu":"1"})"_s}));
}

void TestSampleTags::groupSetByAScriptThatHasNone()
{
    K6Script script(
        "import exec from 'k6/execution'\nimport { Counter } from 'k6/metrics'\nconst c = new Counter('cc')\n"
        "export default () => { exec.vu.metrics.tags.group = 'own'; c.add(1) }");
    script.context.systemTags = SystemTags::fromNames({u"check"_s});
    RecordingObserver observer;
    script.metrics.setObserver(&observer);
    script.run();
    QCOMPARE(lines(observer), QStringList{u"cc | build=test group=own | "_s});
}

void TestSampleTags::subMetricsTakeScriptSamples()
{
    K6Script script(
        "import { check, group } from 'k6'\nimport { Trend } from 'k6/metrics'\nconst t = new Trend('tt', true)\n"
        "export default function () { t.add(1); t.add(2, { kind: 'a' }); group('g', () => t.add(4, { kind: 'a' })); "
        "check(1, { good: true, bad: false }) }");
    QString error;
    auto vu = script.makeVu(1); // the init code declares the metrics
    const Metric *kind = script.metrics.declareSubMetric(u"tt{kind:a}"_s, &error);
    const Metric *root = script.metrics.declareSubMetric(u"tt{kind:a,group:\"\",scenario:default}"_s, &error);
    const Metric *bad = script.metrics.declareSubMetric(u"checks{check:bad}"_s, &error);
    const Metric *duration = script.metrics.declareSubMetric(u"group_duration{group:::g}"_s, &error);
    script.iterate(*vu, 0); // without an observer
    QCOMPARE(script.metrics.totals(script.metrics.find(u"tt"_s)).sum, 7.0);
    QCOMPARE(script.metrics.totals(kind).sum, 6.0);
    QCOMPARE(script.metrics.totals(root).sum, 2.0);
    QCOMPARE(script.metrics.totals(bad).samples, 1U);
    QCOMPARE(script.metrics.totals(bad).nonZero, 0U);
    QCOMPARE(script.metrics.totals(duration).samples, 1U);
}

QTEST_GUILESS_MAIN(TestSampleTags)
#include "tst_sample_tags.moc"
