// SPDX-License-Identifier: GPL-3.0-or-later
// The session driven by hand: an engine that waits for snippets.
#include "session_private.h"

namespace sockscope {

using namespace Qt::StringLiterals;

QString Session::whyNotEvaluate() const
{
    if (d->isByHand && d->engine && d->engine->isRunning())
        return {};
    if (d->journal.state() == JournalSession::None && !d->engine)
        return {};
    if (d->isRecording)
        return tr("This is a recorded session: nothing runs in it.");
    if (d->isByHand)
        return tr("The engine of this session is gone. A new session is at Ctrl+T.");
    return tr("A script has this session for itself. Run > Run into Session keeps its sockets for you.");
}

bool Session::isByHand() const
{
    return d->isByHand;
}

bool Session::startByHand()
{
    if (d->engine)
        return canEvaluate();
    if (!d->createJournalFolder())
        return false;
    d->isByHand = true;
    d->isReady = false;
    d->status.setPhase(SessionStatus::Phase::Starting);
    d->createEngine(this);
    EngineProcess *engine = d->engine.get();
    connect(engine, &EngineProcess::ready, this, [this] {
        d->isReady = true;
        d->status.setPhase(SessionStatus::Phase::Ready);
        if (d->status.isTrusting())
            d->engine->setOptions(d->options());
        for (const auto &action : std::exchange(d->waiting, {}))
            action();
    });
    connect(engine, &EngineProcess::evaluated, this, &Session::evaluated);
    connect(engine, &EngineProcess::completed, this, &Session::completed);
    connect(engine, &EngineProcess::peerStarted, this, [this](const QString &name, const QString &host, int port) {
        d->status.setPeer(tr("built-in %1 on %2:%3").arg(name, host).arg(port));
        Q_EMIT peerStarted(name, host, port);
    });
    connect(engine, &EngineProcess::peerFailed, this, [this](const QString &, const QString &sentence) {
        say(LogLevel::Error, sentence);
        Q_EMIT peerFailed();
    });
    engine->start({});
    return true;
}

bool Session::whenReady(std::function<void()> action)
{
    if (!canEvaluate() || !startByHand()) {
        const QString whyNot = whyNotEvaluate();
        say(LogLevel::Error, whyNot.isEmpty() ? d->status.detail() : whyNot);
        return false;
    }
    if (d->isReady)
        action();
    else
        d->waiting += std::move(action);
    return true;
}

qint64 Session::evaluate(const QString &text)
{
    const qint64 id = ++d->lastId;
    if (!whenReady([this, id, text] { d->engine->evaluate(id, text); })) // when the caller knows the id
        QMetaObject::invokeMethod(
            this, [this, id] { Q_EMIT evaluated(id, false, {}, false); }, Qt::QueuedConnection);
    return id;
}

void Session::interrupt()
{
    if (d->isReady && d->engine)
        d->engine->interrupt();
}

qint64 Session::complete(const QString &text, int position)
{
    const qint64 id = ++d->lastId;
    whenReady([this, id, text, position] { d->engine->complete(id, text, position); });
    return id;
}

void Session::setVerifiesCertificates(bool verifies)
{
    d->status.setTrusting(!verifies);
    if (d->isReady && d->engine)
        d->engine->setOptions(d->options());
}

QStringList Session::Private::options() const
{
    return status.isTrusting() ? QStringList(u"--insecure-skip-tls-verify"_s) : QStringList();
}

void Session::startPeer(const QString &name, quint16 port)
{
    if (!whenReady([this, name, port] { d->engine->startPeer(name, port); }))
        Q_EMIT peerFailed();
}

void Session::enter(const EngineRequest &request)
{
    whenReady([this, request] { d->engine->enter(++d->lastId, request); });
}

} // namespace sockscope
