// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_window.h"

#include "panels.h"
#include "theme.h"
#include "ui_thread.h"

#include <QDockWidget>
#include <QQuickWidget>

namespace sockscope {

using namespace Qt::StringLiterals;

BenchWindow::BenchWindow(Panels panels)
    : m_settings(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat)
    , m_appearance(*Theme::instance(), m_settings)
{
    installPanels(m_qml);
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{.qml = m_qml,
                                                              .settings = m_settings,
                                                              .appearance = m_appearance,
                                                              .theme = *Theme::instance(),
                                                              .engineProgram = QStringLiteral(SOCKSCOPE_BINARY),
                                                              .dataFolder = m_folder.filePath(u"data"_s)});
    m_window->show();
    if (panels == Panels::AllShown)
        showAllPanels();
}

BenchWindow::~BenchWindow()
{
    m_window->shutDown();
}

QQuickWidget *BenchWindow::panel(const char *dock) const
{
    return m_window->findChild<QWidget *>(QString::fromLatin1(dock))->findChild<QQuickWidget *>();
}

void BenchWindow::showAllPanels()
{
    m_window->resize(1920, 1080);
    const auto dock = [this](const char *name) {
        return m_window->findChild<QDockWidget *>(QString::fromLatin1(name));
    };
    for (const char *name : {"timeline", "console"})
        m_window->addDockWidget(Qt::LeftDockWidgetArea, dock(name));
    for (const char *name : {"lifecycle", "ladder", "sockets", "bytes"})
        m_window->addDockWidget(Qt::RightDockWidgetArea, dock(name));
    m_window->splitDockWidget(dock("lifecycle"), dock("ladder"), Qt::Horizontal);
    m_window->splitDockWidget(dock("bytes"), dock("sockets"), Qt::Horizontal);
    UiThread::runUntil([this] {
        for (const char *name : {"timeline", "console", "lifecycle", "ladder", "sockets", "bytes"})
            if (const auto *shown = panel(name); !shown || !shown->isVisible())
                return false;
        return true;
    });
    UiThread::runFor(300);
}

} // namespace sockscope
