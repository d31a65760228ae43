// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/file_cache.h"
#include "script/compile/program.h"
#include "script/compile/script_compiler.h"

#include <QHash>
#include <QMutex>
#include <QReadWriteLock>
#include <QSet>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace sockscope {

struct Program::Private
{
    using Module = std::shared_ptr<const CompiledModule>;
    using Modules = std::map<QString, Module, std::less<>>;

    Private(const QString &script, ModuleResolver::IsBuiltin isBuiltin, const QString &esbuild)
        : mainUrl(ModuleResolver::urlOf(script))
        , resolver(std::move(isBuiltin))
        , compiler(esbuild)
    {
    }

    /// The module, compiled and linked with all it imports, as part of `graph`; nothing is published.
    [[nodiscard]] bool load(const QString &url, Modules &graph, CompileError *error);
    [[nodiscard]] Module find(QStringView url) const;
    void publish(const Modules &graph);
    /// Whether a module's text can be had; `specifier` is what the author called it.
    [[nodiscard]] bool canRead(const QString &url, const QString &specifier, CompileError *error) const;

    const QString mainUrl;
    const ModuleResolver resolver;
    ScriptCompiler compiler;
    FileCache files;
    std::function<void(const QString &, const QByteArray &)> sourceListener; ///< may be empty
    std::function<void(const Module &)> compiledListener;                    ///< likewise

    QMutex compiling; ///< one thread compiles, the others wait for its result

    mutable QReadWriteLock access; ///< of what follows
    Modules modules;
    std::vector<Module> retired; ///< replaced by setSource(), still in use somewhere
    QHash<QString, QByteArray> sources;
    std::optional<QHash<QString, QByteArray>> servedOnly; ///< by absolute path; nothing: the disk's files are served
    QSet<QString> resolved;
    bool hasAsyncModules = false;
    bool isLocked = false;

private:
    [[nodiscard]] bool readText(const QString &url, const QString &specifier, QByteArray *text,
                                CompileError *error) const;
    [[nodiscard]] bool takeText(const QString &url, QByteArray *text, CompileError *error) const;
    /// What a walk over the imports of a graph found.
    struct Walk
    {
        QHash<QString, QString> missing; ///< specifier by url
        QStringList order;               ///< the urls of `missing`
        QStringList unknown;
        QSet<QString> visited;
    };
    [[nodiscard]] bool walk(const QString &url, const Modules &graph, Walk &found, CompileError *error) const;
    [[nodiscard]] bool compileImports(const QString &root, Modules &graph, CompileError *error);
    [[nodiscard]] bool link(const Modules &graph, CompileError *error) const;
};

} // namespace sockscope
