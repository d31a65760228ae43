// SPDX-License-Identifier: GPL-3.0-or-later
// Rules about handlers and the events they wait for: scripts that make the mistake, and near misses that don't.
#include "rules_fixture.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestExplainRulesHandlers : public QObject, protected RulesFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startPeers(); }
    void rules_data();
    void rules() { checkRow(); }

private:
    void handlerRows();
    void eventRows();
    void timeoutRows();
};

void TestExplainRulesHandlers::rules_data()
{
    addColumns();
    handlerRows();
    eventRows();
    timeoutRows();
}

void TestExplainRulesHandlers::handlerRows()
{
    const auto row = [](const char *rule, const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"%1, %2"_s.arg(QLatin1String(rule), QLatin1String(name))))
            << QString::fromLatin1(rule) << body << expected;
    };
    row("unheard-data", "none at all",
        u"const s = new Socket();\n await s.connect(port('GREET'), host);\n await wait(200); s.destroy();"_s,
        {u"3: received 11 bytes"_s});
    row("unheard-data", "registered too late",
        u"const s = new Socket();\n await s.connect(port('GREET'), host); await wait(200);\n s.on('data', () => {}); s.destroy();"_s,
        {u"3: nobody can have them"_s});
    row("unheard-data", "given no function",
        u"const s = new Socket(); s.on('data', null);\n await s.connect(port('GREET'), host); await wait(200); s.destroy();"_s,
        {u"3: nobody can have them"_s});
    row("unheard-data", "registered behind connect(), before anything came",
        u"const s = new Socket();\n await s.connect(port('ECHO'), host); s.on('data', () => s.destroy()); await s.write('x');"_s,
        {});
    row("unheard-data", "nothing came",
        u"const s = new Socket();\n await s.connect(port('SINK'), host); await s.write('x'); s.destroy();"_s, {});

    row("replaced-handler", "two for data",
        u"const s = new Socket();\n s.on('data', () => {});\n s.on('data', () => {});\n s.destroy();"_s,
        {u"4: on('data', …) was called again"_s});
    row("replaced-handler", "next() in a loop",
        u"const s = new Socket();\n await s.connect(port('ECHO'), host);\n for (let i = 0; i < 3; ++i) {\n"
        "await s.write('x'); await new Promise((r) => s.on('data', r)); }\n s.destroy();"_s,
        {u"5: its earlier handler"_s});
    row("replaced-handler", "two events, two sockets",
        u"const s = new Socket(), t = new Socket();\n s.on('data', () => {}); t.on('data', () => {}); "
        u"s.on('close', () => {});\n"
        "s.destroy(); t.destroy();"_s,
        {});
    row("replaced-handler", "none before",
        u"const s = new Socket();\n s.on('data', null); s.on('data', () => {}); s.destroy();"_s, {});
}

void TestExplainRulesHandlers::eventRows()
{
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"event-never-fired, "_s + QLatin1String(name)))
            << u"event-never-fired"_s << body << expected;
    };
    row("unknown event", u"const s = new Socket();\n s.on('end', () => {}); s.destroy();"_s,
        {u"3: sockets have no such event"_s});
    row("wrong case", u"const s = new Socket();\n s.on('Data', () => {}); s.destroy();"_s,
        {u"3: sockets have no such event"_s});
    row("connect behind connect()",
        u"const s = new Socket();\n await s.connect(port('SINK'), host);\n"
        "s.on('connect', () => p('never')); await wait(50); s.destroy();"_s,
        {u"4: after that had happened"_s});
    row("close behind the close",
        u"const s = new Socket();\n s.destroy(); await wait(20);\n s.on('close', () => p('late'));"_s,
        {u"4: after that had happened"_s});
    row("timeout without a timer",
        u"const s = new Socket();\n s.on('timeout', () => {});\n"
        "await s.connect(port('SINK'), host); s.destroy();"_s,
        {u"3: no idle timer was set"_s});
    row("destroy right behind write", open("SINK") + u"await s.write('PING\\n');\n s.destroy();"_s,
        {u"5: destroyed at once"_s});
    row("connect before connect()",
        u"const s = new Socket();\n s.on('connect', () => s.destroy());\n"
        "await s.connect(port('SINK'), host);"_s,
        {});
    row("timeout with a timer",
        u"const s = new Socket();\n s.on('timeout', () => {}); s.setTimeout(9000);\n"
        "await s.connect(port('SINK'), host); s.destroy();"_s,
        {});
    row("destroy behind the answer",
        u"const s = new Socket();\n s.on('data', () => s.destroy());\n"
        "await s.connect(port('ECHO'), host); await s.write('PING\\n');"_s,
        {});
    row("an error handler that is not needed",
        u"const s = new Socket();\n s.on('error', () => {}); s.on('close', () => {});\n"
        "await s.connect(port('SINK'), host); s.destroy();"_s,
        {});
}

void TestExplainRulesHandlers::timeoutRows()
{
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"timeout-keeps-open, "_s + QLatin1String(name)))
            << u"timeout-keeps-open"_s << body << expected;
    };
    row("again and again",
        u"const s = new Socket(); s.on('timeout', () => {});\n s.setTimeout(100);\n"
        "await s.connect(port('SINK'), host); await wait(500); s.destroy();"_s,
        {u"3: ran out more than once"_s});
    row("nobody listens",
        u"const s = new Socket();\n s.setTimeout(100);\n"
        "await s.connect(port('SINK'), host); await wait(150); s.destroy();"_s,
        {u"3: no handler for timeout"_s});
    row("left open",
        u"const s = new Socket(); s.on('timeout', () => {});\n s.setTimeout(2600);\n"
        "await s.connect(port('SINK'), host);"_s,
        {u"3: stayed open until"_s});
    row("destroyed",
        u"const s = new Socket(); s.on('timeout', () => s.destroy());\n s.setTimeout(100);\n"
        "await s.connect(port('SINK'), host);"_s,
        {});
    row("a heartbeat",
        u"let n = 0; const s = new Socket(); s.on('timeout', () => ++n < 4 ? s.write('x') : s.destroy());\n"
        "s.setTimeout(50); await s.connect(port('SINK'), host);"_s,
        {});
}

QTEST_GUILESS_MAIN(TestExplainRulesHandlers)
#include "tst_explain_rules_handlers.moc"
