// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/option_tiers.h"
#include "options/script_options.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

RunOptions tier(const QByteArray &json)
{
    const ScriptOptions script = parseScriptOptions(QJsonDocument::fromJson(json).object());
    return script.error.isEmpty() ? script.options : RunOptions{};
}

/// Which tiers gave which of the options that say what runs.
QString execution(const RunOptions &options)
{
    QStringList parts;
    if (options.vus)
        parts.append(u"vus %1"_s.arg(*options.vus));
    if (options.iterations)
        parts.append(u"iterations %1"_s.arg(*options.iterations));
    if (options.duration)
        parts.append(u"duration %1s"_s.arg(*options.duration / 1'000'000'000));
    if (options.stages)
        parts.append(u"stages %1"_s.arg(options.stages->size()));
    if (options.scenarios)
        parts.append(u"scenarios %1"_s.arg(options.scenarios->keys().join(u'+')));
    return parts.join(u", "_s);
}

} // namespace

class TestOptionTiers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void precedence_data();
    void precedence();
    void wholeValues();
    void defaults();
    void features();
    void featuresComeFromOneSource();
    void mistakes();
};

void TestOptionTiers::precedence_data()
{
    QTest::addColumn<QByteArrayList>("tiers"); // file, script, environment, flags
    QTest::addColumn<QString>("result");
    QTest::addColumn<QStringList>("overriding");
    const auto row = [](const QByteArrayList &tiers, const QString &result, const QStringList &overriding = {}) {
        QTest::newRow(tiers.join(" < ").constData()) << tiers << result << overriding;
    };
    const QByteArray scenarios = R"({"scenarios":{"a":{"executor":"constant-vus"}}})";
    row({"{}", "{}", "{}", "{}"}, {});
    row({R"({"vus":1})", R"({"vus":2})", R"({"vus":3})", R"({"vus":4})"}, u"vus 4"_s);
    row({R"({"vus":1})", R"({"vus":2})", R"({"vus":3})", "{}"}, u"vus 3"_s);
    row({R"({"vus":1})", "{}", "{}", "{}"}, u"vus 1"_s);
    row({"{}", R"({"vus":2,"iterations":5})", "{}", R"({"duration":"3s"})"}, u"vus 2, duration 3s"_s);
    row({"{}", R"({"iterations":5,"duration":"1s"})", "{}", R"({"vus":9})"}, u"vus 9, iterations 5, duration 1s"_s);
    row({"{}", scenarios, "{}", R"({"vus":9})"}, u"vus 9, scenarios a"_s);
    row({"{}", scenarios, "{}", R"({"iterations":1})"}, u"iterations 1"_s, {u"cli"_s});
    row({scenarios, R"({"stages":[{"duration":"1s"}]})", "{}", "{}"}, u"stages 1"_s, {u"script"_s});
    row({"{}", scenarios, R"({"duration":"1s"})", R"({"iterations":1})"}, u"iterations 1"_s, {u"env"_s});
    row({scenarios, R"({"scenarios":{"b":{"executor":"constant-vus"}}})", "{}", "{}"}, u"scenarios b"_s, {u"script"_s});
    row({"{}", R"({"stages":[{"target":5},{"duration":"1s"}]})", "{}", "{}"}, u"stages 1"_s);
    row({"{}", R"({"duration":"1s"})", R"({"stages":[]})", "{}"}, u"stages 0"_s);
}

void TestOptionTiers::precedence()
{
    QFETCH(const QByteArrayList, tiers);
    const ConsolidatedOptions consolidated =
        consolidate({tier(tiers.at(0)), tier(tiers.at(1)), tier(tiers.at(2)), tier(tiers.at(3))});
    QTEST(execution(consolidated.options), "result");
    QFETCH(QStringList, overriding);
    for (QString &name : overriding)
        name = u"\"%1\" level configuration overrode scenarios configuration entirely"_s.arg(name);
    QCOMPARE(consolidated.warnings, overriding);
}

void TestOptionTiers::wholeValues()
{
    const RunOptions options =
        consolidate({tier(R"({"tags":{"a":"1"},"dns":{"ttl":"1m","policy":"any"},"noSetup":true})"),
                     tier(R"({"tags":{"b":"2"},"hosts":{"x":"1.1.1.1"},"dns":{"select":"first"}})"),
                     tier(R"({"tags":{},"dns":{"policy":"onlyIPv4"}})"), tier(R"({"hosts":{},"noSetup":false})")})
            .options;
    QCOMPARE(*options.tags, (QMap<QString, QString>{{u"b"_s, u"2"_s}}));
    QVERIFY(options.hosts->isEmpty());
    QCOMPARE(options.noSetup, false);
    QCOMPARE(*options.dns, (DnsOptions{u"1m"_s, u"first"_s, u"onlyIPv4"_s})); // by member
}

void TestOptionTiers::defaults()
{
    const ConsolidatedOptions none = consolidate({});
    QCOMPARE(none.options.systemTags->size(), 14);
    QCOMPARE(none.options.summaryTrendStats->join(u','), u"avg,min,med,max,p(90),p(95)"_s);
    QCOMPARE(none.error, QString());
    QCOMPARE(consolidate({{}, tier(R"~({"summaryTrendStats":["p(x)"]})~"), {}, {}}).error,
             u"invalid percentile trend stat value 'p(x)', provide a number between 0 and 100"_s);
}

void TestOptionTiers::features()
{
    const RunOptions file = tier(R"({"tags":{"a":"file","b":"file","k6_feature_x":"true"}})");
    const RunOptions script = tier(R"({"tags":{"a":"script"}})");
    QCOMPARE(*consolidate({file, {}, {}, {}}).options.tags,
             (QMap<QString, QString>{{u"a"_s, u"file"_s}, {u"b"_s, u"file"_s}}));
    const Features features = resolveFeatures(QStringList{u"merge-run-tags, nope"_s}, std::nullopt, std::nullopt);
    QCOMPARE(*consolidate({file, script, {}, {}}, features).options.tags,
             (QMap<QString, QString>{
                 {u"a"_s, u"script"_s}, {u"b"_s, u"file"_s}, {u"k6_feature_merge_run_tags"_s, u"true"_s}}));
}

void TestOptionTiers::featuresComeFromOneSource()
{
    const QStringList freeze = {u"freeze-env"_s};
    const Features flags = resolveFeatures(QStringList{u"nope,native-histograms"_s, u"freeze-env"_s}, u"x"_s, freeze);
    QCOMPARE(flags.active, (QStringList{u"freeze-env"_s, u"native-histograms"_s}));
    QCOMPARE(flags.unknown, QStringList{u"nope"_s});
    QCOMPARE(flags.source, u"cli"_s);
    QCOMPARE(resolveFeatures(QStringList(), u"freeze-env"_s, freeze).active, QStringList());
    QCOMPARE(resolveFeatures(std::nullopt, QString(), freeze).active, QStringList());
    QCOMPARE(resolveFeatures(std::nullopt, std::nullopt, freeze).active, freeze);
}

void TestOptionTiers::mistakes()
{
    QCOMPARE(optionMistakes({}), QStringList());
    QCOMPARE(optionMistakes(tier(R"({"executionSegment":"1/2:1","executionSegmentSequence":"0,0.5,1"})")),
             QStringList());
    QCOMPARE(optionMistakes(tier(R"({"executionSegment":"0:1/2","executionSegmentSequence":"0,1/3,1",
                                     "setupTimeout":0,"teardownTimeout":-1})")),
             (QStringList{u"provided segment 0:1/2 can't be found in sequence 0,1/3,1"_s,
                          u"setupTimeout must be positive"_s, u"teardownTimeout must be positive"_s}));
}

QTEST_GUILESS_MAIN(TestOptionTiers)
#include "tst_option_tiers.moc"
