// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/script_compiler.h"

#include "script/compile/compile_job.h"
#include "script/compile/snippet_job.h"

namespace sockscope {

ScriptCompiler::ScriptCompiler(const QString &esbuild)
    : m_esbuild(esbuild.isEmpty() ? EsbuildProcess::find() : esbuild)
{
}

ScriptCompiler::~ScriptCompiler() = default;

std::shared_ptr<ScriptCompiler::Job> ScriptCompiler::start(const QString &url, const QByteArray &text) const
{
    return std::make_shared<Job>(m_esbuild, url, text, m_instrument, m_nextProbe);
}

CompiledModule ScriptCompiler::finish(Job &job, CompileError *error) const
{
    return job.finish(error);
}

CompiledModule ScriptCompiler::compile(const QString &url, const QByteArray &text, CompileError *error) const
{
    return start(url, text)->finish(error);
}

CompiledModule ScriptCompiler::compileSnippet(const QString &url, const QString &text, CompileError *error) const
{
    return SnippetJob(m_esbuild, url, text).finish(error);
}

} // namespace sockscope
