// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/script_steps.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// Records of socket 1, a millisecond apart unless told otherwise, and the steps that they make.
class Recording
{
public:
    Recording &add(RecordKind kind, const QByteArray &payload = {}, const QString &cause = {}, int afterMs = 1)
    {
        Record record;
        record.kind = kind;
        record.socket = 1;
        record.payload = payload;
        record.cause = cause;
        record.timeNs = m_nowNs += afterMs * 1'000'000LL;
        m_steps.add(record);
        return *this;
    }
    Recording &state(JournalState before, JournalState after, const QString &cause)
    {
        Record record;
        record.kind = RecordKind::StateChanged;
        record.socket = 1;
        record.stateBefore = before;
        record.stateAfter = after;
        record.cause = cause;
        record.timeNs = ++m_nowNs;
        m_steps.add(record);
        return *this;
    }
    Recording &connects(const QByteArray &target)
    {
        return add(RecordKind::ConnectStarted, target)
            .state(JournalState::Disconnected, JournalState::Opening, u"connect()"_s);
    }
    Recording &opens() { return state(JournalState::Opening, JournalState::Open, u"connected"_s); }
    Recording &fails(const QByteArray &why)
    {
        return state(JournalState::Opening, JournalState::Disconnected, QString::fromUtf8(why))
            .add(RecordKind::SocketError, why, u"connect"_s);
    }
    /// The steps in short: "connect", "set idle 500", "idle 500".
    [[nodiscard]] QStringList steps()
    {
        m_steps.finish();
        QStringList lines;
        for (const ScriptStep &step : m_steps.steps())
            lines.append(line(step));
        return lines;
    }
    [[nodiscard]] bool usesUnverifiedTls() const { return m_steps.usesUnverifiedTls(); }

private:
    static QString line(const ScriptStep &step)
    {
        using Kind = ScriptStep::Kind;
        switch (step.kind) {
        case Kind::Create:
            return u"create"_s;
        case Kind::Connect:
            return step.outcome == ScriptStep::Outcome::Opened ? u"connect"_s : u"connect fails"_s;
        case Kind::Write:
            return u"write "_s + QString::fromUtf8(step.bytes);
        case Kind::Written:
            return u"written"_s;
        case Kind::Received:
            return u"received %1"_s.arg(step.count);
        case Kind::SetIdle:
            return u"set idle %1"_s.arg(step.count);
        case Kind::Idle:
            return u"idle %1"_s.arg(step.count);
        case Kind::Closed:
            return u"closed"_s;
        case Kind::Destroy:
            return u"destroy"_s;
        case Kind::Comment:
            return u"// "_s + step.text;
        }
        return {};
    }

    ScriptSteps m_steps;
    std::int64_t m_nowNs = 0;
};

} // namespace

class TestScriptSteps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void idleTimeouts();
    void silencesOfOlderRecordings();
    void callsAreNoComments_data();
    void callsAreNoComments();
    void verificationSwitchedOff();
    void verificationOn();
};

/// Where it was set it is set again, and each silence is waited for once, however often it was told of.
void TestScriptSteps::idleTimeouts()
{
    Recording recording;
    recording.add(RecordKind::SocketCreated).add(RecordKind::IdleTimeoutSet, "500").connects("localhost:7").opens();
    recording.add(RecordKind::SocketTimeout, {}, {}, 500).add(RecordKind::SocketTimeout, {}, {}, 500);
    recording.add(RecordKind::BytesSent, "hello?").add(RecordKind::BytesReceived, "yes");
    recording.add(RecordKind::IdleTimeoutSet, "0");
    QCOMPARE(recording.steps(), (QStringList{u"create"_s, u"set idle 500"_s, u"connect"_s, u"idle 500"_s,
                                             u"write hello?"_s, u"received 3"_s, u"set idle 0"_s, u"destroy"_s}));
}

void TestScriptSteps::silencesOfOlderRecordings()
{
    Recording recording;
    recording.add(RecordKind::SocketCreated).connects("localhost:7").opens();
    recording.add(RecordKind::SocketTimeout, {}, {}, 200).add(RecordKind::BytesSent, "x");
    QCOMPARE(recording.steps(), (QStringList{u"create"_s, u"connect"_s, u"set idle 200"_s, u"idle 200"_s,
                                             u"set idle 0"_s, u"write x"_s, u"destroy"_s}));
}

void TestScriptSteps::callsAreNoComments_data()
{
    QTest::addColumn<QByteArray>("snippet");
    QTest::addColumn<bool>("isComment");
    QTest::newRow("set timeout") << QByteArray("socket.setTimeout(5000)") << false;
    QTest::newRow("another socket") << QByteArray("sockets[2].setTimeout(5000)") << false;
    QTest::newRow("write") << QByteArray("await socket.write('x')") << false;
    QTest::newRow("more than that") << QByteArray("socket.setTimeout(5000); console.log(1)") << true;
    QTest::newRow("something else") << QByteArray("socket.on('data', () => {})") << true;
}

void TestScriptSteps::callsAreNoComments()
{
    QFETCH(const QByteArray, snippet);
    QFETCH(const bool, isComment);
    Recording recording;
    recording.add(RecordKind::SocketCreated).add(RecordKind::Evaluated, snippet);
    QCOMPARE(recording.steps().contains(u"// "_s + QString::fromUtf8(snippet)), isComment);
}

const QByteArray Unknown = "tls: failed to verify certificate: x509: certificate signed by unknown authority";

/// Refused for its certificate, then accepted without looking: in a script without verification the first would
/// succeed.
void TestScriptSteps::verificationSwitchedOff()
{
    Recording recording;
    recording.add(RecordKind::SocketCreated).connects("localhost:443 tls").fails(Unknown);
    recording.connects("localhost:443 tls").fails("dial tcp 127.0.0.1:443: connect: connection refused");
    recording.connects("localhost:443 tls").add(RecordKind::TlsEstablished, R"({"verified":false})").opens();
    QVERIFY(recording.usesUnverifiedTls());
    QCOMPARE(recording.steps(),
             (QStringList{u"create"_s,
                          u"// connect() failed while certificates were verified: "_s + QString::fromUtf8(Unknown),
                          u"connect fails"_s, u"connect"_s, u"destroy"_s}));
}

void TestScriptSteps::verificationOn()
{
    Recording recording;
    recording.add(RecordKind::SocketCreated).connects("localhost:443 tls").fails(Unknown);
    recording.connects("localhost:443 tls").add(RecordKind::TlsEstablished, R"({"verified":true})").opens();
    QVERIFY(!recording.usesUnverifiedTls());
    QCOMPARE(recording.steps(), (QStringList{u"create"_s, u"connect fails"_s, u"connect"_s, u"destroy"_s}));
}

QTEST_GUILESS_MAIN(TestScriptSteps)
#include "tst_script_steps.moc"
