// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appearance.h"
#include "main_window.h"
#include "models/session/journal_session.h"

#include <QQmlEngine>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

class QQuickWidget;

namespace sockscope {

/// The program's window with settings of its own; with all six panels side by side where wanted.
class BenchWindow
{
public:
    enum class Panels { AsOpened, AllShown };
    explicit BenchWindow(Panels panels);
    ~BenchWindow();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] SessionView &view() { return *m_window->session().view(); }
    [[nodiscard]] JournalSession &journal() { return *view().journal(); }
    [[nodiscard]] QQuickWidget *panel(const char *dock) const; ///< "timeline", "bytes"..

private:
    void showAllPanels();

    QTemporaryDir m_folder;
    QSettings m_settings;
    Appearance m_appearance;
    QQmlEngine m_qml;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace sockscope
