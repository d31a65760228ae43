// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_tab.h"

#include "breakpoint_margin.h"
#include "caret_line.h"
#include "compare_pane.h"
#include "console_prompt.h"
#include "error_lines.h"
#include "event_line.h"
#include "examples.h"
#include "hits_margin.h"
#include "hover_values.h"
#include "models/debug/debug_lists.h"
#include "models/debug/debugger.h"
#include "paused_line.h"
#include "prompt_link.h"
#include "script_document.h"
#include "script_editor.h"
#include "script_pane.h"
#include "unsaved_copy.h"

#include <QFileInfo>

namespace sockscope {

using namespace Qt::StringLiterals;

SessionTab::SessionTab(Kind kind, const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_kind(kind)
    , m_theme(parts.theme)
    , m_session(parts.engineProgram, parts.lists)
    , m_prompt(std::make_unique<ConsolePrompt>(parts.theme))
    , m_targetText(u"built-in echo"_s)
{
    if (kind == Kind::Script)
        createScript(parts);
    view().setByHand(kind == Kind::Hand);
    new PromptLink(*m_prompt, m_session, this);
    connect(view().socket(), &CurrentSocket::changed, this, &SessionTab::changed);
    connect(view().status(), &SessionStatus::changed, this, &SessionTab::changed);
}

SessionTab::~SessionTab()
{
    m_unsaved.reset();
    m_marks.reset();
    delete m_document; // it looks at the editor
    delete m_pane;
    delete m_comparison; // before the session that it was made with
}

void SessionTab::createScript(const Parts &parts)
{
    m_editor = new ScriptEditor(parts.theme);
    m_document = new ScriptDocument(*m_editor, parts.settings);
    m_pane = new ScriptPane(m_editor, *m_document, parts.recovery, parts.theme);
    m_unsaved = std::make_unique<UnsavedCopy>(parts.recovery, *m_document, *m_editor);
    m_margin = new BreakpointMargin(*m_editor, *m_document, parts.lists->breakpoints, parts.theme, m_document);
    createMarks();
    connect(&m_session.debugger(), &Debugger::changed, this, &SessionTab::changed);
    connect(m_document, &ScriptDocument::renamed, this, &SessionTab::changed);
}

void SessionTab::createMarks()
{
    SessionView &shown = host().view();
    m_marks = std::make_unique<QObject>();
    QObject *marks = m_marks.get();
    new PausedLine(*m_editor, *m_document, *shown.debugger(), m_theme, marks);
    new CaretLine(*m_editor, *m_document, *shown.scriptCursor(), marks);
    new EventLine(*m_editor, *m_document, *shown.journal(), *shown.cursor(), m_theme, marks);
    new HitsMargin(*m_editor, *m_document, shown.debugger()->hits(), m_theme, marks);
    new HoverValues(*m_editor, *m_document, *shown.debugger(), marks);
    new ErrorLines(*m_editor, *m_document, *shown.journal()->console(), marks);
}

void SessionTab::setHost(SessionTab *host)
{
    if (host == this)
        host = nullptr;
    if (!m_document || m_host == host)
        return;
    m_host = host;
    m_pane->setNote(host ? tr("in the run of %1").arg(host->title()) : QString());
    createMarks();
    Q_EMIT hostChanged();
}

void SessionTab::showComparison(ComparePane *pane)
{
    m_comparison = pane;
    Q_EMIT changed();
}

QWidget *SessionTab::page() const
{
    return m_comparison ? static_cast<QWidget *>(m_comparison) : m_pane;
}

bool SessionTab::isFile(const QString &path) const
{
    if (m_document)
        return m_document->isFile(path);
    const QString own = m_kind == Kind::Recording ? QFileInfo(view().journal()->path()).canonicalFilePath() : QString();
    return !own.isEmpty() && own == QFileInfo(path).canonicalFilePath();
}

QString SessionTab::title() const
{
    if (m_document)
        return m_document->name();
    if (m_comparison)
        return m_comparison->title();
    SessionView &session = view();
    if (m_kind == Kind::Recording)
        return QFileInfo(session.journal()->path()).fileName();
    const QString peer = session.socket()->target();
    return peer.isEmpty() ? tr("New session") : peer;
}

QString SessionTab::toolTip() const
{
    const QString path = m_document                  ? m_document->path()
                         : m_kind == Kind::Recording ? view().journal()->path()
                         : m_comparison              ? m_comparison->summary()
                                                     : QString();
    return path.isEmpty() ? title() : path;
}

QString SessionTab::iconName() const
{
    if (m_kind == Kind::Recording)
        return u"timeline"_s;
    if (m_kind == Kind::Comparison)
        return u"compare"_s;
    if (m_kind == Kind::Script)
        return m_session.status()->isBusy() ? u"running"_s : u"script"_s;
    return m_session.view()->socket()->state() == SocketsModel::Open ? u"state-open"_s : u"state-disconnected"_s;
}

bool SessionTab::isModified() const
{
    return m_document && m_document->isModified();
}

bool SessionTab::isPristine() const
{
    return m_document && !m_wasRun && !m_document->isModified() && m_document->path().isEmpty();
}

bool SessionTab::mayClose()
{
    return !m_document || m_document->mayDiscard();
}

void SessionTab::forgetUnsaved()
{
    if (m_unsaved)
        m_unsaved->discard();
}

void SessionTab::restore(const UnsavedText &text)
{
    m_unsaved->restore(text);
}

EngineRequest SessionTab::request() const
{
    // The engine reads a saved script itself; what isn't saved is sent along.
    const bool saved = !m_document->path().isEmpty() && !m_document->isModified();
    const QString text = m_editor->text();
    return {.script = m_document->runPath(),
            .source = saved ? QString() : text,
            .arguments = {},
            .environment = {},
            .peer = qEnvironmentVariableIsSet("TCP_PORT") ? QString() : wantedPeer(text)};
}

void SessionTab::run(bool isDebugged)
{
    m_wasRun = true;
    setHost(nullptr);
    m_editor->clearErrors();
    EngineRequest wanted = request();
    wanted.isDebugged = isDebugged;
    m_session.run(wanted);
}

void SessionTab::runInto()
{
    m_wasRun = true;
    setHost(nullptr);
    m_editor->clearErrors();
    if (!m_session.canEvaluate())
        m_session.shutDown(); // a finished run makes room, as for run()
    m_session.enter(request());
}

} // namespace sockscope
