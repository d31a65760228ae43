// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer.h"
#include "composer_status.h"
#include "connection_strip.h"
#include "console_prompt.h"
#include "session_tabs.h"
#include "window_fixture.h"

#include <QApplication>
#include <QComboBox>
#include <QPushButton>

#include <functional>

namespace sockscope {

/// A window whose sessions are driven by hand, by key events as a person's.
class HandWindow : public WindowFixture
{
public:
    using State = SocketsModel::State;
    using WindowFixture::WindowFixture;

    [[nodiscard]] CurrentSocket &socket() { return *session().view()->socket(); }
    [[nodiscard]] QComboBox *target() { return window().connection().findChild<QComboBox *>(QStringLiteral("target")); }
    [[nodiscard]] QPushButton *toggle()
    {
        return window().connection().findChild<QPushButton *>(QStringLiteral("connectButton"));
    }
    [[nodiscard]] ConsolePrompt &prompt() { return window().current().prompt(); }

    /// After a dialog or a menu: the test platform, other than a desktop, leaves the window behind.
    [[nodiscard]] bool comesBack()
    {
        return waitFor([this] {
            if (QGuiApplication::focusWindow() == window().windowHandle())
                return true;
            window().activateWindow(); // again where the end of what has closed came behind it
            return false;
        });
    }
    /// Goes to what has the keyboard, which may take it before the window's shortcuts do.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        if (!QApplication::activeWindow() && !comesBack()) // the test platform tells late of what has closed
            qFatal("The window does not become active.");
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window(), key, modifiers);
    }
    /// Ctrl+L, the target, Enter.
    void connectTo(const QString &text)
    {
        press(Qt::Key_L, Qt::ControlModifier);
        QTest::keyClicks(target(), text);
        QTest::keyClick(target(), Qt::Key_Return);
    }
    void connectTo(quint16 port) { connectTo(QStringLiteral("127.0.0.1:%1").arg(port)); }
    /// Ctrl+E, the text in place of what stands there, Enter: what is sent ends with CR LF.
    void send(const QString &text)
    {
        press(Qt::Key_E, Qt::ControlModifier);
        QTest::keyClick(&window().composer().edit(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&window().composer().edit(), text);
        QTest::keyClick(&window().composer().edit(), Qt::Key_Return);
    }
    /// Pasted at the prompt, Enter.
    void enter(const QString &text)
    {
        prompt().setText(text);
        QTest::keyClick(&prompt(), Qt::Key_Return);
    }
    [[nodiscard]] bool isOpen()
    {
        return waitFor([this] { return socket().state() == State::Open; });
    }
    [[nodiscard]] bool isDestroyed()
    {
        return waitFor([this] { return socket().state() == State::Destroyed; });
    }
    [[nodiscard]] bool says(const QString &text)
    {
        return waitFor([&] { return consoleText().contains(text); });
    }
    /// The strip beside the target shows exactly this text.
    [[nodiscard]] bool stripShows(const QString &text)
    {
        auto *strip = window().connection().findChild<QQuickWidget *>();
        return waitFor([&] { return find(strip->rootObject(), text) != nullptr; });
    }
    /// Whether one more session by hand reaches a peer and gets its echo: the window is of use.
    [[nodiscard]] bool isUsable()
    {
        press(Qt::Key_T, Qt::ControlModifier);
        if (session().status()->phase() != SessionStatus::Phase::Idle)
            return false;
        connectTo(QStringLiteral("built-in echo"));
        if (!isOpen())
            return false;
        send(QStringLiteral("still here"));
        return waitFor([this] { return socket().bytesReceived() == 12 && socket().bytesSent() == 12; });
    }

    /// Generous: the machine may be busy with other things.
    [[nodiscard]] static bool waitFor(const std::function<bool()> &condition, int ms = 30'000)
    {
        return QTest::qWaitFor(condition, ms);
    }
};

/// A test with such a window, a new one for each of its functions.
class HandWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_window = std::make_unique<HandWindow>(); }
    void cleanup() { m_window.reset(); }

protected:
    std::unique_ptr<HandWindow> m_window;
};

} // namespace sockscope
