// SPDX-License-Identifier: GPL-3.0-or-later
#include "code_assist.h"

#include "scintilla.h"
#include "script/completion/completion_context.h"

#include <QKeyEvent>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype tipWidth = 76; ///< characters

/// Call tips don't wrap by themselves.
QString wrapped(const QString &text)
{
    QString lines;
    qsizetype length = 0;
    const QStringList words = text.split(u' ');
    for (const QString &word : words) {
        const bool breaks = length > 0 && length + word.size() >= tipWidth;
        if (!lines.isEmpty())
            lines += breaks ? u'\n' : u' ';
        length = breaks ? word.size() : length + word.size() + 1;
        lines += word;
    }
    return lines;
}

} // namespace

CodeAssist::CodeAssist(QsciScintilla &field, ApiReference::Place place)
    : QObject(&field)
    , m_field(field)
    , m_place(place)
{
    field.SendScintilla(QsciScintilla::SCI_AUTOCSETSEPARATOR, static_cast<unsigned long>('\n'));
    field.SendScintilla(QsciScintilla::SCI_AUTOCSETORDER,
                        static_cast<unsigned long>(QsciScintilla::SC_ORDER_PERFORMSORT));
    field.SendScintilla(QsciScintilla::SCI_AUTOCSETDROPRESTOFWORD, 1UL);
    field.installEventFilter(this);
    connect(&field, &QsciScintilla::SCN_CHARADDED, this, &CodeAssist::onCharacter);
}

bool CodeAssist::eventFilter(QObject *watched, QEvent *event)
{
    const int key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event)->key() : 0;
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && isListShown() && (!isChosen() || isTypedOut()))
        m_field.SendScintilla(QsciScintilla::SCI_AUTOCCANCEL); // and the key does what it does without a list
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (isKey && static_cast<QKeyEvent *>(event)->keyCombination() == (Qt::CTRL | Qt::Key_Space)) {
        if (event->type() == QEvent::KeyPress)
            complete();
        event->accept();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

int CodeAssist::caret(const QString &text) const
{
    const long bytes = m_field.SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    return static_cast<int>(QString::fromUtf8(text.toUtf8().first(bytes)).size());
}

void CodeAssist::onCharacter(int character)
{
    if (character == '.')
        complete();
    else if (character == '(' || character == ',' || character == ')')
        showTip();
}

void CodeAssist::complete()
{
    const QString text = m_field.text();
    const int position = caret(text);
    const CompletionContext context = CompletionContext::at(text, position);
    if (!context.isCode)
        return;
    QStringList names = ApiReference::instance().namesBehind(context.chain, m_place, text);
    names.removeIf([&context](const QString &name) { return !name.startsWith(context.prefix); });
    m_requestedText = text;
    m_requestedAt = position;
    showNames(names, context.prefix.size());
    Q_EMIT requested(text, position);
}

void CodeAssist::merge(int from, const QStringList &names)
{
    const QString text = m_field.text();
    if (text != m_requestedText || caret(text) != m_requestedAt || names.isEmpty())
        return;
    const bool isTaken = !m_names.isEmpty() && !isListShown(); // chosen from, or sent away
    if (!isTaken)
        showNames(m_names + names, m_requestedAt - from);
}

void CodeAssist::showNames(const QStringList &names, qsizetype entered)
{
    m_names = names;
    m_names.removeDuplicates();
    m_names.sort();
    if (m_names.isEmpty())
        return;
    const QByteArray list = m_names.join(u'\n').toUtf8();
    const auto enteredBytes =
        static_cast<unsigned long>(m_requestedText.sliced(m_requestedAt - entered, entered).toUtf8().size());
    m_field.SendScintilla(QsciScintilla::SCI_AUTOCSHOW, enteredBytes, list.constData());
}

/// Of the innermost call around the caret; none where it is unknown.
void CodeAssist::showTip()
{
    const QString text = m_field.text();
    const CallContext call = CallContext::at(text, caret(text));
    const ApiEntry *function = ApiReference::instance().function(call.callee, m_place, text);
    if (!function || function->kind != "function"_L1) {
        m_field.SendScintilla(QsciScintilla::SCI_CALLTIPCANCEL);
        m_tip.clear();
        return;
    }
    m_tip = function->signature + u'\n' + wrapped(function->summary);
    const auto at = static_cast<unsigned long>(text.first(call.open).toUtf8().size());
    m_field.SendScintilla(QsciScintilla::SCI_CALLTIPSHOW, at, m_tip.toUtf8().constData());
}

bool CodeAssist::isListShown() const
{
    return m_field.SendScintilla(QsciScintilla::SCI_AUTOCACTIVE) != 0;
}

bool CodeAssist::isChosen() const
{
    return m_field.SendScintilla(QsciScintilla::SCI_AUTOCGETCURRENT) >= 0;
}

bool CodeAssist::isTypedOut() const
{
    if (!isListShown())
        return false;
    const long start = m_field.SendScintilla(QsciScintilla::SCI_AUTOCPOSSTART);
    const long end = m_field.SendScintilla(QsciScintilla::SCI_GETCURRENTPOS);
    QByteArray chosen(static_cast<qsizetype>(m_field.SendScintilla(QsciScintilla::SCI_AUTOCGETCURRENTTEXT, 0UL,
                                                                   static_cast<char *>(nullptr))) +
                          1,
                      '\0');
    m_field.SendScintilla(QsciScintilla::SCI_AUTOCGETCURRENTTEXT, 0UL, chosen.data());
    chosen.chop(1);
    return m_field.text(static_cast<int>(start), static_cast<int>(end)) == QString::fromUtf8(chosen);
}

bool CodeAssist::isTipShown() const
{
    return m_field.SendScintilla(QsciScintilla::SCI_CALLTIPACTIVE) != 0;
}

void CodeAssist::hideAll()
{
    m_field.SendScintilla(QsciScintilla::SCI_AUTOCCANCEL);
    m_field.SendScintilla(QsciScintilla::SCI_CALLTIPCANCEL);
}

} // namespace sockscope
