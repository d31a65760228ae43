// SPDX-License-Identifier: GPL-3.0-or-later
// The bar itself; find_bar_search.cpp has what it does.
#include "find_bar.h"

#include "icons.h"
#include "script_editor.h"
#include "settings.h"
#include "theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>

namespace sockscope {

using namespace Qt::StringLiterals;

FindBar::FindBar(Theme &theme, QSettings &settings, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_settings(settings)
{
    setObjectName(u"findBar"_s);
    setAccessibleName(tr("Find and replace"));
    m_find = addBarAction(tr("&Find…"), {Qt::CTRL | Qt::Key_F}, &FindBar::openFind);
    m_replace = addBarAction(tr("R&eplace…"), {Qt::CTRL | Qt::Key_H}, &FindBar::openReplace);
    m_findNext = addBarAction(tr("Find &Next"), {Qt::Key_F3}, &FindBar::findNext);
    m_findPrevious = addBarAction(tr("Find Pre&vious"), {Qt::SHIFT | Qt::Key_F3}, &FindBar::findPrevious);
    createFields();
    layOut();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(50);
    connect(&m_refresh, &QTimer::timeout, this, &FindBar::refresh);
    connect(&theme, &Theme::changed, this, &FindBar::applyTheme);
    applyTheme();
    setEditor(nullptr);
    optionsChanged();
    hide();
}

FindBar::~FindBar() = default;

QAction *FindBar::addBarAction(const QString &text, const QList<QKeySequence> &keys, void (FindBar::*slot)())
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

QToolButton *FindBar::addOption(const QString &text, const QString &name, QLatin1StringView key)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setCheckable(true);
    button->setChecked(m_settings.value(key).toBool());
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::toggled, this, [this, key](bool on) {
        m_settings.setValue(key, on);
        optionsChanged();
    });
    return button;
}

QToolButton *FindBar::addIconButton(const QString &name, void (FindBar::*slot)())
{
    auto *button = new QToolButton(this);
    button->setToolTip(name);
    button->setAccessibleName(name.section(u" ("_s, 0, 0));
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, this, slot);
    return button;
}

void FindBar::createFields()
{
    m_pattern = new QLineEdit(this);
    m_pattern->setPlaceholderText(tr("Find"));
    m_pattern->setAccessibleName(tr("Find"));
    connect(m_pattern, &QLineEdit::textEdited, this, &FindBar::searchAnew);
    m_replacement = new QLineEdit(this);
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_matchCase = addOption(u"Aa"_s, tr("Match case"), settings::findMatchCase);
    m_wholeWords = addOption(u"ab"_s, tr("Whole words"), settings::findWholeWords);
    m_expression = addOption(u".*"_s, tr("Regular expression"), settings::findExpression);
    m_count = new QLabel(this);
    m_count->setObjectName(u"findCount"_s);
    m_previous = addIconButton(tr("Previous match (Shift+F3)"), &FindBar::findPrevious);
    m_next = addIconButton(tr("Next match (F3)"), &FindBar::findNext);
    m_close = addIconButton(tr("Close (Esc)"), &FindBar::closeBar);
    m_replaceOne = new QPushButton(tr("Replace"), this);
    m_replaceAll = new QPushButton(tr("Replace all"), this);
    connect(m_replaceOne, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(m_replaceAll, &QPushButton::clicked, this, &FindBar::replaceAll);
    m_noteIcon = new QLabel(this);
    m_note = new QLabel(this);
    m_note->setObjectName(u"findNote"_s);
    m_note->setWordWrap(true);
    for (QLabel *label : {m_count, m_note})
        label->setTextFormat(Qt::PlainText);
}

void FindBar::layOut()
{
    const auto addRow = [this](const QList<QWidget *> &widgets, int stretched) {
        auto *row = new QWidget(this);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins({});
        for (QWidget *widget : widgets)
            layout->addWidget(widget, widgets.indexOf(widget) == stretched ? 1 : 0);
        this->layout()->addWidget(row);
        return row;
    };
    setLayout(new QVBoxLayout);
    addRow({m_pattern, m_matchCase, m_wholeWords, m_expression, m_count, m_previous, m_next, m_close}, 0);
    m_replaceRow = addRow({m_replacement, m_replaceOne, m_replaceAll}, 0);
    m_noteRow = addRow({m_noteIcon, m_note}, 1);
    m_replaceRow->hide();
    m_noteRow->hide();
}

void FindBar::applyTheme()
{
    const ColorScheme &colors = m_theme.colors();
    const int unit = m_theme.unit();
    const std::pair<QToolButton *, QString> icons[]{{m_previous, u"up"_s}, {m_next, u"down"_s}, {m_close, u"close"_s}};
    for (const auto &[button, icon] : icons) {
        button->setIcon(actionIcon(icon, colors.text, colors.outline));
        button->setIconSize({m_theme.iconSize(), m_theme.iconSize()});
    }
    QFont underlined = font();
    underlined.setUnderline(true);
    m_wholeWords->setFont(underlined);
    layout()->setContentsMargins(2 * unit, unit, 2 * unit, unit);
    layout()->setSpacing(unit);
    for (QWidget *row : {m_pattern->parentWidget(), m_replaceRow, m_noteRow})
        row->layout()->setSpacing(unit);
    m_count->setMinimumWidth(16 * unit);
    const QSize side(m_theme.iconSize(), m_theme.iconSize());
    m_noteIcon->setPixmap(QPixmap::fromImage(iconImage(u"error"_s, colors.error, side)));
    if (m_editor)
        markIn(*m_editor);
}

/// Boxes with an outline, so that they show on any ground; the current one is fuller and has another colour.
void FindBar::markIn(ScriptEditor &editor)
{
    const auto define = [&editor](int indicator, QColor color, int alpha) {
        editor.indicatorDefine(QsciScintilla::StraightBoxIndicator, indicator);
        editor.setIndicatorDrawUnder(true, indicator);
        color.setAlpha(alpha);
        editor.setIndicatorForegroundColor(color, indicator);
        editor.SendScintilla(QsciScintilla::SCI_INDICSETOUTLINEALPHA, static_cast<unsigned long>(indicator), 255L);
    };
    define(Indicator, m_theme.colors().warning, 40);
    define(CurrentIndicator, m_theme.colors().accent, 70);
}

void FindBar::setEditor(ScriptEditor *editor)
{
    if (m_editor) {
        clearMarks();
        m_editor->disconnect(this);
    }
    m_editor = editor;
    for (QAction *action : commands())
        action->setEnabled(editor);
    if (!editor) {
        closeBar();
        return;
    }
    markIn(*editor);
    connect(editor, &QsciScintilla::textChanged, this, [this] { m_refresh.start(); });
    connect(editor, &QsciScintilla::selectionChanged, this, &FindBar::showCount);
    connect(editor, &QsciScintilla::cursorPositionChanged, this, &FindBar::showCount);
    refresh();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        closeBar();
    else if (isEnter && m_replacement->hasFocus())
        replaceOne();
    else if (isEnter && m_pattern->hasFocus())
        step(!event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QFrame::keyPressEvent(event);
}

} // namespace sockscope
