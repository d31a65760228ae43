// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJSValue>
#include <QString>

#include <functional>

namespace sockscope {

class VirtualUser;

/// A built-in module such as `k6/crypto`: `create` makes the object of its named exports for one VU, on that VU's
/// thread.
struct BuiltinModule
{
    std::function<QJSValue(VirtualUser &)> create;
    bool defaultOnly = false; ///< k6/execution: no named exports, only the default one
};

/// The built-in modules by specifier. Filled before a run, read-only afterwards.
class ModuleRegistry
{
public:
    void add(const QString &specifier, const BuiltinModule &module) { m_modules.insert(specifier, module); }
    [[nodiscard]] const BuiltinModule *find(const QString &specifier) const
    {
        const auto it = m_modules.constFind(specifier);
        return it == m_modules.constEnd() ? nullptr : &*it;
    }

private:
    QHash<QString, BuiltinModule> m_modules;
};

} // namespace sockscope
