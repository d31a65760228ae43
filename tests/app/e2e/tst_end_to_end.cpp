// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does first: connect to a Redis server by hand, send PING, read +PONG, keep the session, and repeat it
// as a script. The real window runs under an X server of its own and is given key events, nothing else.
#include "app/cli/program.h"
#include "journal/journal_reader.h"
#include "redis_server.h"
#include "x_desktop.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

/// Both directions of all sockets of a session.
struct Conversation
{
    QByteArray sent;
    QByteArray received;
    JournalState state = JournalState::None; ///< the last one
    bool operator==(const Conversation &) const = default;
};

/// As far as the journal at `path` goes now.
Conversation conversationIn(const QString &path)
{
    Conversation all;
    JournalReader reader;
    if (!reader.open(path))
        return all;
    while (const auto record = reader.next()) {
        if (record->kind == RecordKind::BytesSent)
            all.sent += record->payload;
        else if (record->kind == RecordKind::BytesReceived)
            all.received += record->payload;
        else if (record->kind == RecordKind::StateChanged)
            all.state = record->stateAfter;
    }
    return all;
}

/// The same as `sockscope export jsonl` tells it.
Conversation exportedConversation(const QString &path)
{
    Conversation all;
    const Outcome made = runProgram({u"export"_s, u"jsonl"_s, path});
    for (const QByteArray &line : lines(made.out)) {
        const QJsonObject record = QJsonDocument::fromJson(line).object();
        const QByteArray bytes = QByteArray::fromBase64(record.value("bytes"_L1).toString().toLatin1());
        const QString kind = record.value("kind"_L1).toString();
        if (kind == "write"_L1)
            all.sent += bytes;
        else if (kind == "data"_L1)
            all.received += bytes;
        else if (kind == "state"_L1)
            all.state =
                record.value("to"_L1).toString() == "destroyed"_L1 ? JournalState::Destroyed : JournalState::None;
    }
    return all;
}

const Conversation pingPong{"PING\r\n", "+PONG\r\n", JournalState::Destroyed};

} // namespace

/// The slots are the steps of one session, in order.
class TestEndToEnd : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void opens();
    void connects();
    void sendsAndReads();
    void disconnects();
    void savesTheSession();
    void exportsTheScript();
    void scriptRepeatsTheConversation();
    void captureHasThePayloads();
    void reopensTheSession();
    void quits();
    void cleanup();

private:
    [[nodiscard]] QString at(const QString &name) const { return m_folder.path(name); }
    [[nodiscard]] QString target() const { return u"127.0.0.1:%1"_s.arg(m_redis.port()); }
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] QString liveJournal() const;
    [[nodiscard]] bool answerDialog(const QString &title, const QString &path, const QString &titleBehind) const;
    /// The same for an export, which asks first for texts to replace: none.
    [[nodiscard]] bool answerExport(const QString &format, const QString &path, const QString &titleBehind) const;
    [[nodiscard]] QByteArray tshark(const QString &capture, const QString &filter) const;

    Folder m_folder;
    RedisServer m_redis;
    XDesktop m_desktop;
    OwnProcess m_window;
    bool m_isBroken = false; ///< the steps behind one that failed mean nothing
};

/// Nothing of the person's own settings, and no desktop whose dialogs would take the place of Qt's.
QProcessEnvironment TestEndToEnd::environment() const
{
    QProcessEnvironment environment;
    for (const QString &name : {u"PATH"_s, u"LD_LIBRARY_PATH"_s, u"QT_PLUGIN_PATH"_s, u"ASAN_OPTIONS"_s,
                                u"LSAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s, u"TSAN_OPTIONS"_s}) {
        if (qEnvironmentVariableIsSet(name.toLatin1()))
            environment.insert(name, qEnvironmentVariable(name.toLatin1()));
    }
    const std::pair<QString, QString> folders[]{{u"HOME"_s, u"home"_s},
                                                {u"XDG_CONFIG_HOME"_s, u"config"_s},
                                                {u"XDG_DATA_HOME"_s, u"data"_s},
                                                {u"XDG_CACHE_HOME"_s, u"cache"_s},
                                                {u"XDG_RUNTIME_DIR"_s, u"runtime"_s},
                                                {u"TMPDIR"_s, u"tmp"_s}};
    for (const auto &[name, folder] : folders) {
        QDir().mkpath(at(folder));
        QFile::setPermissions(at(folder), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        environment.insert(name, at(folder));
    }
    environment.insert(u"LANG"_s, u"C.UTF-8"_s);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    return environment;
}

void TestEndToEnd::initTestCase()
{
    QStringList missing = XDesktop::missingPrograms();
    for (const QString &program : {u"redis-server"_s, u"tshark"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            missing += program;
    }
    if (!missing.isEmpty())
        QSKIP(qPrintable(u"NOT TESTED: the window under X needs %1. `packaging/bootstrap.sh test` installs them."_s.arg(
            missing.join(u", "))));
    QVERIFY2(m_redis.start(m_folder.path({})), m_redis.problem().constData());
    QVERIFY2(m_desktop.start(environment()), m_desktop.told().constData());
}

void TestEndToEnd::init()
{
    if (m_isBroken)
        QSKIP("A step before this one has failed.");
}

void TestEndToEnd::cleanup()
{
    if (!QTest::currentTestFailed() || m_isBroken)
        return;
    m_isBroken = true;
    qWarning("%s\nwindow: %s", m_desktop.told().constData(), m_window.told().constData());
    const QString picture = qEnvironmentVariable("SOCKSCOPE_E2E_PICTURE"); // for a look at what went wrong
    if (!picture.isEmpty())
        outputOf(u"import"_s, {u"-window"_s, u"root"_s, picture}, m_desktop.environment());
}

/// The journal of the session that runs, which anybody may read while it grows.
QString TestEndToEnd::liveJournal() const
{
    const QDir folder(at(u"tmp"_s));
    const QStringList sessions = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &session : sessions) {
        const QString path = folder.filePath(session + u"/session.journal"_s);
        if (QFile::exists(path))
            return path;
    }
    return {};
}

/// Types the path into the dialog, and waits until the file is there and the window behind has the keyboard again.
bool TestEndToEnd::answerDialog(const QString &title, const QString &path, const QString &titleBehind) const
{
    if (!m_desktop.waitForTitle(title))
        return false;
    m_desktop.press(u"ctrl+a"_s);
    m_desktop.type(path);
    m_desktop.press(u"Return"_s);
    return QTest::qWaitFor([&] { return QFile::exists(path); }, 60'000) && m_desktop.waitForTitle(titleBehind);
}

bool TestEndToEnd::answerExport(const QString &format, const QString &path, const QString &titleBehind) const
{
    if (!m_desktop.waitForTitle(u"Export Session"_s))
        return false;
    m_desktop.press(u"Return"_s);
    return answerDialog(format, path, titleBehind);
}

QByteArray TestEndToEnd::tshark(const QString &capture, const QString &filter) const
{
    return QByteArray::fromHex(outputOf(
        u"tshark"_s,
        {u"-r"_s, capture, u"-Y"_s, u"tcp.len > 0 && "_s + filter, u"-T"_s, u"fields"_s, u"-e"_s, u"tcp.payload"_s},
        m_desktop.environment()));
}

void TestEndToEnd::opens()
{
    m_window.setProcessEnvironment(m_desktop.environment());
    QVERIFY(m_window.begin(QStringLiteral(WINDOW), {}));
    QVERIFY(m_desktop.waitForTitle(u"New session"_s));
    QCOMPARE(m_redis.clients(), 0);
}

void TestEndToEnd::connects()
{
    m_desktop.press(u"ctrl+l"_s);
    m_desktop.type(target());
    m_desktop.press(u"Return"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_redis.clients(), 1, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(conversationIn(liveJournal()).state, JournalState::Open, 60'000);
    QVERIFY(m_desktop.waitForTitle(target()));
    QCOMPARE(m_redis.calls("ping"), 0);
}

void TestEndToEnd::sendsAndReads()
{
    m_desktop.press(u"ctrl+e"_s);
    m_desktop.type(u"PING"_s);
    // Enter sends nothing until the window, too, has seen that the socket is open: then it has to be pressed again.
    for (int attempt = 0; attempt < 6 && m_redis.calls("ping") == 0; ++attempt) {
        m_desktop.press(u"Return"_s);
        (void)QTest::qWaitFor([&] { return m_redis.calls("ping") > 0; }, 10'000);
    }
    QCOMPARE(m_redis.calls("ping"), 1);
    QTRY_COMPARE_WITH_TIMEOUT(conversationIn(liveJournal()).received, pingPong.received, 60'000);
    QCOMPARE(conversationIn(liveJournal()).sent, pingPong.sent);
}

void TestEndToEnd::disconnects()
{
    m_desktop.press(u"ctrl+shift+c"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_redis.clients(), 0, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(conversationIn(liveJournal()).state, JournalState::Destroyed, 60'000);
}

void TestEndToEnd::savesTheSession()
{
    m_desktop.press(u"ctrl+alt+s"_s);
    QVERIFY(answerDialog(u"Save Session"_s, at(u"hand.sockscope"_s), target()));
    QVERIFY(conversationIn(at(u"hand.sockscope"_s)) == pingPong);
    QVERIFY(exportedConversation(at(u"hand.sockscope"_s)) == pingPong);
    const Outcome seen = runProgram({u"view"_s, at(u"hand.sockscope"_s)});
    QVERIFY2(seen.exitCode == 0 && seen.out.contains("+PONG"), seen.told.constData());
}

/// Through the menus: File, Export Session, and its first format.
void TestEndToEnd::exportsTheScript()
{
    m_desktop.press(u"alt+f"_s);
    m_desktop.press(u"x"_s);
    m_desktop.press(u"Return"_s);
    QVERIFY(answerExport(u"k6 script"_s, at(u"ping.js"_s), target()));
    QVERIFY2(m_folder.read(u"ping.js"_s).contains("await socket.write(\"PING\\r\\n\");"),
             m_folder.read(u"ping.js"_s).constData());
}

void TestEndToEnd::scriptRepeatsTheConversation()
{
    const Outcome run = runProgram({u"run"_s, u"-q"_s, u"--journal"_s, at(u"script.sockscope"_s), at(u"ping.js"_s)});
    QVERIFY2(run.exitCode == 0 && run.err.isEmpty(), run.told.constData());
    QCOMPARE(m_redis.calls("ping"), 2);
    QVERIFY(exportedConversation(at(u"script.sockscope"_s)) == exportedConversation(at(u"hand.sockscope"_s)));
    const Outcome compared = runProgram({u"compare"_s, at(u"hand.sockscope"_s), at(u"script.sockscope"_s)});
    QVERIFY2(compared.exitCode == 0 && compared.out.contains("6 bytes sent, 7 received"), compared.told.constData());
}

/// Through the command palette.
void TestEndToEnd::captureHasThePayloads()
{
    m_desktop.press(u"ctrl+k"_s);
    m_desktop.type(u"export pcapng"_s);
    m_desktop.press(u"Return"_s);
    const QString capture = at(u"ping.pcapng"_s);
    QVERIFY(answerExport(u"Packet capture"_s, capture, target()));
    const QString port = QString::number(m_redis.port());
    QCOMPARE(tshark(capture, u"tcp.dstport == "_s + port), pingPong.sent);
    QCOMPARE(tshark(capture, u"tcp.srcport == "_s + port), pingPong.received);
}

/// The window reads its own file: what it exports of that is what the command line makes of it.
void TestEndToEnd::reopensTheSession()
{
    m_desktop.press(u"ctrl+o"_s);
    QVERIFY(m_desktop.waitForTitle(u"Open a script or a session"_s));
    m_desktop.press(u"ctrl+a"_s);
    m_desktop.type(at(u"hand.sockscope"_s));
    m_desktop.press(u"Return"_s);
    QVERIFY(m_desktop.waitForTitle(u"hand.sockscope"_s));
    m_desktop.press(u"ctrl+k"_s);
    m_desktop.type(u"export json"_s);
    m_desktop.press(u"Return"_s);
    QVERIFY(answerExport(u"JSON lines"_s, at(u"again.jsonl"_s), u"hand.sockscope"_s));
    const Outcome made = runProgram({u"export"_s, u"jsonl"_s, at(u"hand.sockscope"_s)});
    QVERIFY2(made.exitCode == 0, made.told.constData());
    QCOMPARE(m_folder.read(u"again.jsonl"_s), made.out);
}

/// And leaves no engine and no recording behind.
void TestEndToEnd::quits()
{
    m_desktop.press(u"ctrl+q"_s);
    QVERIFY(m_window.waitForFinished(60'000));
    QCOMPARE(m_window.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_window.exitCode(), 0);
    QCOMPARE(m_window.told(), QByteArray());
    QCOMPARE(liveJournal(), QString());
}

QTEST_GUILESS_MAIN(TestEndToEnd)
#include "tst_end_to_end.moc"
