// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace sockscope {

class TimelineModel;

/// The line of a script on which the person stands, in the editor or wherever scripts are shown: views of the session
/// light what the line caused, where it stands and without leaving out the rest.
class ScriptCursor : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int line READ line NOTIFY moved)
    Q_PROPERTY(int revision READ revision NOTIFY moved)
public:
    /// `timeline` must outlive it.
    explicit ScriptCursor(const TimelineModel &timeline, QObject *parent = nullptr);

    /// `path` is the script's, or empty; `line` from 1, 0 for none.
    void moveTo(const QString &path, int line);
    [[nodiscard]] int line() const { return m_line; }
    [[nodiscard]] int revision() const { return m_revision; } ///< another after each move: for QML to look again
    /// The line caused the record at this offset of the journal.
    Q_INVOKABLE bool caused(qint64 offset) const;

Q_SIGNALS:
    void moved();

private:
    const TimelineModel &m_timeline;
    QString m_path;
    int m_line = 0;
    int m_revision = 0;
};

} // namespace sockscope
