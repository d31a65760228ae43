// SPDX-License-Identifier: GPL-3.0-or-later
#include "console_prompt.h"

#include "code_assist.h"
#include "code_keys.h"
#include "code_theme.h"
#include "icons.h"
#include "script_lexer.h"
#include "theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

ConsolePrompt::ConsolePrompt(Theme &theme, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
    , m_lexer(new ScriptLexer(this))
    , m_assist(new CodeAssist(*this, ApiReference::Place::Prompt))
{
    configure();
    giveUpShortcuts(*this);
    applyTheme();
    fitHeight();
    connect(&m_theme, &Theme::changed, this, &ConsolePrompt::applyTheme);
    connect(this, &QsciScintilla::linesChanged, this, &ConsolePrompt::fitHeight);
    connect(this, &QsciScintilla::textChanged, viewport(), qOverload<>(&QWidget::update)); // the placeholder
    connect(m_assist, &CodeAssist::requested, this, &ConsolePrompt::completionRequested);
}

void ConsolePrompt::configure()
{
    setAccessibleName(tr("Console prompt"));
    setUtf8(true);
    setEolMode(EolUnix);
    setLexer(m_lexer);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (int margin = 0; margin < margins(); ++margin)
        setMarginWidth(margin, 0);
    setFolding(NoFoldStyle);
    setBraceMatching(SloppyBraceMatch);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setAutoIndent(true);
    setCaretWidth(2);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setExtraAscent(2);
    setExtraDescent(2);
    SendScintilla(SCI_SETHSCROLLBAR, 0UL);
}

void ConsolePrompt::applyTheme()
{
    applyCodeTheme(*this, *m_lexer, m_theme);
    const int room = 5 * m_theme.unit() + m_theme.iconSize(); // for the sign, in line with those of the rows above
    SendScintilla(SCI_SETMARGINLEFT, 0UL, static_cast<long>(room));
    fitHeight();
}

void ConsolePrompt::fitHeight()
{
    setFixedHeight(ConsolePrompt::sizeHint().height());
}

QSize ConsolePrompt::sizeHint() const
{
    const auto line = static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    return {40 * m_theme.bodySize(), std::clamp(lines(), 1, MaxLines) * line + m_theme.unit()};
}

QSize ConsolePrompt::minimumSizeHint() const
{
    return {10 * m_theme.bodySize(), sizeHint().height()};
}

void ConsolePrompt::setEngineRunning(bool running)
{
    m_isEngineRunning = running;
    if (!running)
        m_isBusy = false;
    viewport()->update();
}

void ConsolePrompt::setBusy(bool busy)
{
    m_isBusy = busy;
}

void ConsolePrompt::setHint(const QString &hint)
{
    m_hint = hint;
    viewport()->update();
}

QString ConsolePrompt::placeholder() const
{
    if (!m_hint.isEmpty())
        return m_hint;
    return m_isEngineRunning ? u"await socket.connect(80, \"localhost\")"_s
                             : tr("No engine runs: start a session to evaluate lines here");
}

void ConsolePrompt::paintEvent(QPaintEvent *event)
{
    QsciScintilla::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(m_theme.colors().border);
    painter.drawLine(viewport()->rect().topLeft(), viewport()->rect().topRight());
    const int icon = m_theme.iconSize();
    const auto line = static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    if (firstVisibleLine() == 0)
        painter.drawPixmap(3 * m_theme.unit(), (line - icon) / 2 + m_theme.unit(),
                           actionIcon(u"prompt"_s, m_theme.colors().accent, m_theme.colors().outline).pixmap(icon));
    if (length() > 0)
        return;
    painter.setFont(m_lexer->defaultFont(QsciLexerJavaScript::Default));
    painter.setPen(m_theme.colors().muted);
    const auto left = static_cast<int>(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, 0L));
    painter.drawText(viewport()->rect().adjusted(left + 2, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine,
                     placeholder());
}

void ConsolePrompt::replaceText(const QString &text)
{
    setText(text);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    SendScintilla(SCI_DOCUMENTEND);
}

void ConsolePrompt::submit()
{
    const QString entered = text().trimmed();
    if (entered.isEmpty())
        return;
    m_assist->hideAll();
    if (!m_isEngineRunning) {
        SendScintilla(SCI_CALLTIPSHOW, 0UL, placeholder().toUtf8().constData());
        return;
    }
    if (m_history.isEmpty() || m_history.constLast() != entered)
        m_history.append(entered);
    if (m_history.size() > MaxHistory)
        m_history.removeFirst();
    m_historyAt = m_history.size();
    m_draft.clear();
    replaceText({});
    Q_EMIT evaluateRequested(entered);
}

void ConsolePrompt::continueSnippet(const QString &entered)
{
    if (!m_history.isEmpty() && m_history.constLast() == entered)
        m_history.removeLast();
    m_historyAt = m_history.size();
    replaceText(entered + u'\n' + text());
}

void ConsolePrompt::showCompletions(int from, const QList<Completion> &items)
{
    QStringList names;
    for (const Completion &item : items)
        names.append(item.name);
    m_assist->merge(from, names);
}

} // namespace sockscope
