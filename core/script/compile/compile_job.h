// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/esbuild_messages.h"
#include "script/compile/esbuild_passes.h"
#include "script/compile/esbuild_process.h"
#include "script/compile/input_source_map.h"
#include "script/compile/instrumented_source.h"
#include "script/compile/script_compiler.h"
#include "script/compile/source_map.h"

#include <optional>

namespace sockscope {

class CodeShaper;
class EsModuleScan;

/// The text of a pass and the map from it.
struct PassResult
{
    QString code;
    SourceMap map;
};

/// One file on its way through esbuild. The passes that are likely to be needed run at the same time.
class ScriptCompiler::Job
{
public:
    /// Where `instrument` is given, `nextProbe` is the number of the first probe, and moves on by those made.
    Job(const QString &esbuild, const QString &url, const QByteArray &text, const InstrumentScript &instrument,
        int &nextProbe);

    [[nodiscard]] CompiledModule finish(CompileError *error);

private:
    void instrument(const InstrumentScript &instrument, int &nextProbe);
    [[nodiscard]] CompiledModule finishPlain(CompileError *error) const;
    void translate(SourceMap &map) const;
    [[nodiscard]] bool mayBeTypeScript() const;
    [[nodiscard]] bool seemsToNeedScan() const;
    [[nodiscard]] bool chooseLanguage();
    [[nodiscard]] std::optional<PassResult> scan();
    void finishSync(CompiledModule &module, PassResult &pass);
    void finishAsync(CompiledModule &module);
    void readImports(CompiledModule &module, const EsModuleScan &scan) const;
    void refuse(const QString &text);
    void refuse(const EsbuildProcess &pass);

    QString m_esbuild;
    QString m_url;
    QString m_original; ///< the author's text
    QString m_source;   ///< what goes to esbuild
    InputSourceMap m_inputMap;
    QByteArray m_text; ///< as it came
    QByteArray m_input;
    std::optional<InstrumentedSource> m_instrumented;
    EsbuildPasses::Language m_language = EsbuildPasses::Language::JavaScript;
    EsbuildProcess m_javaScript;
    EsbuildProcess m_typeScript;
    EsbuildProcess m_scan;
    EsbuildProcess *m_code = &m_javaScript;
    CompileError m_error;
};

/// The output of a finished pass; nothing when it can't be read.
[[nodiscard]] std::optional<PassResult> takeResult(const EsbuildProcess &pass);

} // namespace sockscope
