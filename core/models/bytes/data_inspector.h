// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QByteArray>

namespace sockscope {

/// What the bytes at a place mean as a value: integers of each width, floats, a UTF-8 character, bits and points in
/// time. A row a type, with its value in little-endian and in big-endian order where that makes a difference. Values
/// that can't be read say why.
class DataInspector : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(QByteArray bytes READ bytes WRITE setBytes NOTIFY bytesChanged)
public:
    enum Role {
        NameRole = Qt::UserRole, ///< "uint16"
        LittleRole,              ///< the value, or why there is none
        BigRole,                 ///< empty where the order makes no difference
        ValidRole,               ///< there were bytes enough
    };
    Q_ENUM(Role)
    static constexpr qsizetype MaxBytes = 8; ///< no type looks at more

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] QByteArray bytes() const { return m_bytes; }
    void setBytes(const QByteArray &bytes); ///< those from the place on, as many as there are

Q_SIGNALS:
    void bytesChanged();

private:
    QByteArray m_bytes;
};

} // namespace sockscope
