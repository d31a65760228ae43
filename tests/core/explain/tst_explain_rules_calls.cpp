// SPDX-License-Identifier: GPL-3.0-or-later
// Rules about calls, their order and their promises: scripts that make the mistake, and near misses that don't.
#include "rules_fixture.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestExplainRulesCalls : public QObject, protected RulesFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { startPeers(); }
    void rules_data();
    void rules() { checkRow(); }
    void rejectionsOutsideOfIterations_data();
    void rejectionsOutsideOfIterations();

private:
    void heldRows();
    void orderRows();
    void rejectionRows();
};

void TestExplainRulesCalls::rules_data()
{
    addColumns();
    heldRows();
    orderRows();
    rejectionRows();
}

void TestExplainRulesCalls::rejectionsOutsideOfIterations_data()
{
    QTest::addColumn<QString>("functions"); // besides the default one; their first line is the third
    QTest::addColumn<QStringList>("expected");
    const QString connect = u"const s = new Socket();\n await s.connect(port('REFUSED'), host);"_s;
    QTest::newRow("setup()") << u"export async function setup() {\n%1 }"_s.arg(connect)
                             << QStringList{u"5: ended setup(): TCP error during connect"_s};
    QTest::newRow("setup(), behind its back")
        << u"export async function setup() {\n Promise.reject(new Error('boom')); }"_s
        << QStringList{u"4: ended setup(): Error: boom"_s};
    QTest::newRow("teardown()") << u"export async function teardown() {\n%1 }"_s.arg(connect)
                                << QStringList{u"5: ended teardown(): TCP error during connect"_s};
    QTest::newRow("handleSummary()") << u"export async function handleSummary() {\n throw new Error('boom'); }"_s
                                     << QStringList{u"4: ended handleSummary(): Error: boom"_s};
    QTest::newRow("near miss: caught")
        << u"export async function setup() {\n const s = new Socket();\n"
           "try { await s.connect(port('REFUSED'), host); } catch (e) { s.destroy(); } }"_s
        << QStringList();
    QTest::newRow("near miss: thrown") << u"export function setup() {\n throw new Error('boom'); }"_s << QStringList();
    QTest::newRow("near miss: pending") << u"export function teardown() {\n new Promise(() => {}); }"_s
                                        << QStringList();
}

void TestExplainRulesCalls::rejectionsOutsideOfIterations()
{
    QFETCH(const QString, functions);
    QFETCH(const QStringList, expected);
    TcpRunOptions options = m_peers->options();
    options.withJournal = options.withSummary = true;
    const TcpRun run = runTcpScript(
        u"import { Socket } from 'k6/x/tcp';\nconst host = '127.0.0.1', port = (name) => Number(__ENV[name]);\n"_s +
            functions + u"\nexport default function () {}\n"_s,
        options);
    checkFindings(run, u"unhandled-rejection"_s, expected);
}

void TestExplainRulesCalls::heldRows()
{
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"never-destroyed, "_s + QLatin1String(name)))
            << u"never-destroyed"_s << body << expected;
    };
    row("open and forgotten", open("SINK") + u"await s.write('PING\\n');"_s, {u"2: It is open"_s});
    row("two of them, made on one line",
        u"for (let i = 0; i < 2; ++i) { const s = new Socket();\n"
        "await s.connect(port('SINK'), host); }"_s,
        {u"2: It is open"_s});
    row("after a refused connect",
        u"const s = new Socket();\n try { await s.connect(port('REFUSED'), host); } catch (e) {}"_s,
        {u"2: connect() failed"_s});
    row("never connected", u"new Socket();\n await 0;"_s, {u"2: never connected"_s});
    row("destroyed", open("SINK") + u"await s.write('PING\\n'); s.destroy();"_s, {});
    row("closed by the peer", open("FIN") + u"await s.write('x');"_s, {});
    row("kept by a timer, then destroyed", open("SINK") + u"await wait(2800); s.destroy();"_s, {});
    row("an answer that takes longer",
        u"const s = new Socket();\n s.on('timeout', () => s.destroy()); s.setTimeout(3300);\n"
        "await s.connect(port('SINK'), host);"_s,
        {});
    row("stopped while busy", open("ECHO") + u"s.on('data', () => s.write('x')); await s.write('x');"_s, {});
}

void TestExplainRulesCalls::orderRows()
{
    const auto row = [](const char *rule, const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"%1, %2"_s.arg(QLatin1String(rule), QLatin1String(name))))
            << QString::fromLatin1(rule) << body << expected;
    };
    row("connect-not-awaited", "write at once",
        u"const s = new Socket();\n s.connect(port('ECHO'), host).catch(() => {});\n p(await outcome(s.write('x'))); s.destroy();"_s,
        {u"4: while its connect() was still under way"_s});
    row("connect-not-awaited", "destroy at once",
        u"const s = new Socket();\n s.connect(port('ECHO'), host).catch(() => {});\n s.destroy();"_s,
        {u"4: destroy() was called"_s});
    row("connect-not-awaited", "never connected",
        u"const s = new Socket();\n p(await outcome(s.write('x'))); s.destroy();"_s, {u"3: was never connected"_s});
    row("connect-not-awaited", "after a failed connect",
        u"const s = new Socket();\n await outcome(s.connect(port('REFUSED'), host));\n await outcome(s.write('x')); s.destroy();"_s,
        {u"4: although its connect() had failed"_s});
    row("connect-not-awaited", "not awaited, but waited for",
        u"const s = new Socket();\n s.on('connect', async () => { await s.write('x'); s.destroy(); });\n s.connect(port('ECHO'), host);"_s,
        {});
    row("connect-not-awaited", "awaited", open("ECHO") + u"await s.write('x'); s.destroy();"_s, {});

    row("write-after-close", "after destroy()", open("ECHO") + u"s.destroy();\n await outcome(s.write('x'));"_s,
        {u"5: after the script had destroyed it"_s});
    row("write-after-close", "after the peer's end",
        open("FIN") + u"await next(s, 'close');\n await outcome(s.write('x'));"_s,
        {u"5: after its connection had ended"_s});
    row("write-after-close", "before the close", open("ECHO") + u"await s.write('x'); s.destroy();"_s, {});
    row("write-after-close", "never connected",
        u"const s = new Socket();\n await outcome(s.write('x')); s.destroy();"_s, {});
    row("write-after-close", "a wrong argument",
        open("ECHO") + u"s.destroy();\n await outcome(s.write('x', { encoding: 'latin1' }));"_s, {});
}

void TestExplainRulesCalls::rejectionRows()
{
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"unhandled-rejection, "_s + QLatin1String(name)))
            << u"unhandled-rejection"_s << body << expected;
    };
    row("connect() refused", u"const s = new Socket();\n await s.connect(port('REFUSED'), host);"_s,
        {u"3: connection refused"_s});
    row("a write() that nobody awaits", open("ECHO") + u"s.destroy();\n s.write('x');\n await wait(50);"_s,
        {u"5: no active connection"_s});
    row("an error of the script", u"const s = new Socket(); s.destroy();\n await 0;\n throw new Error('boom');"_s,
        {u"4: Error: boom"_s});
    row("caught",
        u"const s = new Socket();\n try { await s.connect(port('REFUSED'), host); } catch (e) { s.destroy(); }"_s, {});
    row("thrown and not rejected",
        u"const s = new Socket(); s.on('close', () => { throw new Error('boom'); });\n s.destroy();"_s, {});
}

QTEST_GUILESS_MAIN(TestExplainRulesCalls)
#include "tst_explain_rules_calls.moc"
