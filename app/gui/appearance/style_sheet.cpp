// SPDX-License-Identifier: GPL-3.0-or-later
#include "style_sheet.h"

#include "theme.h"

#include <QMap>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// $name stands for a colour, @n for n steps of the 4-px grid.
const QString sheet = uR"(
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMenuBar { background: $window; border-bottom: 1px solid $border; padding: 0 @1; }
QMenuBar::item { padding: @1 @2; background: transparent; border-radius: @1; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $surface; border: 1px solid $border; padding: @1 0; }
QMenu::item { padding: @1 @8 @1 @7; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $outline; }
QMenu::separator { height: 1px; background: $border; margin: @1 0; }
QMenu::indicator { width: @4; height: @4; left: @2; }
QToolBar { background: $window; border: none; border-bottom: 1px solid $border; padding: @1 @2; spacing: @1; }
QToolBar#composerBar { border: none; border-top: 1px solid $border; }
QToolBar::separator { width: 1px; background: $border; margin: @1 @2; }
QToolButton { color: $text; background: transparent; border: 1px solid transparent; border-radius: @1; padding: @1 @2; }
QToolButton:hover { background: $raised; }
QToolButton:pressed { background: $selection; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $outline; }
QToolButton#runButton { background: $accent; color: $onAccent; font-weight: 600; }
QToolButton#runButton:focus { border-color: $text; }
QToolButton#runButton:disabled { background: $raised; color: $outline; }
QDockWidget { color: $text; }
QWidget#dockTitle, QWidget#scriptTitle { background: $window; border-bottom: 1px solid $border; }
QLabel#titleText { font-weight: 600; }
QLabel#titleNote { color: $muted; }
QWidget#dockTitle QToolButton, QToolButton#closeTab { padding: 1px; }
QStatusBar { background: $window; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QTabBar { background: $window; }
QTabBar::tab { background: $window; color: $muted; padding: @1 @3; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QScrollBar:vertical { background: $surface; width: @3; margin: 0; }
QScrollBar:horizontal { background: $surface; height: @3; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 2px; min-height: @6; min-width: @6; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $outline; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: $surface; }
QPlainTextEdit, QLineEdit, QComboBox, QSpinBox, QAbstractItemView, QWidget#fileChoice { background: $surface; color: $text;
    border: 1px solid $border; border-radius: @1; selection-background-color: $selection; selection-color: $text; }
QPlainTextEdit:focus, QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QAbstractItemView:focus { border-color: $accent; }
QLineEdit { padding: @1 @2; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { color: $outline; background: $window; }
QComboBox { padding: @1 @2; }
QComboBox:hover { background: $hover; }
QComboBox::drop-down { border: none; width: @6; }
QComboBox::down-arrow { image: url(:/sockscope/icons/chevron.svg); width: @3; height: @3; }
QListView::item { min-height: @6; padding: 0 @1; }
QComboBox QAbstractItemView { padding: @1; outline: none; }
QComboBox QAbstractItemView::item { min-height: @6; padding: 0 @1; }
QSpinBox { padding: @1 @5 @1 @1; }
QSpinBox::up-button, QSpinBox::down-button { background: transparent; border: none; width: @4; }
QSpinBox::up-arrow { image: url(:/sockscope/icons/chevron-up.svg); width: @2; height: @2; }
QSpinBox::down-arrow { image: url(:/sockscope/icons/chevron.svg); width: @2; height: @2; }
QPushButton { background: $raised; color: $text; border: 1px solid $border; border-radius: @1; padding: @1 @3; }
QPushButton:hover { background: $hover; border-color: $outline; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $outline; background: $window; }
QPushButton[accent="true"], QPushButton:default { background: $accent; border-color: $accent; color: $onAccent; }
QPushButton[accent="true"]:focus, QPushButton:default:focus { border-color: $text; }
QPushButton[accent="true"]:disabled, QPushButton:default:disabled { background: $raised; border-color: $border; color: $outline; }
QWidget#composer { background: $window; }
QWidget#composer QToolButton { border-color: $border; background: $raised; padding-right: @4; }
QWidget#composer QToolButton:hover { background: $hover; border-color: $outline; }
QWidget#composer QToolButton:focus { border-color: $accent; }
QWidget#composer QToolButton:disabled { background: $window; }
QToolButton::menu-indicator { image: url(:/sockscope/icons/chevron.svg); width: @3; height: @3; right: @1;
    subcontrol-origin: padding; subcontrol-position: center right; }
QLabel#byteCount, QLabel#composerNote { color: $muted; }
QTabWidget::pane { background: $window; border: 1px solid $border; border-radius: @1; }
QCheckBox { spacing: @2; }
QCheckBox:disabled { color: $outline; }
QCheckBox::indicator { width: @3; height: @3; background: $surface; border: 1px solid $outline; border-radius: 3px; }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:disabled { background: $window; }
QCheckBox::indicator:checked { image: url(:/sockscope/icons/check.svg); }
QHeaderView { background: $window; border: none; }
QTableCornerButton::section { background: $window; border: none; border-bottom: 1px solid $border; }
QHeaderView::section { font-weight: normal; background: $window; color: $muted; border: none; border-bottom: 1px solid $border; padding: @1 @2; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: @1; }
QToolButton:checked { background: $selection; border-color: $outline; }
QToolButton:checked:focus { border-color: $accent; }
QFrame#findBar { background: $window; border-bottom: 1px solid $border; }
QLabel#findCount { color: $muted; }
QFrame#commandPalette { background: $surface; border: 1px solid $outline; border-radius: @1; }
QFrame#commandPalette QListView { background: $surface; border: none; outline: none; }
QLabel#paletteNothing { color: $muted; }
QFrame#noticeBar { background: $raised; border-bottom: 1px solid $border; }
QFrame#progressStrip, QFrame#progressRow { background: $window; }
QFrame#progressRow { border-top: 1px solid $border; }
QTreeWidget#shortcuts::item, QListWidget::item { padding: 3px @2; }
QTreeWidget#shortcuts::item:selected, QListWidget::item:selected { background: $selection; color: $text; }
QProgressBar { background: $raised; border: 1px solid $outline; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
)"_s;

QMap<QString, QColor> namesOf(const ColorScheme &colors)
{
    return {{u"$hover"_s, colors.hover},         {u"$window"_s, colors.window},    {u"$surface"_s, colors.surface},
            {u"$raised"_s, colors.raised},       {u"$border"_s, colors.border},    {u"$outline"_s, colors.outline},
            {u"$selection"_s, colors.selection}, {u"$text"_s, colors.text},        {u"$muted"_s, colors.muted},
            {u"$accent"_s, colors.accent},       {u"$onAccent"_s, colors.onAccent}};
}

} // namespace

QString styleSheet(const Theme &theme)
{
    QString filled = sheet;
    const QMap<QString, QColor> names = namesOf(theme.colors());
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        filled.replace(it.key(), it.value().name());
    for (int steps = 1; steps <= 8; ++steps)
        filled.replace(u'@' + QString::number(steps), QString::number(steps * theme.unit()) + u"px"_s);
    return filled;
}

} // namespace sockscope
