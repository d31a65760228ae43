// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "k6/shared_array_store.h"

#include <QJSValue>
#include <QObject>

#include <vector>

namespace sockscope {

class VirtualUser;

/// The native side of `k6/data`. Lives with its VU.
class DataBinding : public QObject
{
    Q_OBJECT
public:
    explicit DataBinding(VirtualUser &vu);
    ~DataBinding() override;

    Q_INVOKABLE bool inInit() const;
    /// True where this VU has to build the rows of that name now; false once they are there. Waits for a VU that is
    /// building them.
    Q_INVOKABLE bool mustBuild(const QString &name);
    Q_INVOKABLE void publish(const QString &name, const QStringList &rows);
    Q_INVOKABLE void abandon(const QString &name);
    Q_INVOKABLE int open(const QString &name); ///< a handle for row()
    Q_INVOKABLE double length(int handle) const;
    Q_INVOKABLE QString row(int handle, int index) const; ///< as JSON

private:
    [[nodiscard]] SharedArrayStore &store();

    VirtualUser &m_vu;
    std::unique_ptr<SharedArrayStore> m_own; // where nobody shares: a VU without a run
    std::vector<SharedRows> m_open;
};

/// The exports of `k6/data`: SharedArray (https://grafana.com/docs/k6/latest/javascript-api/k6-data/).
[[nodiscard]] QJSValue createDataModule(VirtualUser &vu);

} // namespace sockscope
