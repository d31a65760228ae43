// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says, one handler a message type.
#include "engine_process.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

const QMap<QString, EngineProcess::Handler> &EngineProcess::handlers()
{
    static const QMap<QString, Handler> all{
        {u"hello"_s, &EngineProcess::onHello},
        {u"loaded"_s, &EngineProcess::onLoaded},
        {u"started"_s, &EngineProcess::onStarted},
        {u"progress"_s, &EngineProcess::onProgress},
        {u"result"_s, &EngineProcess::onResult},
        {u"completions"_s, &EngineProcess::onCompletions},
        {u"peer"_s, &EngineProcess::onPeer},
        {u"note"_s, &EngineProcess::onNote},
        {u"stopped"_s, &EngineProcess::onStopped},
        {u"finished"_s, &EngineProcess::onFinished},
        {u"failed"_s, &EngineProcess::onFailed},
        {u"debugger"_s, &EngineProcess::onDebugger},
        {u"debugger-event"_s, &EngineProcess::onDebugger},
    };
    return all;
}

void EngineProcess::readOutput()
{
    const QList<QByteArray> lines = m_lines.feed(m_process.readAllStandardOutput());
    for (const QByteArray &line : lines)
        handleLine(line);
    if (m_lines.skippedLines() > m_notedSkips) {
        m_notedSkips = m_lines.skippedLines();
        note(tr("The engine sent a message of more than %1 MiB; it was skipped.").arg(MaxLine >> 20));
    }
}

void EngineProcess::handleLine(const QByteArray &line)
{
    const QJsonObject message = QJsonDocument::fromJson(line).object();
    const QString type = message.value("type"_L1).toString();
    if (type.isEmpty()) {
        note(tr("The engine wrote something that is not a message: %1")
                 .arg(QString::fromUtf8(line.first(qMin(line.size(), qsizetype(80))))));
        return;
    }
    const Handler handler = handlers().value(type);
    if (!handler)
        note(tr("The engine sent a message of the unknown type \"%1\"; it was ignored.").arg(type.left(40)));
    else if (!m_runEnded)
        (this->*handler)(message);
}

void EngineProcess::onHello(const QJsonObject &message)
{
    m_helloTimer.stop();
    const int protocol = message.value("protocol"_L1).toInt();
    if (protocol != ProtocolVersion) {
        kill(tr("The engine %1 speaks version %2 of the protocol, this window version %3. Install both from one "
                "release.")
                 .arg(m_program, QString::number(protocol), QString::number(ProtocolVersion)));
        return;
    }
    Q_EMIT journalReady(message.value("journal"_L1).toString(m_journal));
    if (isByHand())
        Q_EMIT ready();
    else
        send(scriptMessage(u"load"_s, m_request));
}

void EngineProcess::onLoaded(const QJsonObject &)
{
    if (m_request.isDebugged)
        Q_EMIT aboutToDebug();
    send({{u"type"_s, u"run"_s}, {u"debug"_s, m_request.isDebugged}});
}

void EngineProcess::onDebugger(const QJsonObject &message)
{
    Q_EMIT debuggerSaid(message);
}

void EngineProcess::onStarted(const QJsonObject &message)
{
    const QJsonObject peer = message.value("peer"_L1).toObject();
    Q_EMIT started(peer.value("host"_L1).toString(), peer.value("port"_L1).toInt(), peer.value("name"_L1).toString());
}

void EngineProcess::onProgress(const QJsonObject &message)
{
    Q_EMIT progressed({.iterations = message.value("iterations"_L1).toInteger(),
                       .interrupted = message.value("interrupted"_L1).toInteger(),
                       .vus = message.value("vus"_L1).toInteger(),
                       .elapsedMs = message.value("elapsedMs"_L1).toInteger()});
}

void EngineProcess::onResult(const QJsonObject &message)
{
    Q_EMIT evaluated(message.value("id"_L1).toInteger(), message.value("ok"_L1).toBool(),
                     message.value("text"_L1).toString(), message.value("incomplete"_L1).toBool());
}

void EngineProcess::onCompletions(const QJsonObject &message)
{
    QList<Completion> items;
    const QJsonArray names = message.value("items"_L1).toArray();
    for (const auto name : names)
        items.append({name["name"_L1].toString(), name["kind"_L1].toString()});
    Q_EMIT completed(message.value("id"_L1).toInteger(), message.value("from"_L1).toInt(), items);
}

void EngineProcess::onPeer(const QJsonObject &message)
{
    const QString name = message.value("name"_L1).toString();
    if (const QString error = message.value("error"_L1).toString(); !error.isEmpty())
        Q_EMIT peerFailed(name, error);
    else
        Q_EMIT peerStarted(name, message.value("host"_L1).toString(), message.value("port"_L1).toInt());
}

void EngineProcess::onNote(const QJsonObject &message)
{
    note(message.value("message"_L1).toString());
}

void EngineProcess::onStopped(const QJsonObject &)
{
    if (!isByHand()) // `finished` says it of a run
        return;
    m_killTimer.stop();
    Q_EMIT stopped();
}

void EngineProcess::onFinished(const QJsonObject &message)
{
    endRun();
    Q_EMIT finished(message.value("exitCode"_L1).toInt(), message.value("reason"_L1).toString());
}

void EngineProcess::onFailed(const QJsonObject &message)
{
    if (isByHand()) { // the engine ends itself; died() tells when it has
        m_lastFailure = message.value("message"_L1).toString();
        return;
    }
    endRun();
    Q_EMIT failed(message.value("message"_L1).toString(), message.value("exitCode"_L1).toInt());
}

} // namespace sockscope
