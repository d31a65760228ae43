// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/breakpoint.h"

#include <QAbstractListModel>
#include <QJsonArray>
#include <QList>
#include <QStringList>

namespace sockscope {

/// Everything that scripts are to stop at: the lines, in order of file and line, then the events of sockets, then the
/// three filters for exceptions. One for all sessions of the window; what a run says of them is that of the run which
/// was started last.
class BreakpointModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    enum Role {
        TextRole = Qt::UserRole, ///< "script.js:14", "data of socket 2", "Uncaught exceptions"
        DetailRole,              ///< its condition and the like in words; empty where it has none
        KindRole,                ///< Kind
        ShapeRole,               ///< Shape
        EnabledRole,
        UnplacedRole, ///< it stops nothing in the present run
        ReasonRole,   ///< why it does not; empty otherwise
        FilePathRole, ///< of a line
        LineRole,
    };
    Q_ENUM(Role)
    enum Kind { Line, Event, Exception };
    Q_ENUM(Kind)
    enum Shape { Dot, Conditional, LogMessage };
    Q_ENUM(Shape)
    static constexpr int MaxBreakpoints = 1000; ///< lines and events; more are not set

    explicit BreakpointModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int count() const { return static_cast<int>(m_all.size()); }
    [[nodiscard]] const QList<Breakpoint> &all() const { return m_all; }
    [[nodiscard]] int rowAt(const QString &file, int line) const; ///< -1: none
    [[nodiscard]] QStringList files() const;                      ///< that have lines to stop at

    /// Sets a breakpoint on a line, or removes the one that is there.
    Q_INVOKABLE void toggle(const QString &file, int line);
    /// Adds one, or replaces the one on its line; false where there are too many.
    bool add(const Breakpoint &breakpoint);
    Q_INVOKABLE void remove(int row); ///< a filter is switched off instead
    Q_INVOKABLE void setEnabled(int row, bool enabled);
    void replace(int row, const Breakpoint &breakpoint);
    /// Adds one on an event of sockets, as typed in a line (event_line.h). A sentence where that is wrong, else empty.
    Q_INVOKABLE QString addEventLine(const QString &line);
    Q_INVOKABLE void removeAll(); ///< lines and events
    /// The lines of a text have moved with an edit: the engine is not told, since it runs the text of before.
    void moveLines(const QString &file, const QList<std::pair<int, int>> &fromTo);
    void renameFile(const QString &before, const QString &after);

    // --- for the conversation with a run
    [[nodiscard]] QJsonArray linesRequest(const QString &file) const; ///< those that are enabled, in the order of rows
    [[nodiscard]] QJsonArray eventsRequest() const;
    [[nodiscard]] QJsonObject exceptionsRequest() const;
    /// What was answered to linesRequest(), in its order.
    void setPlaced(const QString &file, const QJsonArray &answers);
    void setPlaced(const QJsonObject &told); ///< one, by its id
    void forgetPlacement();                  ///< no run has them

    // --- for remembering
    [[nodiscard]] QJsonArray toJson() const;
    void fromJson(const QJsonArray &all); ///< replaces everything; what is wrong in it is left out

Q_SIGNALS:
    void linesChanged(const QString &file); ///< the debugger is to be told
    void eventsChanged();
    void exceptionsChanged();
    void marksChanged(); ///< anything that the margin of an editor shows
    void countChanged();

private:
    [[nodiscard]] static QString text(const Breakpoint &breakpoint);
    [[nodiscard]] static QString detail(const Breakpoint &breakpoint);
    [[nodiscard]] qsizetype placeFor(const Breakpoint &breakpoint) const;
    [[nodiscard]] bool isRow(int row) const { return row >= 0 && row < m_all.size(); }
    void insert(const Breakpoint &breakpoint);
    void take(int row);
    void told(int row); ///< its data changed
    void tell(const Breakpoint &breakpoint);
    void apply(Breakpoint &breakpoint, const QJsonObject &answer);

    QList<Breakpoint> m_all;
};

} // namespace sockscope
