// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

class QSettings;
class QWidget;

namespace sockscope {

class ProgressStrip;
class Session;
class SessionComparison;
struct ComparisonSource;

/// Asks which sessions to compare and compares them in the background, with progress.
class SessionCompare : public QObject
{
    Q_OBJECT
public:
    using Show = std::function<void(std::unique_ptr<SessionComparison> comparison)>;

    /// All must outlive it. `show` gets what was compared.
    SessionCompare(QWidget &window, QSettings &settings, ProgressStrip &progress, Show show);

    /// Asks for a file to compare the session with, or for two, which are then compared with each other. A session in
    /// which nothing happened yet can't be one of them.
    void ask(Session &session, const QString &name);
    /// Two sessions of the window; what happens in them from now on is not part of it.
    void compare(Session &first, const QString &firstName, Session &second, const QString &secondName);
    void compare(const ComparisonSource &first, const ComparisonSource &second);
    [[nodiscard]] static bool hasRecords(Session &session);

private:
    QWidget &m_window;
    QSettings &m_settings;
    ProgressStrip &m_progress;
    Show m_show;
};

} // namespace sockscope
