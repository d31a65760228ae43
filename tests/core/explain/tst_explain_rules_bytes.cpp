// SPDX-License-Identifier: GPL-3.0-or-later
// Rules about the bytes themselves: scripts that make the mistake, and near misses that don't.
#include "rules_fixture.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

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

    [[nodiscard]] QHash<QString, quint16> ports() const
    {
        return {{u"LINES"_s, lines.port()},   {u"LATE"_s, late.port()}, {u"HALVES"_s, halves.port()},
                {u"LENGTH"_s, length.port()}, {u"DRIP"_s, drip.port()}, {u"ALERT"_s, alert.port()},
                {u"BYE"_s, bye.port()},       {u"TLS"_s, tls.port()}};
    }
};

} // namespace

class TestExplainRulesBytes : public QObject, protected RulesFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        startPeers();
        m_morePeers = std::make_unique<MorePeers>();
    }
    void rules_data();
    void rules() { checkRow(m_morePeers->ports()); }

private:
    void lineEndingRows();
    void splitRows();
    void tlsRows();

    std::unique_ptr<MorePeers> m_morePeers;
};

void TestExplainRulesBytes::rules_data()
{
    addColumns();
    lineEndingRows();
    splitRows();
    tlsRows();
}

void TestExplainRulesBytes::lineEndingRows()
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

void TestExplainRulesBytes::splitRows()
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

void TestExplainRulesBytes::tlsRows()
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

QTEST_GUILESS_MAIN(TestExplainRulesBytes)
#include "tst_explain_rules_bytes.moc"
