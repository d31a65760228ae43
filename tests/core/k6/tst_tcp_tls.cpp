// SPDX-License-Identifier: GPL-3.0-or-later
// TLS as scripts see it: the run's options decide, every failure has a message of its own.
#include "tcp_run.h"

#include <QTest>

#include <openssl/ssl.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void insecure();
    void notTrusted();
    void expiredAndWrongNameAreAcceptedInsecurely();
    void plainPeer();
    void stallingPeerAndDestroy();
    void versions_data();
    void versions();
    void clientCertificate();
    void truthyTls();
    void journal();
    void closing();

private:
    Identity m_identity;
    [[nodiscard]] TlsPeerOptions peerOptions() const
    {
        TlsPeerOptions options;
        options.identity = m_identity;
        return options;
    }
    [[nodiscard]] static TcpRunOptions optionsFor(const Peer &peer,
                                                  const QString &exported = u"{ insecureSkipTLSVerify: true }"_s)
    {
        TcpRunOptions options;
        options.ports.insert(u"TLS"_s, peer.port());
        options.init = u"export const options = "_s + exported + u";"_s;
        return options;
    }
};

void TestTcpTls::initTestCase()
{
    m_identity = makeIdentity({u"localhost"_s, {u"DNS:localhost"_s, u"IP:127.0.0.1"_s}});
    QVERIFY(!m_identity.certificate.isEmpty());
}

void TestTcpTls::insecure()
{
    TlsPeer peer(peerOptions());
    const TcpRun run = runTcp(uR"(
const s = new Socket(), data = next(s, 'data')
p(await s.connect({ port: port('TLS'), host: 'localhost', tls: true }), s.ready_state)
await s.write('over tls')
p(text(await data), s.bytes_written, s.bytes_read)
s.destroy())"_s,
                              optionsFor(peer));
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"null open"_s, u"over tls 8 8"_s}));
    QCOMPARE(peer.serverName(), u"localhost"_s);
    QCOMPARE(peer.alpn(), QByteArray("\0\x09\x08http/1.1", 11));
    QCOMPARE(run.sum(u"tcp_sockets"_s), 1.0);
}

void TestTcpTls::notTrusted()
{
    TlsPeer peer(peerOptions());
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let closes = 0
s.on('close', () => closes++)
try { await s.connect({ port: port('TLS'), host: 'localhost', tls: true }); p('resolved') } catch (e) { p(e.name, e.method, e.message) }
p(s.ready_state, closes)
s.destroy())"_s,
                              optionsFor(peer, u"{}"_s));
    QVERIFY(!run.isLate);
    QCOMPARE(
        run.console,
        (QStringList{
            u"TCPError connect TLS handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority"_s,
            u"disconnected 0"_s}));
}

void TestTcpTls::expiredAndWrongNameAreAcceptedInsecurely()
{
    TlsPeerOptions options;
    options.identity = makeIdentity({u"elsewhere.example"_s, {}, -30, -1});
    TlsPeer peer(options);
    const TcpRun run = runTcp(
        u"const s = new Socket(); p(await outcome(s.connect({ port: port('TLS'), host, tls: true }))); s.destroy()"_s,
        optionsFor(peer));
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"null"_s));
    QCOMPARE(peer.serverName(), QString()); // no name is sent for an address
}

void TestTcpTls::plainPeer()
{
    Peer peer(behaviour::fin("SSH-2.0-nothing to see\r\n"));
    const TcpRun run = runTcp(uR"(
const s = new Socket()
try { await s.connect({ port: port('TLS'), host, tls: true }); p('resolved') } catch (e) { p(e.method, e.message.startsWith('TLS handshake failed: '), s.ready_state) }
s.destroy())"_s,
                              optionsFor(peer));
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"connect true disconnected"_s));
}

void TestTcpTls::stallingPeerAndDestroy()
{
    Peer peer(behaviour::silent());
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close'), connecting = outcome(s.connect({ port: port('TLS'), host, tls: true }))
await wait(50)
p(s.ready_state, await outcome(s.write('too early')))
s.destroy()
p(/^rejected: TCP error during connect: /.test(await connecting))
await closed)"_s,
                              optionsFor(peer));
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"opening rejected: no active connection"_s, u"true"_s}));
}

void TestTcpTls::versions_data()
{
    QTest::addColumn<QString>("exported");
    QTest::addColumn<int>("peerMin");
    QTest::addColumn<int>("peerMax");
    QTest::addColumn<bool>("works");
    const auto row = [](const char *name, const QString &exported, int min, int max, bool works) {
        QTest::newRow(name) << exported << min << max << works;
    };
    row("default, peer 1.2", u""_s, TLS1_2_VERSION, TLS1_2_VERSION, true);
    row("default, peer 1.3", u""_s, TLS1_3_VERSION, TLS1_3_VERSION, true);
    row("only 1.2, peer 1.3", u"tlsVersion: 'tls1.2'"_s, TLS1_3_VERSION, TLS1_3_VERSION, false);
    row("only 1.2, peer 1.2", u"tlsVersion: 'tls1.2'"_s, TLS1_2_VERSION, TLS1_2_VERSION, true);
    row("at least 1.3, peer 1.2", u"tlsVersion: { min: 'tls1.3' }"_s, TLS1_2_VERSION, TLS1_2_VERSION, false);
    row("range", u"tlsVersion: { min: 'tls1.2', max: 'tls1.3' }"_s, TLS1_3_VERSION, TLS1_3_VERSION, true);
}

void TestTcpTls::versions()
{
    QFETCH(QString, exported);
    QFETCH(int, peerMin);
    QFETCH(int, peerMax);
    QFETCH(bool, works);
    TlsPeerOptions options = peerOptions();
    options.minVersion = peerMin;
    options.maxVersion = peerMax;
    TlsPeer peer(options);
    const TcpRun run = runTcp(uR"(
const s = new Socket(), result = await outcome(s.connect({ port: port('TLS'), host: 'localhost', tls: true }))
p(result === null, result === null || result.startsWith('rejected: TCP error during connect: TLS handshake failed: '))
s.destroy())"_s,
                              optionsFor(peer, u"{ insecureSkipTLSVerify: true, %1 }"_s.arg(exported)));
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"%1 true"_s.arg(works ? u"true"_s : u"false"_s)));
}

void TestTcpTls::clientCertificate()
{
    const Identity authority = makeIdentity({u"authority"_s, {}, -1, 30, true});
    const Identity client = makeIdentity({u"client-7"_s, {}}, &authority);
    TlsPeerOptions options = peerOptions();
    options.clientAuthority = authority.certificate;
    TlsPeer peer(options);
    const auto quoted = [](const QByteArray &pem) { return u'`' + QString::fromLatin1(pem) + u'`'; };
    const QString body = uR"(
const s = new Socket(), data = next(s, 'data')
await s.connect({ port: port('TLS'), host: 'localhost', tls: true })
await s.write('me')
p(text(await data))
s.destroy())"_s;
    const TcpRun run =
        runTcp(body, optionsFor(peer, u"{ insecureSkipTLSVerify: true, tlsAuth: [{ cert: %1, key: %2 }] }"_s.arg(
                                          quoted(client.certificate), quoted(client.key))));
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"me"_s));
    QVERIFY2(peer.clientSubject().contains(u"client-7"_s), qPrintable(peer.clientSubject()));
}

void TestTcpTls::truthyTls()
{
    TlsPeer peer(peerOptions());
    const TcpRun run = runTcp(uR"(
for (const tls of [1, 'yes', {}]) {
  const s = new Socket(), data = next(s, 'data')
  await s.connect({ port: port('TLS'), host, tls })
  await s.write('t')
  p(text(await data))
  s.destroy()
})"_s,
                              optionsFor(peer));
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(3, u"t"_s));
}

void TestTcpTls::journal()
{
    TlsPeer peer(peerOptions());
    TcpRunOptions options = optionsFor(peer);
    options.withJournal = true;
    const TcpRun run = runTcp(
        u"const s = new Socket(); await s.connect({ port: port('TLS'), host: 'localhost', tls: true }); await s.write('secret'); s.destroy()"_s,
        options);
    QVERIFY(!run.isLate);
    const QList<Record> established = run.recordsOf(RecordKind::TlsEstablished);
    QCOMPARE(established.size(), 1);
    QVERIFY2(established.first().payload.contains("\"verified\":false"), established.first().payload.constData());
    QVERIFY2(established.first().payload.contains("1.3"), established.first().payload.constData());
    QCOMPARE(run.recordsOf(RecordKind::BytesSent).first().payload, QByteArray("secret")); // plaintext
    QVERIFY(run.recordsOf(RecordKind::ConnectStarted).first().payload.endsWith(" tls"));
}

void TestTcpTls::closing()
{
    for (const auto ending :
         {TlsPeerOptions::Ending::CloseNotify, TlsPeerOptions::Ending::Truncate, TlsPeerOptions::Ending::Reset}) {
        TlsPeerOptions options = peerOptions();
        options.speech = TlsPeerOptions::Speech::SayAndClose;
        options.ending = ending;
        TlsPeer peer(options);
        const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []; let got = ''
s.on('data', (d) => { got += text(d) })
s.on('error', (e) => seen.push(e.method))
const closed = next(s, 'close')
await s.connect({ port: port('TLS'), host, tls: true })
await closed
p(seen.join(), s.ready_state)
console.log(got))"_s,
                                  optionsFor(peer));
        QVERIFY(!run.isLate);
        QCOMPARE(run.console.value(0), ending == TlsPeerOptions::Ending::Reset ? u"read destroyed"_s : u" destroyed"_s);
        if (ending != TlsPeerOptions::Ending::Reset) // a reset may overtake the text
            QCOMPARE(run.console.value(1), u"bye"_s);
    }
}

QTEST_GUILESS_MAIN(TestTcpTls)
#include "tst_tcp_tls.moc"
