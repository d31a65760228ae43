// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/debugger.h"
#include "session_private.h"

#include <QDir>

namespace sockscope {

using namespace Qt::StringLiterals;

Session::Session(const QString &engineProgram, std::shared_ptr<DebugLists> lists, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(engineProgram, std::move(lists)))
{
    connectDebugger();
    connect(&d->journal, &JournalSession::stateChanged, this, [this] {
        if (d->journal.state() == JournalSession::Failed)
            say(LogLevel::Error, d->journal.error());
        d->sayWhatWaits();
    });
}

Session::~Session() = default;

SessionView *Session::view() const
{
    return &d->view;
}

qint64 Session::engineProcessId() const
{
    return d->engine ? d->engine->processId() : 0;
}

void Session::run(const EngineRequest &request)
{
    shutDown();
    d->status.setPeer({});
    d->status.clearProgress();
    if (!d->createJournalFolder())
        return;
    d->status.setPhase(SessionStatus::Phase::Starting);
    d->createEngine(this);
    d->engine->start(request);
}

void Session::open(const QString &path)
{
    shutDown();
    d->isRecording = true;
    d->journal.open(path);
    d->journal.setWriterGone();
}

bool Session::Private::createJournalFolder()
{
    folder = std::make_unique<QTemporaryDir>();
    if (folder->isValid())
        return true;
    status.setPhase(SessionStatus::Phase::Failed,
                    tr("There is no folder for the recording: none can be made in %1 (%2).")
                        .arg(QDir::tempPath(), folder->errorString()));
    folder.reset();
    return false;
}

void Session::stop()
{
    if (!d->engine || !d->status.isBusy())
        return;
    d->status.setPhase(SessionStatus::Phase::Stopping);
    d->engine->stop();
}

void Session::shutDown()
{
    d->engine.reset();
    debugger().end();
    d->isByHand = d->isReady = d->isRecording = false;
    d->waiting.clear();
    d->status.setTrusting(false);
    d->journal.clear();
    d->view.cursor()->reset();
    d->ownLines.clear();
    d->folder.reset();
}

void Session::Private::createEngine(Session *session)
{
    using Phase = SessionStatus::Phase;
    engine = std::make_unique<EngineProcess>(engineProgram, folder->filePath(u"session.journal"_s));
    EngineProcess *process = engine.get();
    connectDebugger(session, process);
    connect(process, &EngineProcess::journalReady, session, [this](const QString &path) { journal.open(path); });
    connect(process, &EngineProcess::started, session, [this](const QString &host, int port, const QString &name) {
        status.setPeer(port > 0 ? tr("built-in %1 on %2:%3").arg(name, host).arg(port) : QString());
        if (status.phase() == Phase::Starting) // not where it is stopping already
            status.setPhase(Phase::Running);
    });
    connect(process, &EngineProcess::progressed, session, [this](const EngineProgress &now) {
        status.setProgress(now.elapsedMs, now.iterations, now.interrupted, now.vus);
    });
    connect(process, &EngineProcess::finished, session, [this, session](int exitCode, const QString &reason) {
        const QString code = exitCode == 0 ? QString() : tr("exit code %1").arg(exitCode);
        const QString detail = code.isEmpty() || reason.isEmpty() ? code + reason : code + u", "_s + reason;
        status.setPhase(exitCode == 0 ? Phase::Finished : Phase::Failed, detail);
        if (exitCode != 0 && !reason.isEmpty())
            session->say(LogLevel::Error, reason); // the strip has room for its beginning only
    });
    connect(process, &EngineProcess::failed, session, [this, session](const QString &message, int exitCode) {
        status.setPhase(Phase::Failed, tr("exit code %1, see the console").arg(exitCode));
        session->say(LogLevel::Error, message);
    });
    connect(process, &EngineProcess::died, session,
            [this, session](const QString &sentence, const QString &standardError) {
                status.setPhase(Phase::Gone, sentence);
                session->say(LogLevel::Error, standardError.isEmpty()
                                                  ? sentence
                                                  : tr("%1 It wrote:\n%2").arg(sentence, standardError.trimmed()));
            });
    connect(process, &EngineProcess::noted, session,
            [this, session](const QString &sentence) { session->say(LogLevel::Warning, sentence); });
    connect(process, &EngineProcess::closed, session, [this] {
        journal.setWriterGone();
        sayWhatWaits();
    });
}

/// What the window says after the engine's end follows what the journal still has.
void Session::say(LogLevel level, const QString &text)
{
    Record line;
    line.kind = RecordKind::Log;
    line.level = level;
    line.payload = text.toUtf8();
    d->ownLines += line;
    d->sayWhatWaits();
}

void Session::Private::sayWhatWaits()
{
    const bool isRead = journal.state() == JournalSession::None || journal.state() == JournalSession::Ended ||
                        journal.state() == JournalSession::Failed;
    const bool isLive = engine && engine->isRunning();
    if (!ownLines.isEmpty() && (isRead || isLive))
        journal.console()->append(std::exchange(ownLines, {}));
}

} // namespace sockscope
