// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/esbuild_passes.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QStringList common(EsbuildPasses::Language language)
{
    QStringList options{
        u"--log-level=error"_s,
        u"--log-limit=10"_s,
        u"--color=false"_s,
        u"--legal-comments=none"_s,
        u"--sourcemap=inline"_s,
        u"--sources-content=false"_s,
        u"--sourcefile=script.js"_s,
        u"--supported:template-literal=false"_s, // so that no string spans lines
    };
    options << (language == EsbuildPasses::Language::TypeScript ? u"--loader=ts"_s : u"--loader=js"_s);
    // k6 runs everything in strict mode, CommonJS too
    options << u"--tsconfig-raw={\"compilerOptions\":{\"alwaysStrict\":true,\"useDefineForClassFields\":true}}"_s;
    return options;
}

} // namespace

QStringList EsbuildPasses::code(Language language)
{
    return common(language) +
           QStringList{
               u"--format=cjs"_s,
               u"--target=es2016"_s,
               // V4 has these two; the one below is made into a call that k6's refusal answers
               u"--supported:optional-chain=true"_s,
               u"--supported:nullish-coalescing=true"_s,
               u"--supported:dynamic-import=true"_s,
               u"--supported:arbitrary-module-namespace-names=true"_s, // CommonJS has no such restriction
               u"--define:import.meta=__importMeta"_s,
               u"--log-override:bigint=error"_s,
           };
}

QStringList EsbuildPasses::scan(Language language)
{
    return common(language) +
           QStringList{u"--format=esm"_s, u"--target=esnext"_s, u"--supported:top-level-await=true"_s};
}

} // namespace sockscope
