// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_palette.h"

#include "command_delegate.h"
#include "menu_actions.h"
#include "settings.h"
#include "theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenuBar>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype maxRemembered = 30;
constexpr int rowsAtOnce = 12;
} // namespace

CommandPalette::CommandPalette(QMainWindow &window, Theme &theme, QSettings &settings)
    : QFrame(&window)
    , m_window(window)
    , m_theme(theme)
    , m_settings(settings)
    , m_open(new QAction(tr("&Command Palette…"), this))
    , m_list(new CommandList(this))
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Command palette"));
    setAutoFillBackground(true);
    createWidgets();
    m_open->setShortcut(Qt::CTRL | Qt::Key_K);
    connect(m_open, &QAction::triggered, this, [this] { isVisible() ? closePalette() : openPalette(); });
    connect(&theme, &Theme::changed, this, &CommandPalette::applyTheme);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { onFocusChanged(now); });
    qApp->installEventFilter(this);
    applyTheme();
    hide();
}

CommandPalette::~CommandPalette()
{
    disconnect(qApp, nullptr, this, nullptr); // the focus moves once more while the children go
    qApp->removeEventFilter(this);
}

void CommandPalette::createWidgets()
{
    m_pattern = new QLineEdit(this);
    m_pattern->setPlaceholderText(tr("Type a command, a script or a session"));
    m_pattern->setAccessibleName(tr("Command"));
    connect(m_pattern, &QLineEdit::textEdited, this, &CommandPalette::search);
    m_view = new QListView(this);
    m_view->setModel(m_list);
    m_view->setItemDelegate(new CommandDelegate(m_theme, m_view));
    m_view->setAccessibleName(tr("Commands"));
    m_view->setFocusPolicy(Qt::NoFocus); // the keyboard stays in the line; the arrows move the row
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_view, &QListView::clicked, this, &CommandPalette::runCurrent);
    m_nothing = new QLabel(this);
    m_nothing->setObjectName(u"paletteNothing"_s);
    m_nothing->setTextFormat(Qt::PlainText);
    auto *column = new QVBoxLayout(this);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_pattern), static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_nothing)})
        column->addWidget(widget);
}

void CommandPalette::applyTheme()
{
    const int unit = m_theme.unit();
    layout()->setContentsMargins(1, 2 * unit, 1, 2 * unit);
    layout()->setSpacing(2 * unit);
    m_pattern->setContentsMargins(2 * unit, 0, 2 * unit, 0);
    m_nothing->setContentsMargins(4 * unit, unit, 4 * unit, unit);
    if (isVisible())
        place();
}

void CommandPalette::place()
{
    const int unit = m_theme.unit();
    const int top = m_window.menuWidget() ? m_window.menuWidget()->height() + unit : unit;
    const int rowHeight = m_theme.rowHeight() + unit;
    const int frame = m_pattern->sizeHint().height() + 7 * unit;
    const int fitting = (m_window.height() - top - 2 * unit - frame) / rowHeight;
    const int rows = std::clamp(m_list->rowCount(), 1, std::clamp(fitting, 1, rowsAtOnce));
    m_nothing->setVisible(m_list->rowCount() == 0);
    m_view->setVisible(m_list->rowCount() > 0);
    const int width = std::min(160 * unit, m_window.width() - 4 * unit);
    const int height = std::min(frame + rows * rowHeight, m_window.height() - top);
    setGeometry((m_window.width() - width) / 2, top, width, height);
    raise();
}

QList<PaletteEntry> CommandPalette::collect() const
{
    QList<PaletteEntry> entries;
    const QList<MenuAction> all = menuActions(*m_window.menuBar());
    for (const auto &[action, path] : all) {
        if (!action->isEnabled() || action == m_open)
            continue;
        entries += {path.join(u" › "_s), action->isChecked() ? tr("on") : QString(),
                    [trigger = QPointer<QAction>(action)] {
                        if (trigger)
                            trigger->trigger();
                    },
                    action->shortcut().toString(QKeySequence::NativeText)};
    }
    for (const Provider &provider : m_providers)
        entries += provider();
    return entries;
}

void CommandPalette::openPalette()
{
    m_before = QApplication::focusWidget();
    m_list->setEntries(collect(), m_settings.value(settings::recentCommands).toStringList());
    m_pattern->clear();
    search({});
    show();
    place();
    m_pattern->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::closePalette()
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::onFocusChanged(QWidget *now)
{
    if (isVisible() && now && !isAncestorOf(now)) // no widget at all: another program's window, for a while
        closePalette();
}

void CommandPalette::search(const QString &pattern)
{
    m_list->setPattern(pattern);
    m_nothing->setText(tr("No command fits “%1”.").arg(pattern));
    m_pattern->setAccessibleDescription(m_list->rowCount() ? QString() : m_nothing->text());
    place();
    setCurrent(0);
}

void CommandPalette::setCurrent(int row)
{
    const QModelIndex index = m_list->index(row);
    m_view->setCurrentIndex(index);
    if (!index.isValid() || !QAccessible::isActive())
        return;
    QAccessibleEvent event(m_view, QAccessible::Focus); // so that the row is spoken while the line has the keyboard
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

bool CommandPalette::handleKey(const QKeyEvent &event)
{
    const int rows = m_list->rowCount();
    const int row = m_view->currentIndex().row();
    switch (event.key()) {
    case Qt::Key_Escape:
        closePalette();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        setCurrent(row + 1 < rows ? row + 1 : 0);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        setCurrent(row > 0 ? row - 1 : rows - 1);
        return true;
    case Qt::Key_PageDown:
        setCurrent(std::min(rows - 1, row + rowsAtOnce));
        return true;
    case Qt::Key_PageUp:
        setCurrent(std::max(0, row - rowsAtOnce));
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_open->isEnabled()) {
        // Text fields would take Ctrl+K to delete to the end of the line.
        const auto *key = static_cast<QKeyEvent *>(event);
        if (m_open->shortcuts().contains(QKeySequence(key->keyCombination()))) {
            event->ignore();
            return true;
        }
    }
    if (!isVisible())
        return false;
    if (event->type() == QEvent::Resize && watched == &m_window)
        place();
    if (event->type() == QEvent::KeyPress && watched == m_pattern)
        return handleKey(*static_cast<QKeyEvent *>(event));
    auto *widget = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::MouseButtonPress && widget && widget != this && !isAncestorOf(widget))
        closePalette();
    return false;
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    const PaletteEntry entry = m_list->entry(index.row());
    remember(entry.title);
    closePalette(); // first, so that the command finds the keyboard where it was
    QTimer::singleShot(0, this, entry.run);
}

void CommandPalette::remember(const QString &title)
{
    QStringList recent = m_settings.value(settings::recentCommands).toStringList();
    recent.removeAll(title);
    recent.prepend(title);
    m_settings.setValue(settings::recentCommands, recent.first(std::min(recent.size(), maxRemembered)));
}

} // namespace sockscope
