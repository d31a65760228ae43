// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/console/progress_text.h"
#include "output/console/run_description.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr std::int64_t Second = 1'000'000'000;
constexpr std::int64_t Minute = 60 * Second;
constexpr std::int64_t Hour = 60 * Minute;

/// Seven scenarios three seconds into a run, as k6 2.2 showed them.
RunProgressView severalScenarios()
{
    RunProgressView view;
    view.stage = RunProgressView::Stage::Running;
    view.elapsedNs = 3 * Second;
    view.maxDurationNs = 10 * Minute + 30 * Second;
    view.activeVus = 8;
    view.initialisedVus = 21;
    view.maxVus = 24;
    view.completeIterations = 17;
    const auto add = [&view](const QString &name, ScenarioSign sign, double progress, const QStringList &columns) {
        view.scenarios.append({name, sign, progress, columns});
    };
    add(u"car"_s, ScenarioSign::Running, 0.399, {u"1/2 VUs"_s, u"0.8s/2s"_s, u"5.00 iters/s"_s});
    add(u"done"_s, ScenarioSign::Running, 0.799, {u"1 VUs"_s, u"0.8s/1s"_s});
    add(u"perm"_s, ScenarioSign::Interrupted, 0, {u"1 VUs"_s, u"0.8s/1s"_s, u"0/2 iters, 2 per VU"_s});
    add(u"r"_s, ScenarioSign::Stopping, 0.399, {u"2/3 VUs"_s, u"0.8s/2.0s"_s});
    add(u"rar"_s, ScenarioSign::Waiting, 0.399, {u"02/12 VUs"_s, u"0.8s/2s"_s, u"11.06 iters/s"_s});
    add(u"grace"_s, ScenarioSign::Done, 1, {u"2 VUs"_s, u"00m00.4s/10m0s"_s, u"4/4 shared iters"_s});
    return view;
}

RunProgressView single(double progress, const QStringList &columns)
{
    RunProgressView view;
    view.stage = RunProgressView::Stage::Running;
    view.elapsedNs = Second;
    view.maxDurationNs = 31 * Second;
    view.activeVus = view.initialisedVus = view.maxVus = 1;
    view.completeIterations = 3;
    view.scenarios = {{u"default"_s, ScenarioSign::Running, progress, columns}};
    return view;
}

} // namespace

class TestProgressText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainBlock();
    void beforeTheRun();
    void bars_data();
    void bars();
    void signsAreColoured();
    void narrowTerminal();
    void linesThatWrap();
    void fixedWidth_data();
    void fixedWidth();
    void banner();
    void description();
};

void TestProgressText::plainBlock()
{
    const QStringList expected{
        u"running (00m03.0s), 08/21 VUs, 17 complete and 0 interrupted iterations"_s,
        u"car     [  39% ] 1/2 VUs    0.8s/2s         5.00 iters/s"_s,
        u"done    [  79% ] 1 VUs      0.8s/1s        "_s,
        u"perm  ✗ [   0% ] 1 VUs      0.8s/1s         0/2 iters, 2 per VU"_s,
        u"r     ↓ [  39% ] 2/3 VUs    0.8s/2.0s      "_s,
        u"rar   • [  39% ] 02/12 VUs  0.8s/2s         11.06 iters/s"_s,
        u"grace ✓ [ 100% ] 2 VUs      00m00.4s/10m0s  4/4 shared iters"_s,
    };
    QCOMPARE(progressLines(severalScenarios(), {}), expected);
    const QStringList one{u"running (01.0s), 1/1 VUs, 3 complete and 0 interrupted iterations"_s,
                          u"default   [  99% ] 1 VUs  1.0s/1s"_s};
    QCOMPARE(progressLines(single(0.999, {u"1 VUs"_s, u"1.0s/1s"_s}), {}), one);
}

void TestProgressText::beforeTheRun()
{
    RunProgressView view;
    view.stageText = u"007/200 VUs initialized"_s;
    view.stageProgress = 0.035;
    view.scenarios = {{u"default"_s}};
    const QStringList init{u"Init      [   3% ] 007/200 VUs initialized"_s, u"default   [   0% ]"_s};
    QCOMPARE(progressLines(view, {}), init);
    view.stage = RunProgressView::Stage::Preparing;
    view.stageProgress = 1;
    view.stageText = u"setup()"_s;
    view.scenarios = {{u"a"_s}, {u"a_very_long_scenario_name_over_30_chars"_s}};
    const QStringList setup{u"Run                              [ 100% ] setup()"_s,
                            u"a                                [   0% ]"_s,
                            u"a_very_long_scenario_name_o...   [   0% ]"_s};
    QCOMPARE(progressLines(view, {}), setup);
}

void TestProgressText::bars_data()
{
    QTest::addColumn<double>("progress");
    QTest::addColumn<QString>("bar");
    QTest::newRow("nothing") << 0.0 << u"--------------------------------------"_s;
    QTest::newRow("too little to show") << 0.02 << u"--------------------------------------"_s;
    QTest::newRow("a twentieth") << 0.05 << u">-------------------------------------"_s;
    QTest::newRow("a third") << 1.0 / 3 << u"===========>--------------------------"_s;
    QTest::newRow("half") << 0.5 << u"==================>-------------------"_s;
    QTest::newRow("nearly all") << 0.99 << u"====================================>-"_s;
    QTest::newRow("all") << 1.0 << u"======================================"_s;
    QTest::newRow("too much") << 7.0 << u"======================================"_s;
    QTest::newRow("negative") << -1.0 << u"--------------------------------------"_s;
    QTest::newRow("not a number") << std::nan("") << u"--------------------------------------"_s;
}

void TestProgressText::bars()
{
    QFETCH(const double, progress);
    QFETCH(const QString, bar);
    const RunProgressView view = single(progress, {u"1 VUs"_s, u"0.1s/1s"_s});
    QCOMPARE(progressLines(view, {true, false, 200})[1], u"default   [%1] 1 VUs  0.1s/1s"_s.arg(bar));
}

void TestProgressText::signsAreColoured()
{
    const QStringList lines = progressLines(severalScenarios(), {true, true, 200});
    const QString empty = u"[\x1b[2m--------------------------------------\x1b[22m]"_s;
    QCOMPARE(lines[3], u"perm  \x1b[31m✗\x1b[0m "_s + empty + u" 1 VUs      0.8s/1s         0/2 iters, 2 per VU"_s);
    QVERIFY(lines[5].startsWith(u"rar   \x1b[2m•\x1b[22m [==============>\x1b[2m-----------------------\x1b[22m]"_s));
    QVERIFY(
        lines[6].startsWith(u"grace \x1b[32m✓\x1b[0m [======================================\x1b[2m\x1b[22m] 2 VUs"_s));
}

/// The widths are those of k6 on terminals of 80 and 60 columns.
void TestProgressText::narrowTerminal()
{
    const QStringList wide = progressLines(severalScenarios(), {true, false, 80});
    QVERIFY(wide[3].startsWith(u"perm  ✗ [----------------------] 1 VUs"_s));
    QCOMPARE(wide[3].size(), 79);
    const RunProgressView view = single(0, {u"1 VUs"_s, u"00m00.2s/10m0s"_s, u"0/3 shared iters"_s});
    QCOMPARE(progressLines(view, {true, false, 60})[1],
             u"default   [-------] 1 VUs  00m00.2s/10m0s  0/3 shared iters"_s);
    QVERIFY(progressLines(view, {true, false, 10})[1].startsWith(u"default   [] 1 VUs"_s));
}

void TestProgressText::linesThatWrap()
{
    QCOMPARE(linesOnTerminal(QString(), 80), 1);
    QCOMPARE(linesOnTerminal(QString(80, u'x'), 80), 1);
    QCOMPARE(linesOnTerminal(QString(81, u'x'), 80), 2);
    QCOMPARE(linesOnTerminal(u"\x1b[2m"_s + QString(80, u'x') + u"\x1b[22m"_s, 80), 1);
    QCOMPARE(linesOnTerminal(QString(81, u'x'), 0), 1);
}

void TestProgressText::fixedWidth_data()
{
    QTest::addColumn<qint64>("elapsed");
    QTest::addColumn<qint64>("longest");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, std::int64_t elapsed, std::int64_t longest, const QString &text) {
        QTest::newRow(name) << static_cast<qint64>(elapsed) << static_cast<qint64>(longest) << text;
    };
    row("below ten seconds", Second / 2, 2 * Second, u"0.5s"_s);
    row("below a minute", Second / 2, 31 * Second, u"00.5s"_s);
    row("below ten minutes", Second / 2, Minute + 30 * Second, u"0m00.5s"_s);
    row("waiting in minutes", Minute + 39 * Second, Minute + 40 * Second, u"1m39.0s"_s);
    row("below an hour", 2 * Second, 10 * Minute + 30 * Second, u"00m02.0s"_s);
    row("hours", Second / 2, Hour, u"0h00m00.5s"_s);
    row("many hours", 26 * Hour + Minute + Second, 30 * Hour, u"26h01m01.0s"_s);
    row("rounds to a tenth", 59'960'000'000, 2 * Minute, u"1m00.0s"_s);
    row("longer than expected", 75 * Second, 30 * Second, u"75.0s"_s);
    row("negative", -Second, 30 * Second, u"00.0s"_s);
}

void TestProgressText::fixedWidth()
{
    QFETCH(const qint64, elapsed);
    QFETCH(const qint64, longest);
    QTEST(fixedDuration(elapsed, longest), "text");
}

void TestProgressText::banner()
{
    const QString plain = bannerText(TerminalColours::None);
    const QStringList lines = plain.split(u'\n');
    QCOMPARE(lines.size(), 8);
    QCOMPARE(lines[0], QString());
    QCOMPARE(lines[1], u"         /\\      Grafana   /‾‾/  "_s);
    QCOMPARE(lines[5], u" / __________ \\  |_|\\_\\  \\_____/ "_s);
    QCOMPARE(lines[6], QString());
    QVERIFY(bannerText(TerminalColours::Sixteen).startsWith(u"\n\x1b[33m         /\\"_s));
    QVERIFY(bannerText(TerminalColours::Sixteen).endsWith(u"_____/ \x1b[0m\n\n"_s));
    QVERIFY(bannerText(TerminalColours::TrueColour).startsWith(u"\n\x1b[38;2;255;103;29;1m"_s));
    QCOMPARE(clearingLines("a\nb\n"), "a\x1b[0K\nb\x1b[0K\n");
}

void TestProgressText::description()
{
    RunDescription run;
    run.script = u"d.js"_s;
    run.maxVus = 3;
    run.maxDurationNs = 10 * Minute + 30 * Second;
    run.scenarios = {
        {u"a"_s, u"2 iterations for each of 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)"_s},
        {u"b"_s, u"1 looping VUs for 1s (startTime: 500ms, gracefulStop: 30s)"_s},
    };
    const QString expected = uR"(
     execution: local
        script: d.js
        output: -

     scenarios: (100.00%) 2 scenarios, 3 max VUs, 10m30s max duration (incl. graceful stop):
              * a: 2 iterations for each of 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)
              * b: 1 looping VUs for 1s (startTime: 500ms, gracefulStop: 30s)

)"_s;
    QCOMPARE(descriptionText(run, TerminalColours::None), expected);
    run.scenarios.removeLast();
    run.outputs = {u"json (x.gz)"_s, u"csv (q.csv)"_s};
    run.segmentShare = 0.25;
    const QString coloured = descriptionText(run, TerminalColours::Sixteen);
    QVERIFY(coloured.contains(u"        output: \x1b[36mjson (x.gz), csv (q.csv)\x1b[0m\n"_s));
    QVERIFY(coloured.contains(
        u"\x1b[36m(25.00%) 1 scenario, 3 max VUs, 10m30s max duration (incl. graceful stop):\x1b[0m\n"_s));
}

QTEST_APPLESS_MAIN(TestProgressText)
#include "tst_progress_text.moc"
