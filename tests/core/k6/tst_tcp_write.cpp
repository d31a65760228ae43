// SPDX-License-Identifier: GPL-3.0-or-later
// write(): what it takes, its encodings, and that bytes arrive as they were, in their order.
#include "tcp_run.h"

#include <QTest>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

/// Keeps the whole stream of its last client.
class Recorder
{
public:
    [[nodiscard]] QByteArray bytes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_bytes;
    }
    [[nodiscard]] quint16 port() const { return m_peer.port(); }

private:
    mutable std::mutex m_mutex;
    QByteArray m_bytes;
    Peer m_peer{behaviour::recorder([this](const QByteArray &all) {
        const std::lock_guard lock(m_mutex);
        m_bytes = all;
    })};
};

} // namespace

class TestTcpWrite : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void payloads_data();
    void payloads();
    void wrongData_data();
    void wrongData();
    void encodingErrors_data();
    void encodingErrors();
    void wrongOptions_data();
    void wrongOptions();
    void goodOptions();
    void unawaitedWritesKeepTheirOrder();
    void mixedWritesKeepTheirOrder();
    void theBufferIsCopied();
    void emptyWrites();
    void allByteValues();
    void aHundredMegabytes();
    void writeInHandlers();

private:
    TcpPeers m_peers;
};

void TestTcpWrite::payloads_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const QString &arguments, const char *hex) {
        QTest::newRow(qPrintable(arguments)) << arguments << QByteArray::fromHex(hex);
    };
    row(u"'Hi'"_s, "4869");
    row(u"'é€😀'"_s, "c3a9e282acf09f9880");
    row(u"'\\ud800x'"_s, "efbfbd78");
    row(u"'x\\udc00'"_s, "78efbfbd");
    row(u"'a\\0b\\r\\n'"_s, "6100620d0a");
    row(u"'é', { encoding: 'utf8' }"_s, "c3a9");
    row(u"'é', { encoding: 'UTF-8' }"_s, "c3a9");
    row(u"'é', { encoding: 'ascii' }"_s, "c3a9");
    row(u"'é', { encoding: '' }"_s, "c3a9");
    row(u"'é', { encoding: null }"_s, "c3a9");
    row(u"'é', {}"_s, "c3a9");
    row(u"'é', null"_s, "c3a9");
    row(u"'é', undefined"_s, "c3a9");
    row(u"'AAEC/w==', { encoding: 'base64' }"_s, "000102ff");
    row(u"'AAEC\\r\\n/w==\\n', { encoding: 'Base64' }"_s, "000102ff");
    row(u"'_-8', { encoding: 'base64url' }"_s, "ffef");
    row(u"'_-8=', { encoding: 'base64url' }"_s, "ffef");
    row(u"'00ff10', { encoding: 'hex' }"_s, "00ff10");
    row(u"'0AfF', { encoding: 'HEX' }"_s, "0aff");
    row(u"'00', { encoding: { toString: () => 'hex' } }"_s, "00");
    row(u"new Uint8Array([1, 2, 3]).buffer"_s, "010203");
    row(u"new Uint8Array([4, 5, 6])"_s, "040506");
    row(u"new Uint8Array([1, 2, 3, 4]).subarray(1, 3)"_s, "0203");
    row(u"new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 2)"_s, "0304");
    row(u"new Uint8ClampedArray([300, 7])"_s, "ff07");
    row(u"new Uint8Array([255]), { encoding: 'hex' }"_s, "ff"); // encodings are for strings
    row(u"new Uint8Array([255]), { encoding: 'latin1' }"_s, "ff");
    row(u"'t', { tags: { k: 'v', n: 1 } }"_s, "74");
}

void TestTcpWrite::payloads()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, sent);
    Recorder recorder;
    TcpRunOptions options;
    options.ports.insert(u"RECORDER"_s, recorder.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('RECORDER'), host)
p(await outcome(s.write(%1)), s.bytes_written)
s.destroy())"_s.arg(arguments),
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"undefined %1"_s.arg(sent.size())));
    QTRY_COMPARE(recorder.bytes(), sent);
}

void TestTcpWrite::wrongData_data()
{
    QTest::addColumn<QString>("data");
    for (const QString &data :
         {u""_s, u"undefined"_s, u"null"_s, u"5"_s, u"true"_s, u"{}"_s, u"[1, 2]"_s, u"new String('x')"_s,
          u"new DataView(new ArrayBuffer(2))"_s, u"new Uint16Array(2)"_s, u"new Int8Array(2)"_s,
          u"new Float64Array(1)"_s, u"() => 'x'"_s, u"Symbol('x')"_s, u"new Date()"_s})
        QTest::newRow(qPrintable(data)) << data;
}

void TestTcpWrite::wrongData()
{
    QFETCH(QString, data);
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('ECHO'), host)
let event
const heard = new Promise((r) => s.on('error', (e) => { event = e; r() }))
try { await s.write(%1); p('resolved') } catch (e) { p(e.name, e.method, e.message) }
await heard
p(event.name, event.method, event.message)
p(await outcome(s.write('ok')), s.ready_state, s.bytes_written)
s.destroy())"_s.arg(data),
                              m_peers.options());
    QVERIFY(!run.isLate);
    const QString line = u"TCPError write invalid type: String or ArrayBuffer expected"_s;
    QCOMPARE(run.console, (QStringList{line, line, u"undefined open 2"_s}));
    QCOMPARE(run.logged(u"Handling TCP error"_s).size(), 1);
    QCOMPARE(run.logged(u"Handling TCP error"_s).first().fields.value(u"method"_s), u"write"_s);
    QCOMPARE(run.sum(u"tcp_errors"_s), 1.0);
    QCOMPARE(run.sum(u"tcp_writes"_s), 1.0); // only the good one
}

void TestTcpWrite::encodingErrors_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("message");
    const auto row = [](const QString &arguments, const QString &message) {
        QTest::newRow(qPrintable(arguments)) << arguments << message;
    };
    row(u"'x', { encoding: 'latin1' }"_s, u"unsupported encoding \"latin1\""_s);
    row(u"'x', { encoding: 'binary' }"_s, u"unsupported encoding \"binary\""_s);
    row(u"'x', { encoding: 'utf16le' }"_s, u"unsupported encoding \"utf16le\""_s);
    row(u"'', { encoding: 'nope' }"_s, u"unsupported encoding \"nope\""_s);
    row(u"'!!', { encoding: 'base64' }"_s, u"illegal base64 data at input byte 0"_s);
    row(u"'SGVsbG8', { encoding: 'base64' }"_s, u"illegal base64 data at input byte 4"_s);
    row(u"'SGVs bG8=', { encoding: 'base64' }"_s, u"illegal base64 data at input byte 4"_s);
    row(u"'abc', { encoding: 'hex' }"_s, u"encoding/hex: odd length hex string"_s);
    row(u"'zz', { encoding: 'hex' }"_s, u"encoding/hex: invalid byte: U+007A 'z'"_s);
    row(u"'1z0', { encoding: 'hex' }"_s, u"encoding/hex: invalid byte: U+007A 'z'"_s);
}

void TestTcpWrite::encodingErrors()
{
    QFETCH(QString, arguments);
    QFETCH(QString, message);
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let events = 0
s.on('error', () => events++)
await s.connect(port('SINK'), host)
try { await s.write(%1); p('resolved') } catch (e) { p(e.name, e.method, e.message) }
await wait(1)
p(events, s.ready_state, s.bytes_written)
s.destroy())"_s.arg(arguments),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"TCPError write "_s + message, u"1 open 0"_s}));
}

void TestTcpWrite::wrongOptions_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("reason");
    QTest::newRow("string") << u"'hex'"_s << u"could not convert hex to tcp.writeOptions"_s;
    QTest::newRow("number") << u"5"_s << u"could not convert 5 to tcp.writeOptions"_s;
    QTest::newRow("true") << u"true"_s << u"could not convert true to tcp.writeOptions"_s;
    QTest::newRow("tags")
        << u"{ tags: 5 }"_s
        << u"could not convert struct value 5 to map[string]string for field Tags: could not convert 5 to map[string]string"_s;
}

void TestTcpWrite::wrongOptions()
{
    QFETCH(QString, options);
    QFETCH(QString, reason);
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let events = 0
s.on('error', () => events++)
await s.connect(port('SINK'), host)
try { s.write('x', %1); p('no throw') } catch (e) { p(e) }
p(await outcome(s.write('y')), s.bytes_written, events)
s.destroy())"_s.arg(options),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console,
             (QStringList{u"TypeError: could not convert function call parameter 1: "_s + reason, u"undefined 1 0"_s}));
}

void TestTcpWrite::goodOptions()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('SINK'), host)
for (const options of [undefined, null, {}, [], () => 1, { nonsense: 1 }, { tags: null }]) p(await outcome(s.write('x', options)))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(7, u"undefined"_s)); // k6 takes a function, too
}

void TestTcpWrite::unawaitedWritesKeepTheirOrder()
{
    Recorder recorder;
    TcpRunOptions options;
    options.ports.insert(u"RECORDER"_s, recorder.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(), order = []
await s.connect(port('RECORDER'), host)
const writes = []
for (let i = 0; i < 2000; ++i) writes.push(s.write(i + ';').then(() => order.push(i)))
await Promise.all(writes)
p(s.bytes_written, order.every((n, i) => n === i))
s.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QByteArray expected;
    for (int i = 0; i < 2000; ++i)
        expected += QByteArray::number(i) + ';';
    QCOMPARE(run.console, QStringList(u"%1 true"_s.arg(expected.size())));
    QTRY_COMPARE(recorder.bytes(), expected);
    QCOMPARE(run.sum(u"tcp_writes"_s), 2000.0);
}

void TestTcpWrite::mixedWritesKeepTheirOrder()
{
    Recorder recorder;
    TcpRunOptions options;
    options.ports.insert(u"RECORDER"_s, recorder.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('RECORDER'), host)
const big = new Uint8Array(3000000).fill(66)
const all = [s.write('A'), s.write(big), s.write(''), s.write('43', { encoding: 'hex' }), outcome(s.write('zz', { encoding: 'hex' })), s.write(new Uint8Array([68]).buffer)]
await Promise.all(all)
p(s.bytes_written)
s.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"3000003"_s));
    QTRY_COMPARE(recorder.bytes().size(), 3000003);
    QCOMPARE(recorder.bytes(), "A" + QByteArray(3000000, 'B') + "CD");
}

void TestTcpWrite::theBufferIsCopied()
{
    Recorder recorder;
    TcpRunOptions options;
    options.ports.insert(u"RECORDER"_s, recorder.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('RECORDER'), host)
const bytes = new Uint8Array(2000000).fill(49)
const writing = s.write(bytes)
bytes.fill(50)
await writing
s.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QTRY_COMPARE(recorder.bytes().size(), 2000000);
    QCOMPARE(recorder.bytes(), QByteArray(2000000, '1'));
}

void TestTcpWrite::emptyWrites()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('SINK'), host)
for (const nothing of ['', new ArrayBuffer(0), new Uint8Array(0), new Uint8Array(4).subarray(2, 2)]) p(await outcome(s.write(nothing)))
p(s.bytes_written)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(4, u"undefined"_s) + QStringList(u"0"_s));
    QCOMPARE(run.sum(u"tcp_writes"_s), 4.0);
    QCOMPARE(run.sum(u"data_sent"_s), 0.0);
}

void TestTcpWrite::allByteValues()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), bytes = new Uint8Array(256 * 64).map((_, i) => i)
const received = []
const done = new Promise((r) => s.on('data', (d) => { received.push(...d); if (received.length >= bytes.length) r() }))
await s.connect(port('ECHO'), host)
await s.write(bytes)
await done
p(received.length, received.every((b, i) => b === bytes[i]), s.bytes_written, s.bytes_read)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"16384 true 16384 16384"_s));
}

void TestTcpWrite::aHundredMegabytes()
{
    const qint64 before = m_peers.sink.bytesReceived();
    const TcpRun run = runTcp(uR"(
const s = new Socket(), block = new Uint8Array(1 << 20)
await s.connect(port('SINK'), host)
for (let i = 0; i < 100; ++i) await s.write(block)
p(s.bytes_written)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(QString::number(100 << 20)));
    QCOMPARE(run.sum(u"data_sent"_s), double(100 << 20));
    QTRY_COMPARE(m_peers.sink.bytesReceived() - before, qint64(100 << 20));
}

void TestTcpWrite::writeInHandlers()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let all = ''
const done = new Promise((r) => s.on('data', (d) => { all += text(d); if (all === 'from connect') s.write('|from data').catch(p); else if (all.endsWith('data')) { s.write(d).catch(p); r() } }))
s.on('connect', () => { s.write('from connect').catch(p) })
const closed = next(s, 'close')
await s.connect(port('ECHO'), host)
await done
p(all)
s.destroy()
await closed)"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"from connect|from data"_s));
}

QTEST_GUILESS_MAIN(TestTcpWrite)
#include "tst_tcp_write.moc"
