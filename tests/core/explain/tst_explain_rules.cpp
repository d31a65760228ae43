// SPDX-License-Identifier: GPL-3.0-or-later
// Each rule: scripts that make the mistake, and near misses that don't.
#include "../k6/tcp_run.h"

#include "explain/explainer.h"

#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

/// An iteration that hangs is stopped after so long; silences take 2 to 3 s to be told.
const QString Patient = u"export const options = { scenarios: { default: { executor: 'per-vu-iterations', "
                        "vus: 1, iterations: 1, maxDuration: '4s', gracefulStop: '0s' } } };"_s;

const QString Open = u"const s = new Socket(); s.on('data', () => {});\n await s.connect(port('%1'), host);\n"_s;

QString open(const char *peer)
{
    return Open.arg(QLatin1String(peer));
}

/// Says the parts one after the other, a moment apart, and closes.
Peer::Behaviour inParts(const QByteArrayList &parts)
{
    return [parts](PeerConnection &connection) {
        for (const QByteArray &part : parts) {
            connection.send(part);
            connection.pause(100);
        }
        connection.finish();
        connection.waitForEnd();
    };
}

Peer::Behaviour greetingAndSilence()
{
    return [](PeerConnection &connection) {
        connection.send("220 ready\r\n");
        connection.waitForEnd();
    };
}

Peer::Behaviour answerAndClose(const QByteArray &answer)
{
    return [answer](PeerConnection &connection) {
        connection.receive();
        connection.send(answer);
        connection.finish();
        connection.waitForEnd();
    };
}

/// Echoes after the silence that rules take notice of.
Peer::Behaviour lateEcho()
{
    return [](PeerConnection &connection) {
        const QByteArray bytes = connection.receive();
        connection.pause(2500);
        connection.send(bytes);
        connection.waitForEnd();
    };
}

TlsPeerOptions withIdentity()
{
    TlsPeerOptions options;
    options.identity = makeIdentity({u"localhost"_s, {u"DNS:localhost"_s, u"IP:127.0.0.1"_s}});
    return options;
}

/// The peers besides those of TcpPeers.
struct MorePeers
{
    Peer lines{greetingAndSilence()};
    Peer late{lateEcho()};
    Peer halves{inParts({"one\ntw", "o\n"})};
    Peer length{inParts({QByteArray::fromHex("00000006") + "ab", "cdef"})};
    Peer alert{answerAndClose(QByteArray::fromHex("15030100020246"))};
    Peer bye{answerAndClose("bye\r\n")};
    Peer drip{inParts({"drip\n", "drip\n"})};
    TlsPeer tls{withIdentity()};

    void addTo(TcpRunOptions &options) const
    {
        options.ports.insert({{u"LINES"_s, lines.port()},
                              {u"LATE"_s, late.port()},
                              {u"HALVES"_s, halves.port()},
                              {u"LENGTH"_s, length.port()},
                              {u"DRIP"_s, drip.port()},
                              {u"ALERT"_s, alert.port()},
                              {u"BYE"_s, bye.port()},
                              {u"TLS"_s, tls.port()}});
    }
};

/// The findings of a rule, as "line: sentence"; lines count from the script's first.
QStringList findingsOf(const TcpRun &run, const QString &rule)
{
    Explainer explainer;
    for (const Record &record : run.records)
        explainer.read(record);
    explainer.finish();
    QStringList found;
    for (const Explanation *finding : explainer.findings().all()) {
        if (finding->rule == rule)
            found += u"%1: %2"_s.arg(finding->place.line).arg(finding->what);
    }
    return found;
}

} // namespace

class TestExplainRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_peers = std::make_unique<TcpPeers>();
        m_morePeers = std::make_unique<MorePeers>();
    }
    void rules_data();
    void rules();
    void rejectionsOutsideOfIterations_data();
    void rejectionsOutsideOfIterations();

private:
    void heldRows();
    void lineEndingRows();
    void handlerRows();
    void eventRows();
    void orderRows();
    void rejectionRows();
    void timeoutRows();
    void splitRows();
    void tlsRows();

    std::unique_ptr<TcpPeers> m_peers;
    std::unique_ptr<MorePeers> m_morePeers;
};

void TestExplainRules::rules_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QStringList>("expected"); // "line: part of the sentence"; the body begins on line 2
    heldRows();
    lineEndingRows();
    handlerRows();
    eventRows();
    orderRows();
    rejectionRows();
    timeoutRows();
    splitRows();
    tlsRows();
}

void TestExplainRules::rules()
{
    QFETCH(const QString, rule);
    QFETCH(const QString, body);
    QFETCH(const QStringList, expected);
    TcpRunOptions options = m_peers->options();
    m_morePeers->addTo(options);
    options.withJournal = true;
    options.init = Patient;
    const TcpRun run = runTcp(body, options);
    QVERIFY(!run.isLate);
    const QStringList found = findingsOf(run, rule);
    const QString all = found.join(u'\n') + u'\n' + run.errors.join(u'\n');
    QVERIFY2(found.size() == expected.size(), qPrintable(all));
    for (qsizetype i = 0; i < found.size(); ++i) {
        QVERIFY2(found[i].section(u':', 0, 0) == expected[i].section(u':', 0, 0), qPrintable(all));
        QVERIFY2(found[i].contains(expected[i].section(u": "_s, 1)), qPrintable(all));
    }
}

void TestExplainRules::heldRows()
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

void TestExplainRules::lineEndingRows()
{
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"line-ending, "_s + QLatin1String(name))) << u"line-ending"_s << body << expected;
    };
    row("none", open("SINK") + u"\n await s.write('PING');"_s, {u"5: does not end a line"_s});
    row("a backslash and an n", open("SINK") + u"await s.write('PING\\\\n');"_s, {u"4: a backslash and a letter"_s});
    row("CR alone", open("SINK") + u"await s.write('PING\\r');"_s, {u"4: ends with CR"_s});
    row("LF alone where the peer sends CR LF",
        u"const s = new Socket(), greeted = next(s, 'data');\n await s.connect(port('LINES'), host);\n"
        "await greeted; await s.write('PING\\n');"_s,
        {u"4: the peer's own lines end with CR LF"_s});
    row("LF alone, nothing known of the peer", open("SINK") + u"await s.write('PING\\n');"_s, {});
    row("CR LF", open("SINK") + u"await s.write('PING\\r\\n');"_s, {});
    row("not a text", open("SINK") + u"await s.write(new Uint8Array([1, 2, 3, 0]));"_s, {});
    row("answered", open("ECHO") + u"await s.write('PING');"_s, {});
    row("answered late", open("LATE") + u"await s.write('PING');"_s, {});
    row("destroyed soon", open("SINK") + u"await s.write('PING'); await wait(300); s.destroy();"_s, {});
    row("sent whole with the next write", open("SINK") + u"await s.write('PI'); await s.write('NG\\r\\n');"_s, {});
}

void TestExplainRules::handlerRows()
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

void TestExplainRules::eventRows()
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

void TestExplainRules::orderRows()
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

void TestExplainRules::rejectionRows()
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

void TestExplainRules::rejectionsOutsideOfIterations_data()
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

void TestExplainRules::rejectionsOutsideOfIterations()
{
    QFETCH(const QString, functions);
    QFETCH(const QStringList, expected);
    TcpRunOptions options = m_peers->options();
    options.withJournal = options.withSummary = true;
    const TcpRun run = runTcpScript(
        u"import { Socket } from 'k6/x/tcp';\nconst host = '127.0.0.1', port = (name) => Number(__ENV[name]);\n"_s +
            functions + u"\nexport default function () {}\n"_s,
        options);
    const QStringList found = findingsOf(run, u"unhandled-rejection"_s);
    const QString all = found.join(u'\n') + u'\n' + run.errors.join(u'\n');
    QVERIFY2(found.size() == expected.size(), qPrintable(all));
    for (qsizetype i = 0; i < found.size(); ++i) {
        QVERIFY2(found[i].section(u':', 0, 0) == expected[i].section(u':', 0, 0), qPrintable(all));
        QVERIFY2(found[i].contains(expected[i].section(u": "_s, 1)), qPrintable(all));
    }
}

void TestExplainRules::timeoutRows()
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

void TestExplainRules::splitRows()
{
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"split-message, "_s + QLatin1String(name))) << u"split-message"_s << body << expected;
    };
    row("more than a chunk", open("FLOOD") + u"await next(s, 'close');"_s, {u"2: pieces of 4096 bytes"_s});
    row("a line in two", open("HALVES") + u"await next(s, 'close');"_s, {u"2: A line"_s});
    row("a length in two", open("LENGTH") + u"await next(s, 'close');"_s, {u"2: begins with its length"_s});
    row("two lines in two", open("DRIP") + u"await next(s, 'close');"_s, {});
    row("two answers",
        open("ECHO") + u"await s.write('a'); await wait(50); await s.write('b\\n'); await wait(50); s.destroy();"_s,
        {});
    row("nobody listens", u"const s = new Socket();\n await s.connect(port('FLOOD'), host); await next(s, 'close');"_s,
        {});
}

void TestExplainRules::tlsRows()
{
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(qPrintable(u"tls-mismatch, "_s + QLatin1String(name))) << u"tls-mismatch"_s << body << expected;
    };
    const QString tls =
        u"const s = new Socket();\n await outcome(s.connect({ port: port('%1'), host, tls: true })); s.destroy();"_s;
    row("TLS to a greeting", tls.arg(u"GREET"_s), {u"3: the answer was not TLS"_s});
    row("TLS to an echo", tls.arg(u"ECHO"_s), {u"3: the answer was not TLS"_s});
    row("TLS to a silent peer", tls.arg(u"SINK"_s), {u"3: for 2 s nothing came back"_s});
    const QString plain = u"await s.write('PING PING\\r\\n'); await next(s, 'close');"_s;
    row("plain to TLS, closed without a word", open("TLS") + plain, {u"3: hung up on the first bytes"_s});
    row("plain to TLS, refused by an alert", open("ALERT") + plain, {u"3: this port speaks TLS"_s});
    row("plain to a peer that answers and closes", open("BYE") + plain, {});
    row("TLS to TLS, certificate refused", tls.arg(u"TLS"_s), {});
    row("TLS to a closed port", tls.arg(u"REFUSED"_s), {});
    row("plain to plain", open("ECHO") + u"await s.write('x'); await wait(50); s.destroy();"_s, {});
}

QTEST_GUILESS_MAIN(TestExplainRules)
#include "tst_explain_rules.moc"
