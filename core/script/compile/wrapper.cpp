// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/wrapper.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// k6 parses import() and then refuses it.
const QString importCall = u" const __import = () => Promise.reject(new Error(\"dynamic modules not enabled in the host program\"));"_s;

const QString asyncModule =
    u" let __tla; const __exportAll = (all) => { for (const name of Object.keys(all)) "
    "Object.defineProperty(__module.exports, name, { get: all[name], enumerable: true }); };"_s;

// What the snippets of a console declare lives on as properties of the global object, which later snippets find by name.
const QString snippet =
    u" if (__caught === undefined) __caught = (error) => error; let __result; const __declare = (all) => { for (const name of Object.keys(all)) { "
    "const own = Object.getOwnPropertyDescriptor(all, name); own.configurable = true; "
    "Object.defineProperty(globalThis, name, own); } }; "
    "const __constant = () => { throw new TypeError(\"Assignment to constant variable.\"); };"_s;

// All of it goes on the first line, so that the lines of the layout need no shift.
void assemble(CompiledModule &module, CodeShaper::Result &shaped, const QString &parameters, const QString &declarations,
              const QString &tail)
{
    module.wrappedCode = u"(function (%1) { \"use strict\"; let %2;%3"_s.arg(parameters, shaped.temporary, declarations);
    if (shaped.usesImportCall)
        module.wrappedCode += importCall;
    module.wrappedCode += shaped.code + tail;
    module.layout = std::move(shaped.layout);
    module.layout.sources = QStringList{module.url};
    module.layout.lines.shrink_to_fit();
}

} // namespace

void wrap(CompiledModule &module, CodeShaper::Result shaped)
{
    const QString parameters = module.isEsModule ? u"__module, __exports, require, __importMeta, __caught"_s
                                                 : u"module, exports, require, __importMeta, __caught"_s;
    if (module.isAsync)
        assemble(module, shaped, parameters, asyncModule, u"\nreturn __tla;\n})"_s);
    else
        assemble(module, shaped, parameters, {}, u"\n})"_s);
}

void wrapSnippet(CompiledModule &module, CodeShaper::Result shaped)
{
    assemble(module, shaped, u"__caught"_s, snippet, u"\nreturn __result;\n})"_s);
}

} // namespace sockscope
