// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/instrumentation.h"
#include "script/compile/source_layout.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace sockscope {

/// One static `import ... from` or `export ... from` of a module.
struct ImportRecord
{
    QString specifier;         ///< as written
    QStringList names;         ///< the names it takes from the module, "default" among them
    bool isNamespace = false;  ///< `import * as ns`, `export * as ns`
    bool isStarExport = false; ///< `export * from`
    int line = 0;              ///< of the specifier, from 1; 0: unknown
    int column = 0;
};

/// A script file made ready for QJSEngine.
///
/// `wrappedCode` is an expression that yields a function of `(module, exports, require, importMeta, caught,
/// helpers)`, whose parameters have names that the author doesn't use. Calling it evaluates the module:
/// `module.exports` is set first, then the static imports are fetched through `require` in their order, then the body
/// runs. For an asynchronous module it returns the promise of its evaluation. `caught` receives what each catch block
/// caught and returns what the block shall see. Immutable once made; any thread.
struct CompiledModule
{
    QString url;
    QString source;      ///< the author's text
    QString wrappedCode; ///< to be evaluated with `url` as its file name and line numbers from 1
    bool isEsModule = false;
    bool isAsync = false;        ///< has top-level await
    QList<ImportRecord> imports; ///< in the order of evaluation
    QStringList exportNames;     ///< without those of star exports
    SourceLayout layout;
    std::shared_ptr<const ModuleProbes> probes; ///< of a debug run; the function then takes a seventh argument
};

} // namespace sockscope
