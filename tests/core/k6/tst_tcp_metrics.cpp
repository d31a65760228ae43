// SPDX-License-Identifier: GPL-3.0-or-later
// The samples that sockets take, and their tags, which differ from metric to metric (k6-reference 2.12).
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpMetrics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWholeConnection();
    void tagPrecedence();
    void refused();
    void unknownName();
    void wrongArguments();
    void writeErrors();
    void readError();
    void ioErrorsAreNotCounted();
    void failedWritesThatReachedTheSystem();
    void durationOfASocket();
    void wholeMilliseconds();
    void dataTotalsOfEachIteration();
    void dataTotalsWithoutSockets();
    void setupAndTeardown();
    void tagsOfTheMoment();
    void iterationMetrics();
    void failedIterationsCount();
    void subMetricsByConnection();

private:
    TcpPeers m_peers;
    [[nodiscard]] TagMap vuTags() const
    {
        return {{u"scenario"_s, u"default"_s}, {u"group"_s, u""_s}, {u"run"_s, u"r"_s}};
    }
    [[nodiscard]] TcpRunOptions options() const
    {
        TcpRunOptions options = m_peers.options();
        options.init = u"export const options = { tags: { run: 'r' } };"_s;
        return options;
    }
};

void TestTcpMetrics::aWholeConnection()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket({ tags: { made: 'c' } }), data = next(s, 'data')
await s.connect({ port: port('ECHO'), host, tags: { call: 'k' } })
await s.write('hello', { tags: { w: 1 } })
await data
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    TagMap connection = vuTags();
    connection.insert({{u"proto"_s, u"TCP"_s},
                       {u"made"_s, u"c"_s},
                       {u"call"_s, u"k"_s},
                       {u"host"_s, u"127.0.0.1"_s},
                       {u"port"_s, QString::number(m_peers.echo.port())}});
    TagMap withIp = connection;
    withIp.insert(u"ip"_s, u"127.0.0.1"_s);
    TagMap write = vuTags();
    write.insert(u"w"_s, u"1"_s);
    const QList<std::pair<QString, TagMap>> expected{{u"tcp_socket_resolving"_s, connection},
                                                     {u"tcp_socket_connecting"_s, connection},
                                                     {u"tcp_sockets"_s, connection},
                                                     {u"tcp_writes"_s, write},
                                                     {u"tcp_reads"_s, vuTags()},
                                                     {u"tcp_socket_duration"_s, withIp}};
    for (const auto &[metric, tags] : expected) {
        const QList<TcpSample> samples = run.samplesOf(metric);
        QVERIFY2(samples.size() == 1, qPrintable(metric));
        QVERIFY2(samples.first().tags == tags,
                 qPrintable(u"%1: %2"_s.arg(metric, QStringList(samples.first().tags.keys()).join(u' '))));
    }
    for (const QString &metric : {u"tcp_sockets"_s, u"tcp_writes"_s, u"tcp_reads"_s})
        QCOMPARE(run.sum(metric), 1.0);
    for (const QString &metric : {u"tcp_errors"_s, u"tcp_timeouts"_s, u"tcp_partial_writes"_s})
        QCOMPARE(run.samplesOf(metric).size(), 0);
    QCOMPARE(run.sum(u"data_sent"_s), 5.0);
    QCOMPARE(run.sum(u"data_received"_s), 5.0);
    QCOMPARE(run.samplesOf(u"data_sent"_s).first().tags, vuTags());
}

/// Later wins: VU tags, proto, the constructor's, connect()'s, then host and port, which nobody overrides.
void TestTcpMetrics::tagPrecedence()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket({ tags: { run: 'mine', proto: 'LINE', both: 'constructor', host: 'forged', port: 1, ip: 'forged', group: 'g', n: null } })
await s.connect({ port: String(port('ECHO')), host: 'localhost', tags: { both: 'connect', port: 'forged' } })
await s.write('x', { tags: { run: 'other', host: 'h' } })
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    const TagMap expected{{u"scenario"_s, u"default"_s},
                          {u"group"_s, u"g"_s},
                          {u"run"_s, u"mine"_s},
                          {u"proto"_s, u"LINE"_s},
                          {u"both"_s, u"connect"_s},
                          {u"host"_s, u"localhost"_s},
                          {u"port"_s, QString::number(m_peers.echo.port())},
                          {u"ip"_s, u"forged"_s},
                          {u"n"_s, u"null"_s}};
    QCOMPARE(run.samplesOf(u"tcp_sockets"_s).value(0).tags, expected);
    TagMap resolved = expected;
    resolved.insert(u"ip"_s, run.samplesOf(u"tcp_socket_duration"_s).value(0).tags.value(u"ip"_s));
    QVERIFY(resolved.value(u"ip"_s) == u"127.0.0.1" || resolved.value(u"ip"_s) == u"::1");
    QCOMPARE(run.samplesOf(u"tcp_socket_duration"_s).value(0).tags, resolved);
    TagMap write = vuTags();
    write.insert({{u"run"_s, u"other"_s}, {u"host"_s, u"h"_s}});
    QCOMPARE(run.samplesOf(u"tcp_writes"_s).value(0).tags, write);
}

/// Tags are put together where a sub-metric wants them, also without an output.
void TestTcpMetrics::subMetricsByConnection()
{
    TcpRunOptions options = this->options();
    const QString echo = QString::number(m_peers.echo.port());
    options.subMetrics = {u"tcp_sockets{port:%1,run:r}"_s.arg(echo),
                          u"tcp_sockets{port:1}"_s,
                          u"tcp_socket_connecting{proto:TCP,scenario:default}"_s,
                          u"tcp_socket_duration{ip:127.0.0.1}"_s,
                          u"tcp_writes{w:1}"_s,
                          u"tcp_reads{host:127.0.0.1}"_s,
                          u"tcp_reads{group:''}"_s,
                          u"tcp_errors{port:%1}"_s.arg(m_peers.refused),
                          u"data_received{scenario:default}"_s};
    const TcpRun run = runTcp(uR"(
for (let i = 0; i < 3; ++i) {
    const s = new Socket(), data = next(s, 'data')
    await s.connect(port('ECHO'), host)
    await s.write('hello', { tags: { w: i } })
    await data
    s.destroy()
}
const refused = new Socket()
await outcome(refused.connect(port('REFUSED'), host))
refused.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    const QList<int> samples{3, 0, 4, 3, 1, 0, 3, 1, 1};
    for (qsizetype i = 0; i < samples.size(); ++i)
        QVERIFY2(
            run.totalsOf(options.subMetrics.at(i)).samples == std::uint64_t(samples.at(i)),
            qPrintable(u"%1: %2"_s.arg(options.subMetrics.at(i)).arg(run.totalsOf(options.subMetrics.at(i)).samples)));
    QCOMPARE(run.totalsOf(u"tcp_sockets"_s).samples, 3U);
    QCOMPARE(run.totalsOf(u"data_received{scenario:default}"_s).sum, 15.0);
}

void TestTcpMetrics::refused()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket({ tags: { a: 'b' } })
await outcome(s.connect(port('REFUSED'), host))
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    TagMap connection = vuTags();
    connection.insert({{u"proto"_s, u"TCP"_s},
                       {u"a"_s, u"b"_s},
                       {u"host"_s, u"127.0.0.1"_s},
                       {u"port"_s, QString::number(m_peers.refused)}});
    QCOMPARE(run.samplesOf(u"tcp_socket_resolving"_s).size(), 1);
    QCOMPARE(run.samplesOf(u"tcp_socket_connecting"_s).size(), 1); // failed dials, too
    QCOMPARE(run.samplesOf(u"tcp_socket_connecting"_s).first().tags, connection);
    QCOMPARE(run.samplesOf(u"tcp_sockets"_s).size(), 0);
    QCOMPARE(run.samplesOf(u"tcp_socket_duration"_s).size(), 0); // it was never connected
    connection.insert(u"ip"_s, u"127.0.0.1"_s);
    QCOMPARE(run.samplesOf(u"tcp_errors"_s).size(), 1);
    QCOMPARE(run.samplesOf(u"tcp_errors"_s).first().tags, connection);
}

void TestTcpMetrics::unknownName()
{
    const TcpRun run = runTcp(
        u"const s = new Socket(); await outcome(s.connect(80, 'no-such-host.invalid')); s.destroy()"_s, options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.samplesOf(u"tcp_socket_resolving"_s).size(), 1);
    QCOMPARE(run.samplesOf(u"tcp_socket_connecting"_s).size(), 0);
    TagMap connection = vuTags();
    connection.insert({{u"proto"_s, u"TCP"_s}, {u"host"_s, u"no-such-host.invalid"_s}, {u"port"_s, u"80"_s}});
    QCOMPARE(run.samplesOf(u"tcp_errors"_s).value(0).tags, connection);
}

void TestTcpMetrics::wrongArguments()
{
    const TcpRun run = runTcp(
        u"const s = new Socket({ tags: { a: 'b' } }); await outcome(s.connect(true)); await outcome(s.connect(99999, host, 1)); s.destroy()"_s,
        options());
    QVERIFY(!run.isLate);
    const QList<TcpSample> errors = run.samplesOf(u"tcp_errors"_s);
    QCOMPARE(errors.size(), 2);
    TagMap tags = vuTags();
    tags.insert({{u"proto"_s, u"TCP"_s}, {u"a"_s, u"b"_s}});
    QCOMPARE(errors.first().tags, tags);
    tags.insert({{u"host"_s, u"127.0.0.1"_s}, {u"port"_s, u"99999"_s}});
    QCOMPARE(errors.last().tags, tags);
}

void TestTcpMetrics::writeErrors()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket({ tags: { a: 'b' } })
await s.connect(port('SINK'), host)
await outcome(s.write(5, { tags: { w: 'x' } }))
await outcome(s.write('x', { encoding: 'nope' }))
s.destroy()
await outcome(s.write(5)))"_s,
                              options());
    QVERIFY(!run.isLate);
    const QList<TcpSample> errors = run.samplesOf(u"tcp_errors"_s);
    QCOMPARE(errors.size(), 3);
    TagMap tags = vuTags();
    QCOMPARE(errors.at(1).tags, tags);
    QCOMPARE(errors.at(2).tags, tags);
    tags.insert(u"w"_s, u"x"_s);
    QCOMPARE(errors.at(0).tags, tags);
    QCOMPARE(run.samplesOf(u"tcp_writes"_s).size(), 0);
}

void TestTcpMetrics::readError()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket({ tags: { a: 'b' } }), closed = next(s, 'close')
s.on('error', () => {})
await s.connect({ port: port('RST'), host, tags: { c: 'd' } })
await s.write('x')
await closed)"_s,
                              options());
    QVERIFY(!run.isLate);
    const QList<TcpSample> errors = run.samplesOf(u"tcp_errors"_s);
    QCOMPARE(errors.size(), 1);
    TagMap tags = vuTags(); // k6 gives none at all, which crashes it
    tags.insert({{u"proto"_s, u"TCP"_s},
                 {u"a"_s, u"b"_s},
                 {u"c"_s, u"d"_s},
                 {u"host"_s, u"127.0.0.1"_s},
                 {u"port"_s, QString::number(m_peers.rst.port())},
                 {u"ip"_s, u"127.0.0.1"_s}});
    QCOMPARE(errors.first().tags, tags);
    QCOMPARE(run.samplesOf(u"tcp_socket_duration"_s).size(), 1);
}

void TestTcpMetrics::ioErrorsAreNotCounted()
{
    const TcpRun run = runTcp(
        u"const s = new Socket(); await outcome(s.write('x')); s.destroy(); await outcome(s.write('x')); await wait(1); await outcome(s.write('x'))"_s,
        options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.samplesOf(u"tcp_errors"_s).size(), 0);
    QCOMPARE(run.samplesOf(u"tcp_writes"_s).size(), 0);
}

void TestTcpMetrics::failedWritesThatReachedTheSystem()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('DEAF'), host)
const pending = outcome(s.write(new Uint8Array(32 << 20), { tags: { big: 1 } }))
s.destroy()
await pending)"_s,
                              options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.samplesOf(u"tcp_writes"_s).size(), 1);
    QCOMPARE(run.samplesOf(u"tcp_writes"_s).first().tags.value(u"big"_s), u"1"_s);
    QCOMPARE(run.samplesOf(u"tcp_errors"_s).size(), 0);
}

void TestTcpMetrics::durationOfASocket()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await wait(50)
await s.connect(port('SINK'), host)
await wait(100)
s.destroy()
const t = new Socket(), closed = next(t, 'close')
await t.connect(port('FIN'), host)
await closed)"_s,
                              options());
    QVERIFY(!run.isLate);
    const QList<TcpSample> durations = run.samplesOf(u"tcp_socket_duration"_s);
    QCOMPARE(durations.size(), 2);
    QVERIFY2(durations.first().value >= 99 && durations.first().value < 5000,
             qPrintable(QString::number(durations.first().value)));
    QCOMPARE(durations.last().tags.value(u"port"_s), QString::number(m_peers.fin.port()));
}

void TestTcpMetrics::wholeMilliseconds()
{
    const TcpRun run = runTcp(
        u"for (let i = 0; i < 20; ++i) { const s = new Socket(); await s.connect(port('SINK'), 'localhost'); s.destroy() }"_s,
        options());
    QVERIFY(!run.isLate);
    for (const QString &metric : {u"tcp_socket_resolving"_s, u"tcp_socket_connecting"_s, u"tcp_socket_duration"_s}) {
        const QList<TcpSample> samples = run.samplesOf(metric);
        QCOMPARE(samples.size(), 20);
        for (const TcpSample &sample : samples)
            QVERIFY2(sample.value >= 0 && std::trunc(sample.value) == sample.value,
                     qPrintable(u"%1 %2"_s.arg(metric).arg(sample.value)));
    }
}

void TestTcpMetrics::dataTotalsOfEachIteration()
{
    TcpRunOptions own = m_peers.options();
    own.init = u"export const options = { iterations: 3 };"_s;
    const TcpRun run = runTcp(uR"(
for (let i = 0; i < __ITER; ++i) {
  const s = new Socket(), data = next(s, 'data')
  await s.connect(port('ECHO'), host)
  await s.write('12345')
  await data
  s.destroy()
})"_s,
                              own);
    QVERIFY(!run.isLate);
    QList<double> sent, received;
    for (const TcpSample &sample : run.samplesOf(u"data_sent"_s))
        sent.append(sample.value);
    for (const TcpSample &sample : run.samplesOf(u"data_received"_s))
        received.append(sample.value);
    QCOMPARE(sent, (QList<double>{0, 5, 10}));
    QCOMPARE(received, (QList<double>{0, 5, 10}));
}

/// One pair of samples an iteration, whatever the script imports.
void TestTcpMetrics::dataTotalsWithoutSockets()
{
    const TcpRun run = runTcpScript(u"export const options = { iterations: 2 }; export default function () {}"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.samplesOf(u"data_sent"_s).size(), 2);
    QCOMPARE(run.samplesOf(u"data_received"_s).size(), 2);
    QCOMPARE(run.sum(u"data_sent"_s), 0.0);
}

void TestTcpMetrics::setupAndTeardown()
{
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
async function use (text) {
  const s = new Socket()
  await s.connect(Number(__ENV.SINK), '127.0.0.1')
  await s.write(text)
  s.destroy()
}
export async function setup () { await use('1'); return { some: 'data' } }
export default async function () { await use('12') }
export async function teardown () { await use('123') })"_s,
                                    m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    const QList<TcpSample> sent = run.samplesOf(u"data_sent"_s);
    QCOMPARE(sent.size(), 3); // one each
    QCOMPARE((QList<double>{sent.at(0).value, sent.at(1).value, sent.at(2).value}), (QList<double>{1, 2, 3}));
    QCOMPARE(sent.at(0).tags, (TagMap{{u"group"_s, u"::setup"_s}}));
    QCOMPARE(sent.at(1).tags, (TagMap{{u"group"_s, u""_s}, {u"scenario"_s, u"default"_s}}));
    QCOMPARE(sent.at(2).tags, (TagMap{{u"group"_s, u"::teardown"_s}}));
    QCOMPARE(run.samplesOf(u"tcp_sockets"_s).value(0).tags.value(u"group"_s), u"::setup"_s);
    QCOMPARE(run.samplesOf(u"iterations"_s).size(), 1);
}

/// Samples carry the tags of the moment when they are taken, not of the socket's birth.
void TestTcpMetrics::tagsOfTheMoment()
{
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
import exec from 'k6/execution'
export default async function () {
  const s = new Socket()
  await s.connect(Number(__ENV.ECHO), '127.0.0.1')
  exec.vu.metrics.tags.step = 'later'
  const data = new Promise((r) => s.on('data', r))
  await s.write('x')
  await data
  s.destroy()
})"_s,
                                    m_peers.options());
    QVERIFY(!run.isLate);
    QVERIFY(!run.samplesOf(u"tcp_sockets"_s).value(0).tags.contains(u"step"_s));
    for (const QString &metric : {u"tcp_writes"_s, u"tcp_reads"_s, u"tcp_socket_duration"_s, u"iterations"_s})
        QCOMPARE(run.samplesOf(metric).value(0).tags.value(u"step"_s), u"later"_s);
}

void TestTcpMetrics::iterationMetrics()
{
    TcpRunOptions own = options();
    own.overrides.iterations = 3;
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.connect(port('SINK'), host).then(() => wait(50)).then(() => s.destroy()))"_s,
                              own);
    QVERIFY(!run.isLate);
    QCOMPARE(run.samplesOf(u"iterations"_s).size(), 3);
    const QList<TcpSample> durations = run.samplesOf(u"iteration_duration"_s);
    QCOMPARE(durations.size(), 3);
    for (const TcpSample &sample : durations) {
        QVERIFY2(sample.value >= 50 && sample.value < 5000,
                 qPrintable(QString::number(sample.value))); // until the sockets are done
        QCOMPARE(sample.tags, vuTags());
    }
}

void TestTcpMetrics::failedIterationsCount()
{
    const TcpRun run = runTcp(u"throw new Error('x')"_s, options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.samplesOf(u"iterations"_s).size(), 1);
    QCOMPARE(run.samplesOf(u"iteration_duration"_s).size(), 1);
    QCOMPARE(run.samplesOf(u"data_sent"_s).size(), 1);
}

QTEST_GUILESS_MAIN(TestTcpMetrics)
#include "tst_tcp_metrics.moc"
