// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/wrapper.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// k6 parses import() and then refuses it.
constexpr QStringView importCall =
    u" const %1 = () => Promise.reject(new Error(\"dynamic modules not enabled in the host program\"));";

constexpr QStringView asyncModule = u" let __tla; const __exportAll = (all) => { for (const name of Object.keys(all)) "
                                    "Object.defineProperty(%1.exports, name, { get: all[name], enumerable: true }); };";

// What the snippets of a console declare lives on as properties of the global object, which later snippets find by
// name.
constexpr QStringView snippet =
    u" if (%1 === undefined) %1 = (error) => error; const %2 = {}; let __result; "
    "const __declare = (all) => { for (const name in all) { all[name][0].isLive = true; "
    "Object.defineProperty(globalThis, name, { get: all[name][0], set: all[name][1], enumerable: true, configurable: "
    "true }); } }; "
    "const __constant = () => { throw new TypeError(\"Assignment to constant variable.\"); };";

// All of it goes on the first line, so that the lines of the layout need no shift.
void assemble(CompiledModule &module, CodeShaper::Result &shaped, QStringView parameters, QStringView declarations,
              QStringView tail)
{
    module.wrappedCode =
        u"(function (%1) { \"use strict\"; let %2;%3"_s.arg(parameters, shaped.names.temporary, declarations);
    if (shaped.usesImportCall)
        module.wrappedCode += importCall.toString().arg(shaped.names.importCall);
    module.wrappedCode += shaped.code + tail.toString();
    module.layout = std::move(shaped.layout);
    module.layout.sources = QStringList{module.url};
    module.layout.lines.shrink_to_fit();
}

// What the probes of a debug run use (core/debug/js/agent.mjs says what each is). The flags stay variables of the
// module: nothing else is as cheap to ask.
QString probeNames(const QString &prefix)
{
    QString text = u" let %1f=false,%1t,%1i=0;%1h(%1v=>{%1f=%1v});let "
                   u"{a:%1a,b:%1b,p:%1p,v:%1v,u:%1u,k:%1k,s:%1s,e:%1e,w:%1w,x:%1x,"
                   "y:%1y,m:%1m,z:%1z}=%1h;let %1q=%1k[0];"_s;
    return text.replace(u"%1"_s, prefix);
}

} // namespace

void wrap(CompiledModule &module, CodeShaper::Result shaped)
{
    const CodeShaper::Names names = shaped.names;
    const QString object = module.isEsModule ? names.module : u"module"_s;
    const QString exports = module.isEsModule ? names.exports : u"exports"_s;
    QStringList parameters{object, exports, u"require"_s, names.importMeta, names.caught, names.helpers};
    QString declarations;
    if (module.probes) {
        parameters.append(module.probes->prefix + u'h');
        declarations = probeNames(module.probes->prefix);
    }
    if (module.isAsync)
        assemble(module, shaped, parameters.join(", "_L1), declarations + asyncModule.toString().arg(names.module),
                 u"\nreturn __tla;\n})");
    else
        assemble(module, shaped, parameters.join(", "_L1), declarations, u"\n})");
}

void wrapSnippet(CompiledModule &module, CodeShaper::Result shaped)
{
    const CodeShaper::Names names = shaped.names;
    assemble(module, shaped, names.caught, snippet.toString().arg(names.caught, names.module),
             u"\nreturn __result;\n})");
}

} // namespace sockscope
