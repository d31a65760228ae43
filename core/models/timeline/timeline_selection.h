// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QItemSelectionModel>
#include <QList>
#include <QObject>

namespace sockscope {

/// The selected rows of a list model, kept as ranges: a selection of all ten million rows is one. It goes with its rows
/// when the first ones are removed, and is empty after a reset.
class TimelineSelection : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int revision READ revision NOTIFY changed)
public:
    struct Range
    {
        int first = 0;
        int last = 0;
        bool operator==(const Range &) const = default;
    };

    /// `rows` must outlive the selection.
    explicit TimelineSelection(QAbstractItemModel &rows, QObject *parent = nullptr);

    [[nodiscard]] int count() const; ///< of rows
    /// Grows with every change: a binding on contains() reads it to be evaluated again.
    [[nodiscard]] int revision() const { return m_revision; }
    [[nodiscard]] QList<Range> ranges() const; ///< in order, none overlap

    Q_INVOKABLE bool contains(int row) const;
    Q_INVOKABLE void selectOnly(int row);
    Q_INVOKABLE void toggle(int row);
    Q_INVOKABLE void selectRange(int from, int to); ///< both with what is between them, and nothing else
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();

private:
    void select(int from, int to, QItemSelectionModel::SelectionFlags flags);
    void onChanged();

    QAbstractItemModel &m_rows;
    QItemSelectionModel m_model;
    int m_revision = 0;
};

} // namespace sockscope
