// SPDX-License-Identifier: GPL-3.0-or-later
// Options of a session by hand: whose certificates its connections accept, and how that goes with entered scripts.
#include "session_fixture.h"
#include "support/tls_peer.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestSessionOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verifiesUntilToldOtherwise();
    void scriptsKeepTheirOwn();
    void beforeTheFirstSnippet();

private:
    [[nodiscard]] static TlsPeerOptions selfSigned()
    {
        TlsPeerOptions options;
        options.identity = makeIdentity({.commonName = u"localhost"_s, .alternativeNames = {u"IP:127.0.0.1"_s}});
        return options;
    }
    [[nodiscard]] static RunOptions trusting()
    {
        RunOptions options;
        options.insecureSkipTlsVerify = true;
        return options;
    }
    [[nodiscard]] QString connectTo(const QString &host = u"127.0.0.1"_s) const
    {
        return u"socket = new Socket(); await socket.connect({ host: '%1', port: %2, tls: true })"_s.arg(host).arg(
            m_peer.port());
    }
    [[nodiscard]] static QStringList logLines(const SessionFixture &session)
    {
        QStringList lines;
        for (const Record &record : session.records(RecordKind::Log))
            if (record.payload.contains("ertificates"))
                lines.append(QString::fromUtf8(record.payload));
        return lines;
    }

    const TlsPeer m_peer{selfSigned()};
};

void TestSessionOptions::verifiesUntilToldOtherwise()
{
    SessionFixture session;
    QVERIFY(session.eval(connectTo()).contains(u"failed to verify certificate"_s));
    session.console().setOptions(trusting());
    session.console().setOptions(trusting());
    QCOMPARE(session.eval(connectTo()), u"null"_s);
    QCOMPARE(session.eval(u"socket.ready_state"_s), u"open"_s);
    const QList<Record> handshakes = session.records(RecordKind::TlsEstablished);
    QCOMPARE(handshakes.size(), 1);
    QVERIFY(handshakes[0].payload.contains("\"verified\":false"));
    session.console().setOptions({});
    QVERIFY(session.eval(connectTo()).contains(u"failed to verify certificate"_s));
    const QStringList lines = logLines(session);
    QCOMPARE(lines.size(), 2); // a change is told of once
    QVERIFY2(lines[0].contains(u"not verified from here on"_s), qPrintable(lines[0]));
    QVERIFY2(lines[1].contains(u"verified again"_s), qPrintable(lines[1]));
}

/// What a script exports applies besides, in whichever order the two come.
void TestSessionOptions::scriptsKeepTheirOwn()
{
    SessionFixture session;
    session.console().setOptions(trusting());
    const QString script =
        u"export const options = { hosts: { 'peer.test': '127.0.0.1' }, insecureSkipTLSVerify: %1 }\n"
        "export default function () { return 'ran' }"_s;
    QCOMPARE(session.settled(session.enter(script.arg(u"false"_s))), u"ran"_s);
    QCOMPARE(session.eval(connectTo(u"peer.test"_s)), u"null"_s);
    session.console().setOptions({});
    QVERIFY(session.eval(connectTo(u"peer.test"_s)).contains(u"failed to verify certificate"_s)); // found, not believed
    QCOMPARE(session.settled(session.enter(script.arg(u"true"_s))), u"ran"_s);
    QCOMPARE(session.eval(connectTo(u"peer.test"_s)), u"null"_s);
}

void TestSessionOptions::beforeTheFirstSnippet()
{
    SessionFixture session;
    session.console().setOptions(trusting());
    QCOMPARE(session.eval(connectTo()), u"null"_s);
    session.restart();
    QVERIFY(session.eval(connectTo()).contains(u"failed to verify certificate"_s));
}

QTEST_GUILESS_MAIN(TestSessionOptions)
#include "tst_session_options.moc"
