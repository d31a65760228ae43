// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/compile_error.h"
#include "script/compile/compiled_module.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <functional>

namespace sockscope {

/// Checks that what modules import from each other exists (ECMAScript 16.2.1.6.2, ResolveExport). Imports from built-in
/// modules and from CommonJS files are not checked, as in k6.
class ModuleLinker
{
public:
    /// Gives the compiled module that a specifier in a module stands for; null for built-in ones.
    using Find = std::function<const CompiledModule *(const QString &specifier, const QString &base)>;

    explicit ModuleLinker(Find find)
        : m_find(std::move(find))
    {
    }

    /// The first import of the module that does not exist.
    [[nodiscard]] CompileError check(const CompiledModule &module) const;

private:
    using Visited = QSet<const CompiledModule *>;
    [[nodiscard]] bool provides(const CompiledModule &module, const QString &name, Visited &visited) const;

    Find m_find;
};

} // namespace sockscope
