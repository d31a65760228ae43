// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says, in the protocol's words.
#include "dap/dap_session.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString descriptionOf(const QString &reason, const QString &text)
{
    static const QMap<QString, QString> descriptions{{u"breakpoint"_s, u"Paused on a breakpoint"_s},
                                                     {u"step"_s, u"Paused after a step"_s},
                                                     {u"pause"_s, u"Paused"_s},
                                                     {u"exception"_s, u"Paused on an exception"_s},
                                                     {u"entry"_s, u"Paused on entry"_s}};
    return reason == u"event" ? u"Paused on "_s + text : descriptions.value(reason, u"Paused"_s);
}

} // namespace

void DapSession::connectEngine()
{
    connect(&m_engine, &DapEngine::received, this, &DapSession::engineSaid);
    connect(&m_engine, &DapEngine::wroteError, this, [this](const QString &text) { print(u"stderr"_s, text, {}); });
    connect(&m_engine, &DapEngine::died, this, [this](const QString &sentence) {
        engineFailed({{u"message"_s, sentence}, {u"exitCode"_s, 255}});
    });
    connect(&m_engine, &DapEngine::closed, this, [this] {
        if (m_isEnding)
            Q_EMIT ended();
    });
    connect(&m_output, &DapOutput::printed, this, &DapSession::print);
}

void DapSession::engineSaid(const QJsonObject &message)
{
    const QString type = message.value(u"type"_s).toString();
    if (type == u"debugger-event")
        debuggerSaid(message);
    else if (type == u"hello")
        startEngine();
    else if (type == u"loaded")
        engineLoaded();
    else if (type == u"failed")
        engineFailed(message);
    else if (type == u"note")
        print(u"console"_s, message.value(u"message"_s).toString() + u'\n', {});
    else if (type == u"started")
        tell(u"process"_s, {{u"name"_s, m_launch.program},
                            {u"systemProcessId"_s, m_engine.processId()},
                            {u"isLocalProcess"_s, true},
                            {u"startMethod"_s, u"launch"_s}});
    else if (type == u"finished") {
        m_output.drain();
        if (const QString reason = message.value(u"reason"_s).toString();
            !reason.isEmpty() && !m_output.hasPrinted(reason))
            print(u"stderr"_s, reason + u'\n', {});
        finish(message.value(u"exitCode"_s).toInt());
    }
}

void DapSession::engineLoaded()
{
    if (!m_launchRequest)
        return;
    m_isLoaded = true;
    respond(*m_launchRequest);
    m_launchRequest.reset();
    tell(u"initialized"_s);
}

/// A launch that fails is refused; a run that fails ends.
void DapSession::engineFailed(const QJsonObject &message)
{
    const QString sentence = message.value(u"message"_s).toString();
    if (m_launchRequest) {
        refuse(*m_launchRequest, sentence);
        m_launchRequest.reset();
        m_isOver = true;
        m_engine.quit();
        return;
    }
    if (m_isOver)
        return;
    m_output.drain();
    print(u"important"_s, sentence + u'\n', {});
    finish(message.value(u"exitCode"_s).toInt());
}

void DapSession::debuggerSaid(const QJsonObject &event)
{
    const QString name = event.value(u"event"_s).toString();
    if (name == u"paused") {
        paused(event);
    } else if (name == u"resumed") {
        resumed(event.value(u"thread"_s).toInt());
    } else if (name == u"thread") {
        threadChanged(event);
    } else if (name == u"breakpoint") {
        tell(u"breakpoint"_s, {{u"reason"_s, u"changed"_s}, {u"breakpoint"_s, breakpointFrom(event, {})}});
    } else if (name == u"file") {
        const QString url = event.value(u"url"_s).toString();
        const bool isKnown = m_sources.contains(url);
        if (!isKnown)
            m_sources.append(url);
        tell(u"loadedSource"_s, {{u"reason"_s, isKnown ? u"changed"_s : u"new"_s}, {u"source"_s, sourceOf(url)}});
    }
}

void DapSession::paused(const QJsonObject &pause)
{
    const int thread = pause.value(u"thread"_s).toInt();
    m_threads[thread].pause = pause;
    m_lastStopped = thread;
    m_output.drain(); // what was printed before stands before
    const QString reason = pause.value(u"reason"_s).toString();
    const QString text = pause.value(u"text"_s).toString();
    QJsonObject body{{u"reason"_s, reason},
                     {u"description"_s, descriptionOf(reason, text)},
                     {u"threadId"_s, thread},
                     {u"allThreadsStopped"_s, false}};
    if (!text.isEmpty())
        body.insert(u"text"_s, text);
    if (reason == u"breakpoint")
        body.insert(u"hitBreakpointIds"_s, pause.value(u"breakpoints"_s));
    tell(u"stopped"_s, body);
}

void DapSession::resumed(int thread)
{
    m_references.forget(thread);
    Thread &known = m_threads[thread];
    known.pause = {};
    if (!std::exchange(known.isResuming, false))
        tell(u"continued"_s, {{u"threadId"_s, thread}, {u"allThreadsContinued"_s, false}});
}

void DapSession::threadChanged(const QJsonObject &event)
{
    const int thread = event.value(u"thread"_s).toInt();
    const bool isNew = event.value(u"started"_s).toBool();
    if (isNew) {
        m_threads[thread].vu = event.value(u"vu"_s).toInt();
    } else {
        m_threads.remove(thread);
        m_references.forget(thread);
    }
    tell(u"thread"_s, {{u"reason"_s, isNew ? u"started"_s : u"exited"_s}, {u"threadId"_s, thread}});
}

void DapSession::print(const QString &category, const QString &text, const QJsonObject &location)
{
    QJsonObject body{{u"category"_s, category}, {u"output"_s, text}};
    if (const QString url = location.value(u"url"_s).toString(); !url.isEmpty()) {
        body.insert(u"source"_s, sourceOf(url));
        insertRange({{u"line"_s, location.value(u"line"_s)}, {u"column"_s, location.value(u"column"_s)}}, body);
    }
    tell(u"output"_s, body);
}

} // namespace sockscope
