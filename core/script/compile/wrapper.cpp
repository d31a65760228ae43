// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/wrapper.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// k6 parses import() and then refuses it.
constexpr QStringView importCall =
    u" const __import = () => Promise.reject(new Error(\"dynamic modules not enabled in the host program\"));";

constexpr QStringView asyncModule =
    u" let __tla; const __exportAll = (all) => { for (const name of Object.keys(all)) "
    "Object.defineProperty(__module.exports, name, { get: all[name], enumerable: true }); };";

// What the snippets of a console declare lives on as properties of the global object, which later snippets find by
// name.
constexpr QStringView snippet =
    u" if (__caught === undefined) __caught = (error) => error; const __module = {}; let __result; "
    "const __declare = (all) => { for (const name in all) "
    "Object.defineProperty(globalThis, name, { get: all[name][0], set: all[name][1], enumerable: true, configurable: "
    "true }); }; "
    "const __constant = () => { throw new TypeError(\"Assignment to constant variable.\"); };";

// All of it goes on the first line, so that the lines of the layout need no shift.
void assemble(CompiledModule &module, CodeShaper::Result &shaped, QStringView parameters, QStringView declarations,
              QStringView tail)
{
    module.wrappedCode =
        u"(function (%1) { \"use strict\"; let %2;%3"_s.arg(parameters, shaped.temporary, declarations);
    if (shaped.usesImportCall)
        module.wrappedCode += importCall;
    module.wrappedCode += shaped.code + tail.toString();
    module.layout = std::move(shaped.layout);
    module.layout.sources = QStringList{module.url};
    module.layout.lines.shrink_to_fit();
}

} // namespace

void wrap(CompiledModule &module, CodeShaper::Result shaped)
{
    const QStringView parameters = module.isEsModule ? u"__module, __exports, require, __importMeta, __caught, __helpers"
                                                     : u"module, exports, require, __importMeta, __caught, __helpers";
    if (module.isAsync)
        assemble(module, shaped, parameters, asyncModule, u"\nreturn __tla;\n})");
    else
        assemble(module, shaped, parameters, {}, u"\n})");
}

void wrapSnippet(CompiledModule &module, CodeShaper::Result shaped)
{
    assemble(module, shaped, u"__caught", snippet, u"\nreturn __result;\n})");
}

} // namespace sockscope
