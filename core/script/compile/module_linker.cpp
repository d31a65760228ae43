// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/module_linker.h"

namespace sockscope {

using namespace Qt::StringLiterals;

bool ModuleLinker::provides(const CompiledModule &module, const QString &name, Visited &visited) const
{
    if (!module.isEsModule || module.exportNames.contains(name))
        return true;
    if (name == "default"_L1 || visited.contains(&module)) // a star export leaves the default out
        return false;
    visited.insert(&module);
    for (const ImportRecord &record : module.imports) {
        if (!record.isStarExport)
            continue;
        const CompiledModule *source = m_find(record.specifier, module.url);
        if (!source || provides(*source, name, visited))
            return true;
    }
    return false;
}

CompileError ModuleLinker::check(const CompiledModule &module) const
{
    for (const ImportRecord &record : module.imports) {
        const CompiledModule *source = m_find(record.specifier, module.url);
        if (!source)
            continue;
        for (const QString &name : record.names) {
            Visited visited;
            if (provides(*source, name, visited))
                continue;
            const QString text =
                u"The requested module \"%1\" does not provide an export named \"%2\""_s.arg(record.specifier, name);
            return {u"SyntaxError"_s, text, text, module.url, record.line, record.column, false, true};
        }
    }
    return {};
}

} // namespace sockscope
