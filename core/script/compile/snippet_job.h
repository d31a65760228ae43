// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/compile_error.h"
#include "script/compile/compiled_module.h"
#include "script/compile/esbuild_process.h"

#include <QString>

namespace sockscope {

/// A console's text on its way through esbuild: first into canonical form, then, rewritten, into code.
class SnippetJob
{
public:
    SnippetJob(const QString &esbuild, const QString &url, const QString &text);

    [[nodiscard]] CompiledModule finish(CompileError *error);

private:
    [[nodiscard]] bool chooseReading();
    void compile(CompiledModule &module);
    [[nodiscard]] bool endsInTemplate() const;
    void refuse(const QString &text);
    void shiftFirstLine(SourceLayout &layout) const;

    QString m_esbuild;
    QString m_url;
    QString m_text;
    QString m_source;       ///< what goes to esbuild: the text, the text in parentheses, or the one below
    QString m_keptConstant; ///< see withKeptConstant()
    EsbuildProcess m_asStatements;
    EsbuildProcess m_asExpression;
    EsbuildProcess m_withConstant;
    EsbuildProcess *m_scan = &m_asStatements;
    CompileError m_error;
};

} // namespace sockscope
