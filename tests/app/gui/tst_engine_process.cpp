// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_process.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

/// Against a real process that speaks the protocol and misbehaves on demand.
class TestEngineProcess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void runsToTheEnd();
    void passesTheRefusalOn();
    void survivesACrash();
    void survivesAnExit();
    void survivesAKill();
    void stopsAnObedientEngine();
    void killsADeafEngine();
    void givesUpOnASilentEngine();
    void refusesAnotherProtocol();
    void survivesGarbage();
    void saysThatTheProgramIsMissing();
    void shutDownLeavesNoProcess_data();
    void shutDownLeavesNoProcess();
    void engineDiesWithTheWindow();
    void servesASessionByHand();
    void saysWhyASessionByHandDied();
    void dropsRequestsWithoutAnEngine();

private:
    void start(const char *mode);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EngineProcess> m_engine;
    std::unique_ptr<QSignalSpy> m_started, m_finished, m_failed, m_died, m_noted, m_closed;
};

namespace {

bool exists(qint64 pid)
{
    return pid > 0 && ::kill(pid_t(pid), 0) == 0;
}

} // namespace

void TestEngineProcess::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_engine = std::make_unique<EngineProcess>(QStringLiteral(FAKE_ENGINE), m_folder->filePath(u"session.journal"_s),
                                               EngineProcess::Deadlines{.helloMs = 1500, .stopMs = 300, .quitMs = 300});
    m_started = std::make_unique<QSignalSpy>(m_engine.get(), &EngineProcess::started);
    m_finished = std::make_unique<QSignalSpy>(m_engine.get(), &EngineProcess::finished);
    m_failed = std::make_unique<QSignalSpy>(m_engine.get(), &EngineProcess::failed);
    m_died = std::make_unique<QSignalSpy>(m_engine.get(), &EngineProcess::died);
    m_noted = std::make_unique<QSignalSpy>(m_engine.get(), &EngineProcess::noted);
    m_closed = std::make_unique<QSignalSpy>(m_engine.get(), &EngineProcess::closed);
}

void TestEngineProcess::cleanup()
{
    m_engine.reset();
    qunsetenv("FAKE_ENGINE_MODE");
}

void TestEngineProcess::start(const char *mode)
{
    qputenv("FAKE_ENGINE_MODE", mode);
    m_engine->start({.script = u"/tmp/x.js"_s,
                     .source = u"export default function () {}"_s,
                     .arguments = {},
                     .environment = {},
                     .peer = u"echo"_s});
}

void TestEngineProcess::runsToTheEnd()
{
    QSignalSpy progressed(m_engine.get(), &EngineProcess::progressed);
    QSignalSpy journal(m_engine.get(), &EngineProcess::journalReady);
    start("normal");
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(journal.size(), 1);
    QVERIFY(QFile::exists(journal[0][0].toString()));
    QCOMPARE(QFile::permissions(journal[0][0].toString()) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    QCOMPARE(m_started->size(), 1);
    QCOMPARE(m_started->at(0)[1].toInt(), 40123);
    QCOMPARE(progressed.at(0)[0].value<EngineProgress>().elapsedMs, 1234);
    QCOMPARE(m_finished->size(), 1);
    QCOMPARE(m_finished->at(0)[0].toInt(), 0);
    QCOMPARE(m_died->size() + m_failed->size() + m_noted->size(), 0);
    QVERIFY(!m_engine->isRunning());
}

void TestEngineProcess::passesTheRefusalOn()
{
    start("refuse");
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_failed->size(), 1);
    QCOMPARE(m_failed->at(0)[0].toString(), u"Line 1:5 Unexpected token ;"_s);
    QCOMPARE(m_failed->at(0)[1].toInt(), 107);
    QCOMPARE(m_started->size() + m_finished->size() + m_died->size(), 0);
}

void TestEngineProcess::survivesACrash()
{
    start("crash");
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_died->size(), 1);
    QVERIFY2(m_died->at(0)[0].toString().contains(u"SIGSEGV"_s), qPrintable(m_died->at(0)[0].toString()));
    QCOMPARE(m_died->at(0)[1].toString(), u"engine: about to crash\n"_s);
    QCOMPARE(m_finished->size(), 0);
}

void TestEngineProcess::survivesAnExit()
{
    start("exit");
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_died->size(), 1);
    QVERIFY(m_died->at(0)[0].toString().contains(u"exit code 3"_s));
}

void TestEngineProcess::survivesAKill()
{
    start("obedient");
    QTRY_COMPARE(m_started->size(), 1);
    QCOMPARE(::kill(pid_t(m_engine->processId()), SIGKILL), 0);
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_died->size(), 1);
    QVERIFY(m_died->at(0)[0].toString().contains(u"SIGKILL"_s));
    m_engine->stop(); // no process any more: nothing happens
}

void TestEngineProcess::stopsAnObedientEngine()
{
    start("obedient");
    QTRY_COMPARE(m_started->size(), 1);
    m_engine->stop();
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_finished->size(), 1);
    QCOMPARE(m_finished->at(0)[0].toInt(), 105);
    QCOMPARE(m_died->size(), 0);
}

void TestEngineProcess::killsADeafEngine()
{
    start("deaf");
    QTRY_COMPARE(m_started->size(), 1);
    QElapsedTimer clock;
    clock.start();
    m_engine->stop();
    QTRY_COMPARE(m_closed->size(), 1);
    QVERIFY(clock.elapsed() >= 290);
    QCOMPARE(m_died->size(), 1);
    QVERIFY(m_died->at(0)[0].toString().contains(u"killed"_s));
}

void TestEngineProcess::givesUpOnASilentEngine()
{
    start("silent");
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_died->size(), 1);
    QVERIFY(m_died->at(0)[0].toString().contains(u"did not answer"_s));
}

void TestEngineProcess::refusesAnotherProtocol()
{
    start("protocol");
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_died->size(), 1);
    QVERIFY(m_died->at(0)[0].toString().contains(u"version 2"_s));
}

void TestEngineProcess::survivesGarbage()
{
    QSignalSpy evaluated(m_engine.get(), &EngineProcess::evaluated);
    start("garbage");
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_finished->size(), 1);
    QCOMPARE(evaluated.size(), 0); // the message of 3 MiB was skipped
    QStringList notes;
    for (const QList<QVariant> &note : *m_noted)
        notes += note[0].toString();
    QCOMPARE(notes.size(), 5);
    QVERIFY(notes[0].contains(u"this is not JSON"_s));
    QVERIFY(notes[2].contains(u"from the future"_s));
    QVERIFY(notes.join(u'\n').contains(u"1 MiB"_s));
}

void TestEngineProcess::saysThatTheProgramIsMissing()
{
    EngineProcess engine(u"/nonexistent/sockscope"_s, m_folder->filePath(u"j"_s));
    QSignalSpy died(&engine, &EngineProcess::died);
    QSignalSpy closed(&engine, &EngineProcess::closed);
    engine.start({});
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(died.size(), 1);
    QVERIFY(died[0][0].toString().contains(u"/nonexistent/sockscope"_s));
}

void TestEngineProcess::shutDownLeavesNoProcess_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::newRow("obedient") << QByteArray("obedient");
    QTest::newRow("deaf") << QByteArray("deaf");
}

void TestEngineProcess::shutDownLeavesNoProcess()
{
    QFETCH(const QByteArray, mode);
    start(mode.constData());
    QTRY_COMPARE(m_started->size(), 1);
    const qint64 pid = m_engine->processId();
    QVERIFY(exists(pid));
    QElapsedTimer clock;
    clock.start();
    m_engine->shutDown();
    QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(!exists(pid));
    QCOMPARE(m_died->size() + m_finished->size() + m_closed->size(), 0);
}

/// Another process plays the window: it starts a deaf engine, says which, and is killed.
void TestEngineProcess::engineDiesWithTheWindow()
{
    qputenv("FAKE_ENGINE_MODE", "deaf");
    QProcess window;
    window.start(QStringLiteral(FAKE_WINDOW), {QStringLiteral(FAKE_ENGINE), m_folder->filePath(u"other.journal"_s)});
    QVERIFY(window.waitForReadyRead(10'000));
    const qint64 engine = window.readAllStandardOutput().trimmed().toLongLong();
    QVERIFY(exists(engine));
    window.kill();
    QVERIFY(window.waitForFinished());
    QTRY_VERIFY(!exists(engine));
}

void TestEngineProcess::servesASessionByHand()
{
    QSignalSpy ready(m_engine.get(), &EngineProcess::ready);
    QSignalSpy evaluated(m_engine.get(), &EngineProcess::evaluated);
    QSignalSpy completed(m_engine.get(), &EngineProcess::completed);
    QSignalSpy peerStarted(m_engine.get(), &EngineProcess::peerStarted);
    QSignalSpy peerFailed(m_engine.get(), &EngineProcess::peerFailed);
    QSignalSpy stopped(m_engine.get(), &EngineProcess::stopped);
    m_engine->start({});
    QTRY_COMPARE(ready.size(), 1);
    m_engine->evaluate(1, u"1 + 1"_s);
    m_engine->evaluate(2, u"function f() {"_s);
    m_engine->interrupt();
    QTRY_COMPARE(evaluated.size(), 3);
    QCOMPARE(evaluated[0], (QVariantList{1, true, u"2"_s, false}));
    QCOMPARE(evaluated[1], (QVariantList{2, true, u"2"_s, true}));
    QCOMPARE(evaluated[2], (QVariantList{99, false, u"interrupted"_s, false}));
    m_engine->enter(3, {.script = u"/a.js"_s,
                        .source = u"text"_s,
                        .arguments = {u"-e"_s, u"A=1"_s},
                        .environment = {{u"K"_s, u"V"_s}},
                        .peer = u"echo"_s});
    QTRY_COMPARE(evaluated.size(), 4);
    QCOMPARE(evaluated[3][2].toString(), uR"({"args":["-e","A=1"],"env":{"K":"V"},"id":3,"peer":"echo",)"
                                         uR"("script":"/a.js","source":"text","type":"enter"})"_s);
    m_engine->complete(8, u"socket.wr"_s, 9);
    QTRY_COMPARE(completed.size(), 1);
    QCOMPARE(completed[0][1].toInt(), 7);
    QCOMPARE(completed[0][2].value<QList<Completion>>(), (QList<Completion>{{u"write"_s, u"function"_s}}));
    m_engine->startPeer(u"echo"_s);
    m_engine->startPeer(u"x"_s);
    QTRY_COMPARE(peerFailed.size(), 1);
    QCOMPARE(peerStarted.at(0), (QVariantList{u"echo"_s, u"127.0.0.1"_s, 40123}));
    QCOMPARE(peerFailed[0], (QVariantList{u"x"_s, u"there is no such peer"_s}));
    m_engine->stop();
    QTRY_COMPARE(stopped.size(), 1);
    m_engine->evaluate(4, u"1"_s); // goes on, and nothing kills it
    QVERIFY(!m_closed->wait(400));
    QCOMPARE(evaluated.size(), 5);
    m_engine->quit();
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_died->size() + m_finished->size() + m_failed->size() + m_noted->size() + m_started->size(), 0);
}

void TestEngineProcess::saysWhyASessionByHandDied()
{
    qputenv("FAKE_ENGINE_MODE", "stuck");
    QSignalSpy ready(m_engine.get(), &EngineProcess::ready);
    m_engine->start({});
    QTRY_COMPARE(ready.size(), 1);
    m_engine->stop();
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_died->size(), 1);
    QCOMPARE(m_died->at(0)[0].toString(), u"it is inside a native call"_s);
    QCOMPARE(m_failed->size(), 0);
}

void TestEngineProcess::dropsRequestsWithoutAnEngine()
{
    m_engine->evaluate(1, u"1"_s);
    m_engine->interrupt();
    m_engine->stop();
    m_engine->quit();
    QCOMPARE(m_closed->size() + m_died->size(), 0);
}

QTEST_GUILESS_MAIN(TestEngineProcess)
#include "tst_engine_process.moc"
