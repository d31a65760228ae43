// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QMap>
#include <QObject>
#include <QStringList>

namespace sockscope {

class VirtualUser;

/// The native side of `k6/execution`. Lives with its VU.
class ExecutionBinding : public QObject
{
    Q_OBJECT
public:
    explicit ExecutionBinding(VirtualUser &vu)
        : m_vu(vu)
    {
    }

    Q_INVOKABLE bool inInit() const;
    Q_INVOKABLE bool hasInstance() const; ///< whether exec.instance can be read in this stage
    Q_INVOKABLE bool hasScenario() const;
    Q_INVOKABLE bool isInterrupted() const;

    Q_INVOKABLE double instanceValue(const QString &name) const;
    Q_INVOKABLE QJSValue scenarioValue(const QString &name) const;
    Q_INVOKABLE double vuValue(const QString &name) const;
    Q_INVOKABLE QString options() const; ///< JSON

    Q_INVOKABLE void abort(const QString &reason);
    Q_INVOKABLE void fail(const QString &reason);

    // The live maps `exec.vu.metrics.tags` ("tags") and `.metadata` ("metadata").
    Q_INVOKABLE bool hasEntry(const QString &map, const QString &name);
    Q_INVOKABLE QString entry(const QString &map, const QString &name);
    Q_INVOKABLE QStringList entryNames(const QString &map);
    Q_INVOKABLE void setEntry(const QString &map, const QString &name, const QString &value);
    Q_INVOKABLE void removeEntry(const QString &map, const QString &name);

private:
    [[nodiscard]] const QMap<QString, QString> &mapNamed(const QString &name);

    VirtualUser &m_vu;
};

/// The object that `k6/execution` exports by default: instance, scenario, test, vu
/// (https://grafana.com/docs/k6/latest/javascript-api/k6-execution/).
[[nodiscard]] QJSValue createExecutionModule(VirtualUser &vu);

} // namespace sockscope
