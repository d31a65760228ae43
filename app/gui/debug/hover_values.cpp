// SPDX-License-Identifier: GPL-3.0-or-later
#include "hover_values.h"

#include "log/visible_text.h"
#include "models/debug/debugger.h"
#include "script_document.h"
#include "script_editor.h"

#include <QHelpEvent>
#include <QToolTip>

#include <Qsci/qscilexerjavascript.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool isNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

} // namespace

HoverValues::HoverValues(ScriptEditor &editor, const ScriptDocument &document, Debugger &debugger, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_document(document)
    , m_debugger(debugger)
{
    editor.viewport()->installEventFilter(this);
}

QString HoverValues::expressionAt(const QString &line, qsizetype column)
{
    if (column < 0 || column >= line.size() || !isNamePart(line.at(column)))
        return {};
    qsizetype end = column;
    while (end < line.size() && isNamePart(line.at(end)))
        ++end;
    qsizetype start = column;
    const auto toNameStart = [&] {
        while (start > 0 && isNamePart(line.at(start - 1)))
            --start;
    };
    toNameStart();
    while (start > 1 && line.at(start - 1) == u'.') {
        if (!isNamePart(line.at(start - 2)))
            return {}; // a member of what a call gives: that would run it
        --start;
        toNameStart();
    }
    const QString expression = line.sliced(start, end - start);
    return expression.at(0).isDigit() ? QString() : expression;
}

bool HoverValues::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_debugger.isPaused())
        return QObject::eventFilter(watched, event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (help->pos().x() < m_editor.marginsWidth())
        return QObject::eventFilter(watched, event);
    show(help->pos(), help->globalPos());
    return true;
}

void HoverValues::show(const QPoint &pos, const QPoint &globalPos)
{
    using Base = QsciScintillaBase;
    const long position =
        m_editor.SendScintilla(Base::SCI_POSITIONFROMPOINTCLOSE, static_cast<unsigned long>(pos.x()), long(pos.y()));
    const long style =
        position < 0 ? -1 : m_editor.SendScintilla(Base::SCI_GETSTYLEAT, static_cast<unsigned long>(position));
    int line = 0, column = 0;
    if (position >= 0)
        m_editor.lineIndexFromPosition(static_cast<int>(position), &line, &column);
    const bool isCode = style == QsciLexerJavaScript::Identifier || style == QsciLexerJavaScript::Keyword;
    const QString expression = isCode ? expressionAt(m_editor.text(line), column) : QString();
    const bool isWord = style == QsciLexerJavaScript::Keyword && expression != "this"_L1;
    if (expression.isEmpty() || isWord) {
        QToolTip::hideText();
        return;
    }
    m_debugger.evaluate(expression, this, [this, expression, globalPos](bool ok, const QString &value) {
        if (ok)
            QToolTip::showText(globalPos,
                               u"<p style='white-space:pre-wrap'>"_s +
                                   (expression + u" = "_s + visibleText(value, LineBreaks::Kept)).toHtmlEscaped(),
                               m_editor.viewport());
    });
}

} // namespace sockscope
