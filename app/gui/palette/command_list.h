// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>

#include <functional>

namespace sockscope {

/// Something that the command palette can do.
struct PaletteEntry
{
    QString title;  ///< "View › Theme › Dark"; what is typed is matched with it, and it is remembered by it
    QString detail; ///< what else is worth knowing, such as a file's folder; may be empty
    std::function<void()> run; ///< called on the GUI thread once the palette has closed
    QString keys = {};         ///< its shortcut, as shown
};

/// The entries that fit what was typed, the best first; without a pattern, the most recently used first, then all in
/// their order.
class CommandList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { TitleRole = Qt::DisplayRole, DetailRole = Qt::UserRole, KeysRole, PositionsRole };

    using QAbstractListModel::QAbstractListModel;

    /// `recent`: titles, newest first.
    void setEntries(QList<PaletteEntry> entries, const QStringList &recent);
    void setPattern(const QString &pattern);
    [[nodiscard]] const PaletteEntry &entry(int row) const { return m_entries[m_shown[row].entry]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Shown
    {
        qsizetype entry;
        int score;
        QList<qsizetype> positions; ///< of the characters that matched
    };
    [[nodiscard]] int recency(const QString &title) const;

    QList<PaletteEntry> m_entries;
    QStringList m_recent;
    QList<Shown> m_shown;
};

} // namespace sockscope
