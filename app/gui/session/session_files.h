// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <utility>

class QMenu;
class QSettings;
class QWidget;

namespace sockscope {

class ProgressStrip;
class Session;

/// Saves and exports sessions, in the background with progress.
class SessionFiles : public QObject
{
    Q_OBJECT
public:
    /// All must outlive it.
    SessionFiles(QWidget &window, QSettings &settings, ProgressStrip &progress);

    /// Asks where, and saves a copy of what was recorded until now; the session goes on.
    void save(Session &session, const QString &name);
    /// Adds an action for each format; `current` tells which session it is then, and its name.
    void addExportActions(QMenu &menu, const std::function<std::pair<Session *, QString>()> &current);
    /// Asks what to leave out and where, and exports.
    void exportAs(const QString &format, Session &session, const QString &name);
    /// Asks where, and saves a range of the stream that the bytes panel shows.
    void saveBytes(Session &session, double start, double length);
    /// Without a question, for tests and for those that have asked.
    void saveTo(const QString &path, Session &session);
    /// Reads the marks and notes that were saved with a session, if any.
    void loadNotes(Session &session);
    /// Without the session's secrets().
    void exportTo(const QString &path, const QString &format, Session &session);

private:
    void saveNotes(const QString &path, Session &session);
    [[nodiscard]] static bool hasRecords(Session &session);

    QWidget &m_window;
    QSettings &m_settings;
    ProgressStrip &m_progress;
};

} // namespace sockscope
