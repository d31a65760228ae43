// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

namespace sockscope {

/// The expressions that a person watches while scripts stand still. One for all sessions of the window.
class WatchList : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxWatches = 100;
    using QObject::QObject;

    [[nodiscard]] const QStringList &expressions() const { return m_expressions; }
    void add(const QString &expression);
    void replace(int index, const QString &expression); ///< an empty one removes it
    void remove(int index);
    void set(const QStringList &expressions);

Q_SIGNALS:
    void changed();

private:
    QStringList m_expressions;
};

} // namespace sockscope
