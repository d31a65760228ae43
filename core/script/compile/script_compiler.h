// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/compile_error.h"
#include "script/compile/compiled_module.h"
#include "script/compile/instrumentation.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace sockscope {

/// Makes compiled modules of script files, with esbuild (design 3). Reentrant: use one object on one thread at a time.
class ScriptCompiler
{
public:
    /// `esbuild` is the path of the program; empty: look for it.
    explicit ScriptCompiler(const QString &esbuild = {});
    ~ScriptCompiler();
    Q_DISABLE_COPY_MOVE(ScriptCompiler)

    /// A file that is being compiled by processes of its own. Destroying it abandons the work.
    class Job;

    /// Starts compiling a text, UTF-8 with or without a byte order mark. Files whose url ends in .ts (or that came from
    /// standard input) may be TypeScript.
    [[nodiscard]] std::shared_ptr<Job> start(const QString &url, const QByteArray &text) const;
    /// From here on files get probes, where `instrument` can read them.
    void setInstrumenter(InstrumentScript instrument) { m_instrument = std::move(instrument); }
    /// Waits for the job. On failure `error` is set and the module is empty.
    [[nodiscard]] CompiledModule finish(Job &job, CompileError *error) const;
    [[nodiscard]] CompiledModule compile(const QString &url, const QByteArray &text, CompileError *error) const;

    /// A text typed at a console; see Program::compileExpression().
    [[nodiscard]] CompiledModule compileSnippet(const QString &url, const QString &text, CompileError *error) const;

private:
    QString m_esbuild;
    InstrumentScript m_instrument; ///< may be empty
    mutable int m_nextProbe = 1;
};

} // namespace sockscope
