// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QSortFilterProxyModel>
#include <QStringList>

namespace sockscope {

/// Rows of a TimelineModel by socket, direction and kind. Appended rows are looked at once each; a changed filter looks
/// at all.
class TimelineFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(quint32 socket READ socket WRITE setSocket NOTIFY filterChanged)
    Q_PROPERTY(int direction READ direction WRITE setDirection NOTIFY filterChanged)
    Q_PROPERTY(QStringList kinds READ kinds WRITE setKinds NOTIFY filterChanged)
public:
    explicit TimelineFilterModel(QObject *parent = nullptr);

    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] quint32 socket() const { return m_socket; }
    void setSocket(quint32 socket); ///< 0 for all, also those that concern none
    [[nodiscard]] int direction() const { return m_direction; }
    void setDirection(int direction); ///< TimelineModel::In or Out, NoDirection for all
    [[nodiscard]] QStringList kinds() const;
    void setKinds(const QStringList &names); ///< stable kind names ("data", "state"); empty for all

    /// The row that shows the record at this offset of the journal, -1 where none does.
    Q_INVOKABLE int rowOf(qint64 offset) const;

Q_SIGNALS:
    void countChanged();
    void filterChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    void refilter();

    quint32 m_socket = 0;
    int m_direction = 0;
    QSet<int> m_kinds;
};

} // namespace sockscope
