// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/debugger.h"

#include "models/debug/script_path.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int keptMs = 150; ///< values stay shown while a step runs, unless it takes longer

ScriptPlace placeFrom(const QJsonObject &location)
{
    return {scriptPath(location.value("url"_L1).toString()), location.value("line"_L1).toInt(),
            location.value("column"_L1).toInt()};
}

} // namespace

Debugger::Debugger(BreakpointModel &breakpoints, WatchList &watches, QObject *parent)
    : QObject(parent)
    , m_breakpoints(breakpoints)
    , m_watches(m_link, watches)
{
    m_forget.setSingleShot(true);
    m_forget.setInterval(keptMs);
    connect(&m_forget, &QTimer::timeout, this, &Debugger::forgetValues);
    connect(&m_link, &DebugLink::told, this, &Debugger::onTold);
    connect(&breakpoints, &BreakpointModel::linesChanged, this, &Debugger::sendLines);
    connect(&breakpoints, &BreakpointModel::eventsChanged, this, &Debugger::sendEvents);
    connect(&breakpoints, &BreakpointModel::exceptionsChanged, this, &Debugger::sendExceptions);
    for (VariableTree *tree : {static_cast<VariableTree *>(&m_variables), static_cast<VariableTree *>(&m_watches)}) {
        connect(tree, &VariableTree::assigned, this, &Debugger::refresh);
        connect(tree, &VariableTree::failed, this, &Debugger::failed);
    }
}

void Debugger::begin()
{
    m_isActive = true;
    m_wantsPause = false;
    m_breakpoints.forgetPlacement();
    const QStringList files = m_breakpoints.files();
    for (const QString &file : files)
        sendLines(file);
    sendEvents();
    sendExceptions();
    m_hits.clear();
    m_files.clear();
    if (m_isCounting)
        m_link.ask(u"setCoverage"_s, {{u"on"_s, true}});
    Q_EMIT changed();
}

void Debugger::setCounting(bool counts)
{
    if (m_isCounting == counts)
        return;
    m_isCounting = counts;
    if (!counts)
        m_hits.clear();
    if (m_isActive)
        m_link.ask(u"setCoverage"_s, {{u"on"_s, counts}});
}

void Debugger::end()
{
    if (!std::exchange(m_isActive, false))
        return;
    m_link.forget();
    m_paused.clear();
    m_meanwhile.watch(0);
    m_breakpoints.forgetPlacement();
    forgetValues();
    Q_EMIT changed();
}

void Debugger::sendLines(const QString &file)
{
    if (!m_isActive)
        return;
    m_link.ask(u"setBreakpoints"_s, {{u"file"_s, file}, {u"breakpoints"_s, m_breakpoints.linesRequest(file)}}, this,
               [this, file](const QJsonObject &answer) {
                   m_breakpoints.setPlaced(file, answer.value("breakpoints"_L1).toArray());
               });
}

void Debugger::sendEvents()
{
    if (!m_isActive)
        return;
    m_link.ask(u"setEventBreakpoints"_s, {{u"breakpoints"_s, m_breakpoints.eventsRequest()}}, this,
               [this](const QJsonObject &answer) {
                   if (const QString error = answer.value("error"_L1).toString(); !error.isEmpty())
                       Q_EMIT failed(error);
               });
}

void Debugger::sendExceptions()
{
    if (m_isActive)
        m_link.ask(u"setExceptions"_s, m_breakpoints.exceptionsRequest());
}

void Debugger::onTold(const QString &event, const QJsonObject &message)
{
    if (event == "paused"_L1)
        onPaused(message);
    else if (event == "resumed"_L1)
        onResumed(message.value("thread"_L1).toInt());
    else if (event == "thread"_L1 && !message.value("started"_L1).toBool())
        onResumed(message.value("thread"_L1).toInt());
    else if (event == "thread"_L1 && m_wantsPause)
        pause();
    else if (event == "breakpoint"_L1)
        m_breakpoints.setPlaced(message);
    else if (event == "file"_L1)
        onLoaded(scriptPath(message.value("url"_L1).toString()));
    else if (event == "coverage"_L1)
        m_hits.set(message.value("files"_L1).toArray());
    else if (event == "output"_L1)
        Q_EMIT printed(message.value("text"_L1).toString(), placeFrom(message.value("location"_L1).toObject()));
}

void Debugger::onPaused(const QJsonObject &message)
{
    m_wantsPause = false;
    const int thread = message.value("thread"_L1).toInt();
    m_paused.removeIf([thread](const PausedThread &known) { return known.thread == thread; });
    m_paused.append({thread, message.value("vu"_L1).toInt(), message.value("reason"_L1).toString(),
                     message.value("text"_L1).toString(), placeFrom(message.value("location"_L1).toObject())});
    if (m_paused.size() == 1)
        lookAtCurrent();
    else
        Q_EMIT changed();
}

void Debugger::onResumed(int thread)
{
    const bool isShown = thread == this->thread();
    m_paused.removeIf([thread](const PausedThread &known) { return known.thread == thread; });
    if (!isShown) {
        m_current = std::clamp<qsizetype>(m_current, 0, std::max<qsizetype>(0, m_paused.size() - 1));
        Q_EMIT changed();
        return;
    }
    lookAtCurrent();
}

void Debugger::onLoaded(const QString &file)
{
    if (m_files.contains(file))
        return;
    m_files.insert(file);
    Q_EMIT loaded(file);
}

/// The virtual user that was shown went on, or another one is to be shown. While none stands still the values of
/// before stay for a moment: the next step is likely to show most of them again.
void Debugger::lookAtCurrent()
{
    m_current = std::clamp<qsizetype>(m_current, 0, std::max<qsizetype>(0, m_paused.size() - 1));
    const int look = ++m_look;
    Q_EMIT changed();
    m_meanwhile.watch(thread());
    if (m_paused.isEmpty()) {
        m_forget.start();
        return;
    }
    m_forget.stop();
    m_link.ask(u"stack"_s, {{u"thread"_s, thread()}}, this, [this, look](const QJsonObject &answer) {
        if (look != m_look)
            return;
        m_stack.set(answer);
        showFrame();
    });
}

} // namespace sockscope
