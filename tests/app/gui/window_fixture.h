// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appearance.h"
#include "main_window.h"
#include "models/session/journal_session.h"
#include "panels.h"
#include "session.h"
#include "theme.h"

#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWidget>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace sockscope {

/// A window with the real engine and settings of its own; made anew by reopen() as a next start of the program would.
class WindowFixture
{
public:
    /// `engine` is the path of the sockscope executable, or of what stands for it.
    explicit WindowFixture(const QString &engine = QStringLiteral(ENGINE))
        : m_engine(engine)
        , m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , m_appearance(*Theme::instance(), m_settings)
    {
        installPanels(m_qml);
        reopen();
    }
    ~WindowFixture() { m_window.reset(); }

    void reopen()
    {
        m_window.reset();
        m_window =
            std::make_unique<MainWindow>(MainWindow::Parts{.qml = m_qml,
                                                           .settings = m_settings,
                                                           .appearance = m_appearance,
                                                           .theme = *Theme::instance(),
                                                           .engineProgram = m_engine,
                                                           .dataFolder = m_folder.filePath(QStringLiteral("data"))});
        m_window->show();
        if (!QTest::qWaitForWindowActive(m_window.get()))
            qFatal("The window does not become active.");
    }

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] QSettings &settings() { return m_settings; }
    [[nodiscard]] Appearance &appearance() { return m_appearance; }
    [[nodiscard]] Session &session() { return m_window->session(); }
    [[nodiscard]] JournalSession &journal() { return *m_window->session().journal(); }
    [[nodiscard]] SessionStatus::Phase phase() { return session().status()->phase(); }

    /// Writes a script into the fixture's folder and returns its path.
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s can't be written", qPrintable(file.fileName()));
        return file.fileName();
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    /// The dock's panel, by the dock's name.
    [[nodiscard]] QQuickWidget *panel(const char *dock)
    {
        return m_window->findChild<QWidget *>(QString::fromLatin1(dock))->findChild<QQuickWidget *>();
    }
    /// The visible item in this one, or itself, that shows exactly this text; or null.
    static QQuickItem *find(QQuickItem *item, const QString &text)
    {
        if (!item->isVisible())
            return nullptr;
        if (item->property("text").toString() == text)
            return item;
        const QList<QQuickItem *> children = item->childItems();
        for (QQuickItem *child : children) {
            if (QQuickItem *found = find(child, text))
                return found;
        }
        return nullptr;
    }

    /// That of a panel.
    [[nodiscard]] QQuickItem *shown(const char *dock, const QString &text)
    {
        return find(panel(dock)->rootObject(), text);
    }
    void click(const char *dock, QQuickItem *item)
    {
        const QPointF middle = item->mapToScene({item->width() / 2, item->height() / 2});
        QTest::mouseClick(panel(dock), Qt::LeftButton, {}, middle.toPoint());
    }
    [[nodiscard]] QString consoleText()
    {
        QStringList lines;
        for (int row = 0; row < journal().console()->rowCount(); ++row)
            lines += journal().console()->index(row).data(ConsoleModel::TextRole).toString();
        return lines.join(u'\n');
    }

private:
    QString m_engine;
    QTemporaryDir m_folder;
    QSettings m_settings;
    Appearance m_appearance;
    QQmlEngine m_qml;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace sockscope
