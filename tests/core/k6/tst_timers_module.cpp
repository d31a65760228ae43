// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6_script.h"

#include <QTest>

using namespace sockscope::test;

class TestTimersModule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areTheGlobalFunctions();
    void run();
};

void TestTimersModule::areTheGlobalFunctions()
{
    K6Script script(R"(
        import timers, { setTimeout as st, clearTimeout as ct, setInterval as si, clearInterval as ci } from 'k6/timers'
        export default function () {
            console.log(Object.keys(timers).sort().join())
            console.log(st === setTimeout, ct === clearTimeout, si === setInterval, ci === clearInterval)
        })");
    QCOMPARE(script.run(),
             QStringList({u"clearInterval,clearTimeout,setInterval,setTimeout"_s, u"true true true true"_s}));
}

void TestTimersModule::run()
{
    K6Script script(R"(
        import { setTimeout, setInterval, clearInterval } from 'k6/timers'
        export default function () {
            let n = 0
            const id = setInterval(() => { console.log('tick', ++n); if (n === 2) clearInterval(id) }, 1)
            setTimeout((a, b) => console.log(a, b), 0, 'with', 'arguments')
        })");
    QStringList lines = script.run();
    lines.sort();
    QCOMPARE(lines, QStringList({u"tick 1"_s, u"tick 2"_s, u"with arguments"_s}));
}

QTEST_GUILESS_MAIN(TestTimersModule)
#include "tst_timers_module.moc"
