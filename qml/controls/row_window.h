// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <algorithm>

namespace sockscope {

/// The few rows of a long model that fit into a view, and where among all rows they stand. A list view over millions of
/// rows places them wrongly (positions are floats, and above about 16 million pixels rows overlap) and is slow to jump;
/// one over this is neither. It follows the end of its source until it is moved away from it, then counts what comes
/// meanwhile.
class RowWindow : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QAbstractItemModel *source READ source WRITE setSource NOTIFY sourceChanged)
    Q_PROPERTY(int size READ size WRITE setSize NOTIFY sizeChanged)
    Q_PROPERTY(int first READ first WRITE setFirst NOTIFY firstChanged)
    Q_PROPERTY(int total READ total NOTIFY totalChanged)
    Q_PROPERTY(bool follow READ follow WRITE setFollow NOTIFY followChanged)
    Q_PROPERTY(int unseen READ unseen NOTIFY unseenChanged)
    Q_PROPERTY(bool live READ isLive WRITE setLive NOTIFY liveChanged)

public:
    explicit RowWindow(QObject *parent = nullptr)
        : QAbstractListModel(parent)
    {
    }

    [[nodiscard]] QAbstractItemModel *source() const { return m_source; }
    [[nodiscard]] int size() const { return m_size; }   ///< how many rows fit
    [[nodiscard]] int first() const { return m_first; } ///< row of the source at the top
    [[nodiscard]] int total() const { return m_total; } ///< rows of the source
    [[nodiscard]] bool follow() const { return m_follow; }
    [[nodiscard]] int unseen() const { return m_unseen; } ///< rows added since it stopped following

    /// Whether rows come in. Where they don't it begins at the first one and never follows.
    [[nodiscard]] bool isLive() const { return m_isLive; }
    void setLive(bool live);
    void setSource(QAbstractItemModel *source);
    void setSize(int size);
    /// Kept within the source; at its end the window follows, elsewhere it doesn't.
    void setFirst(int first);
    void setFollow(bool follow);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void sourceChanged();
    void sizeChanged();
    void firstChanged();
    void totalChanged();
    void followChanged();
    void unseenChanged();
    void liveChanged();

private:
    void connectSource();
    void reset();
    void onInserted(int first, int last);
    void onRemoved(int first, int last);
    void onChanged(int first, int last);
    [[nodiscard]] int lastFirst() const { return std::max(0, m_total - m_size); }
    void moveTo(int first);
    void showRows();
    void updateTotal();
    void setUnseen(int unseen);

    QPointer<QAbstractItemModel> m_source;
    int m_size = 0;
    int m_first = 0;
    int m_total = 0;
    int m_shown = 0; ///< rows that views know of
    int m_unseen = 0;
    bool m_follow = true;
    bool m_isLive = true;
};

} // namespace sockscope
