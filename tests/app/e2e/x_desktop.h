// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "own_process.h"

#include <QProcessEnvironment>

namespace sockscope::test {

/// An X server of its own without a screen, with a window manager, and a keyboard: what is typed are real X events that
/// go to the active window, in order.
class XDesktop
{
public:
    /// What it needs of the machine and doesn't find.
    [[nodiscard]] static QStringList missingPrograms();

    /// `environment` is what its programs run in, and gets the display. False where it doesn't come up.
    [[nodiscard]] bool start(QProcessEnvironment environment);
    [[nodiscard]] const QProcessEnvironment &environment() const { return m_environment; } ///< for programs on it

    [[nodiscard]] QString activeTitle() const; ///< of the window that has the keyboard
    /// Until a window with this beginning of its title has the keyboard.
    [[nodiscard]] bool waitForTitle(const QString &beginning) const;

    void press(const QString &key) const; ///< "ctrl+l", "Return"
    void type(const QString &text) const; ///< ASCII

    /// What a failed wait needs to be understood.
    [[nodiscard]] QByteArray told();

private:
    OwnProcess m_server;
    OwnProcess m_manager;
    QProcessEnvironment m_environment;
};

} // namespace sockscope::test
