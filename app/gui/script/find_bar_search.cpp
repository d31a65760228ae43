// SPDX-License-Identifier: GPL-3.0-or-later
// What the bar does in the editor.
#include "find_bar.h"

#include "script_editor.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSeed = 200; // characters of a selection that are worth looking for

struct Selection
{
    qsizetype start;
    qsizetype end;
};

Selection selectionOf(const ScriptEditor &editor)
{
    return {editor.SendScintilla(QsciScintilla::SCI_GETSELECTIONSTART),
            editor.SendScintilla(QsciScintilla::SCI_GETSELECTIONEND)};
}

} // namespace

void FindBar::openFind()
{
    open(false);
}

void FindBar::openReplace()
{
    open(true);
}

void FindBar::open(bool withReplace)
{
    if (!m_editor)
        return;
    const bool fromEditor = m_editor->hasFocus() || isHidden();
    const QString seed = m_editor->selectedText();
    show();
    m_replaceRow->setVisible(withReplace);
    if (fromEditor) {
        m_origin = selectionOf(*m_editor).start;
        if (!seed.isEmpty() && seed.size() <= longestSeed && !seed.contains(u'\n') && !m_expression->isChecked())
            m_pattern->setText(seed);
    }
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
    optionsChanged();
}

void FindBar::closeBar()
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    clearMarks();
    if (m_editor && hadFocus)
        m_editor->setFocus(Qt::OtherFocusReason);
}

void FindBar::optionsChanged()
{
    m_search = TextSearch(m_pattern->text(), {.matchCase = m_matchCase->isChecked(),
                                              .wholeWords = m_wholeWords->isChecked(),
                                              .isExpression = m_expression->isChecked()});
    say(m_search.error(), !m_search.error().isEmpty());
    refresh();
}

void FindBar::searchAnew()
{
    optionsChanged();
    const auto next =
        std::ranges::find_if(m_matches, [this](const TextMatch &match) { return match.start >= m_origin; });
    if (!m_matches.isEmpty())
        select(next == m_matches.end() ? 0 : next - m_matches.begin());
}

void FindBar::refresh()
{
    m_refresh.stop();
    m_wrapped.clear();
    m_matches.clear();
    if (m_editor && !isHidden())
        m_matches = m_search.matches(m_editor->text());
    showMarks();
    showCount();
}

void FindBar::clearMarks()
{
    if (!m_editor)
        return;
    for (const int indicator : {Indicator, CurrentIndicator}) {
        m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, indicator);
        m_editor->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0UL,
                                m_editor->SendScintilla(QsciScintilla::SCI_GETLENGTH));
    }
}

void FindBar::showMarks()
{
    clearMarks();
    if (!m_matches.isEmpty())
        m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, Indicator);
    for (const TextMatch &match : std::as_const(m_matches)) {
        m_editor->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE, static_cast<unsigned long>(match.start),
                                static_cast<long>(match.length));
    }
}

/// The selection alone would pale while the keyboard is in the bar.
void FindBar::markCurrent()
{
    if (!m_editor || isHidden())
        return;
    m_editor->SendScintilla(QsciScintilla::SCI_SETINDICATORCURRENT, CurrentIndicator);
    m_editor->SendScintilla(QsciScintilla::SCI_INDICATORCLEARRANGE, 0UL,
                            m_editor->SendScintilla(QsciScintilla::SCI_GETLENGTH));
    if (const qsizetype current = currentMatch(); current >= 0)
        m_editor->SendScintilla(QsciScintilla::SCI_INDICATORFILLRANGE,
                                static_cast<unsigned long>(m_matches[current].start),
                                static_cast<long>(m_matches[current].length));
}

void FindBar::showCount()
{
    markCurrent();
    const QLocale locale;
    const qsizetype current = currentMatch();
    const qsizetype count = m_matches.size();
    const QString all =
        count < TextSearch::MaxMatches ? locale.toString(count) : tr("more than %1").arg(locale.toString(count));
    if (m_search.isEmpty() || !m_search.error().isEmpty())
        m_count->clear();
    else if (count == 0)
        m_count->setText(tr("No match"));
    else if (current < 0)
        m_count->setText(count == 1 ? tr("1 match") : tr("%1 matches").arg(all));
    else
        m_count->setText(tr("%1 of %2").arg(locale.toString(current + 1), all) + m_wrapped);
    m_pattern->setAccessibleDescription(m_count->text());
    for (QWidget *widget : {static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_next),
                            static_cast<QWidget *>(m_replaceOne), static_cast<QWidget *>(m_replaceAll)})
        widget->setEnabled(count > 0);
}

qsizetype FindBar::currentMatch() const
{
    if (!m_editor)
        return -1;
    const Selection selection = selectionOf(*m_editor);
    const auto found = std::ranges::lower_bound(m_matches, selection.start, {}, &TextMatch::start);
    return found != m_matches.end() && found->start == selection.start && found->end() == selection.end
               ? found - m_matches.begin()
               : -1;
}

void FindBar::select(qsizetype match)
{
    const TextMatch place = m_matches[match];
    const long line =
        m_editor->SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION, static_cast<unsigned long>(place.start));
    m_editor->SendScintilla(QsciScintilla::SCI_ENSUREVISIBLEENFORCEPOLICY, static_cast<unsigned long>(line));
    m_editor->SendScintilla(QsciScintilla::SCI_SETSEL, static_cast<unsigned long>(place.start),
                            static_cast<long>(place.end()));
    showCount();
}

void FindBar::findNext()
{
    step(true);
}

void FindBar::findPrevious()
{
    step(false);
}

void FindBar::step(bool forward)
{
    if (m_pattern->text().isEmpty())
        openFind();
    if (!m_editor)
        return;
    show(); // the keyboard stays where it is
    refresh();
    if (m_matches.isEmpty())
        return;
    const Selection selection = selectionOf(*m_editor);
    const qsizetype current = currentMatch();
    const qsizetype last = m_matches.size() - 1;
    qsizetype next = 0;
    if (current >= 0)
        next = current + (forward ? 1 : -1);
    else
        next = std::ranges::lower_bound(m_matches, selection.start, {}, &TextMatch::start) - m_matches.begin() -
               (forward ? 0 : 1);
    m_wrapped = next > last ? tr(", from the top") : next < 0 ? tr(", from the end") : QString();
    select(next > last ? 0 : next < 0 ? last : next);
    m_origin = m_matches[std::clamp<qsizetype>(next, 0, last)].start;
}

bool FindBar::mayReplace()
{
    refresh();
    if (!m_editor || m_matches.isEmpty())
        return false;
    if (m_editor->isReadOnly())
        say(tr("The script can't be changed now."), true);
    return !m_editor->isReadOnly();
}

void FindBar::replaceIn(const TextMatch &match)
{
    QString text = match.replacement;
    if (m_expression->isChecked() && m_editor->eolMode() == QsciScintilla::EolWindows)
        text.replace(u"\r\n"_s, u"\n"_s).replace(u'\n', u"\r\n"_s);
    const QByteArray bytes = text.toUtf8();
    m_editor->SendScintilla(QsciScintilla::SCI_SETTARGETRANGE, static_cast<unsigned long>(match.start),
                            static_cast<long>(match.end()));
    m_editor->SendScintilla(QsciScintilla::SCI_REPLACETARGET, static_cast<unsigned long>(bytes.size()),
                            bytes.constData());
    // Behind what was put in, so that the next match is sought from there.
    m_editor->SendScintilla(QsciScintilla::SCI_SETEMPTYSELECTION,
                            static_cast<unsigned long>(match.start + bytes.size()));
}

/// The selected match; where none is, the next one is selected first, to be seen before it goes.
void FindBar::replaceOne()
{
    if (!mayReplace())
        return;
    if (const qsizetype current = currentMatch(); current >= 0) {
        replaceIn(m_search.replacements(m_editor->text(), m_replacement->text())[current]);
        say({});
    }
    step(true);
}

void FindBar::replaceAll()
{
    if (!mayReplace())
        return;
    const QList<TextMatch> all = m_search.replacements(m_editor->text(), m_replacement->text());
    m_editor->beginUndoAction();
    for (auto match = all.crbegin(); match != all.crend(); ++match)
        replaceIn(*match);
    m_editor->endUndoAction();
    refresh();
    say(all.size() == 1 ? tr("Replaced 1 match.")
        : all.size() < TextSearch::MaxMatches
            ? tr("Replaced %1 matches.").arg(QLocale().toString(all.size()))
            : tr("Replaced the first %1 matches; replace again for the rest.").arg(QLocale().toString(all.size())));
}

void FindBar::say(const QString &sentence, bool isError)
{
    m_note->setText(sentence);
    m_noteIcon->setVisible(isError);
    m_noteRow->setVisible(!sentence.isEmpty());
    m_replacement->setAccessibleDescription(sentence);
}

} // namespace sockscope
