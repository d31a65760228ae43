// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QJsonObject>
#include <QList>

namespace sockscope {

/// One function of a stack.
struct StackFrame
{
    int id = 0;
    QString name;
    QString file; ///< path
    int line = 0;
    int column = 0;
    bool isAsync = false;   ///< waits for the one above it
    bool hasValues = false; ///< its variables can be looked at
    bool operator==(const StackFrame &) const = default;
};

/// The call stack of a virtual user that stands still, innermost first; behind the functions that run those that await
/// them.
class StackModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int current READ current NOTIFY currentChanged)
    Q_PROPERTY(QString origin READ origin NOTIFY changed)
    Q_PROPERTY(bool cut READ isCut NOTIFY changed)
public:
    enum Role {
        NameRole = Qt::UserRole,
        LocationRole, ///< "script.js:14"
        FilePathRole,
        LineRole,
        ColumnRole,
        AsyncRole, ///< it awaits the one above
        FirstAsyncRole,
        CurrentRole, ///< its variables are shown
        HasValuesRole,
    };
    Q_ENUM(Role)
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void set(const QJsonObject &stack); ///< an answer to `stack`
    void clear();
    void setCurrent(int row);
    [[nodiscard]] int count() const { return static_cast<int>(m_frames.size()); }
    [[nodiscard]] int current() const { return m_current; } ///< row; -1: none
    [[nodiscard]] const QList<StackFrame> &frames() const { return m_frames; }
    /// The event that the script handles: "data of socket 2"; empty where unknown.
    [[nodiscard]] const QString &origin() const { return m_origin; }
    [[nodiscard]] bool isCut() const { return m_isCut; } ///< there are more functions

Q_SIGNALS:
    void changed();
    void currentChanged();

private:
    QList<StackFrame> m_frames;
    int m_current = -1;
    QString m_origin;
    bool m_isCut = false;
};

} // namespace sockscope
