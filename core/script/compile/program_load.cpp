// SPDX-License-Identifier: GPL-3.0-or-later
// How a program finds and compiles the modules of a graph.
#include "script/compile/module_linker.h"
#include "script/compile/program_private.h"

#include <QFile>
#include <QFileInfo>
#include <QReadLocker>
#include <QWriteLocker>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// Files compiled at the same time; each is a process of its own.
constexpr qsizetype parallelFiles = 4;

CompileError loadError(const QString &text, const QString &url)
{
    return {u"GoError"_s, text, text, url, 0, 0, false};
}

QString notFound(const QString &specifier)
{
    return u"The moduleSpecifier \"%1\" couldn't be found on local disk. Make sure that you've specified the right "
           u"path to the file. "
           "If you're running k6 using the Docker image make sure you have mounted the local directory "
           "(-v /local/path/:/inside/docker/path) containing your script and modules so that they're accessible by k6 "
           "from inside of "
           "the container, see https://grafana.com/docs/k6/latest/using-k6/modules/#use-modules-with-docker."_s.arg(
               specifier);
}

} // namespace

Program::Private::Module Program::Private::find(QStringView url) const
{
    const QReadLocker lock(&access);
    const auto it = modules.find(url);
    return it == modules.end() ? nullptr : it->second;
}

void Program::Private::publish(const Modules &graph)
{
    const QWriteLocker lock(&access);
    for (const auto &[url, module] : graph) {
        modules.insert({url, module});
        resolved.insert(url);
        if (module->isAsync)
            hasAsyncModules = true;
    }
}

bool Program::Private::canRead(const QString &url, const QString &specifier, CompileError *error) const
{
    {
        const QReadLocker lock(&access);
        if (sources.contains(url))
            return true;
    }
    const QString path = ModuleResolver::pathOf(url);
    if (servedOnly) {
        if (!servedOnly->contains(path))
            *error = loadError(notFound(specifier), url);
        return error->isEmpty();
    }
    const QFileInfo info(path);
    if (info.isDir())
        *error = loadError(u"read %1: is a directory"_s.arg(path), url);
    else if (!info.exists())
        *error = loadError(notFound(specifier), url);
    else if (!info.isReadable())
        *error = loadError(u"open %1: permission denied"_s.arg(path), url);
    return error->isEmpty();
}

bool Program::Private::readText(const QString &url, const QString &specifier, QByteArray *text,
                                CompileError *error) const
{
    if (!canRead(url, specifier, error) || !takeText(url, text, error))
        return false;
    if (sourceListener)
        sourceListener(url, *text);
    return true;
}

/// The text that setSource() gave, else the file's.
bool Program::Private::takeText(const QString &url, QByteArray *text, CompileError *error) const
{
    {
        const QReadLocker lock(&access);
        if (const auto given = sources.constFind(url); given != sources.constEnd()) {
            *text = *given;
            return true;
        }
    }
    if (servedOnly) {
        *text = servedOnly->value(ModuleResolver::pathOf(url));
        return true;
    }
    QFile file(ModuleResolver::pathOf(url));
    if (file.open(QIODevice::ReadOnly))
        *text = file.readAll();
    if (file.error() != QFileDevice::NoError)
        *error = loadError(u"read %1: %2"_s.arg(file.fileName(), file.errorString()), url);
    return error->isEmpty();
}

/// Walks the imports of a module and of all it imports, depth first, as they will be evaluated. Notes the files that
/// are not compiled yet (specifier by url) and the built-in modules that do not exist.
bool Program::Private::walk(const QString &url, const Modules &graph, Walk &found, CompileError *error) const
{
    const auto it = graph.find(url);
    if (it == graph.end() || found.visited.contains(url)) // published before, with all it imports
        return true;
    found.visited.insert(url);
    for (const ImportRecord &record : it->second->imports) {
        QString reason;
        const ResolvedModule target = resolver.resolve(record.specifier, url, &reason);
        const bool isUnknown = !reason.isEmpty() && ModuleResolver::isBuiltinName(record.specifier) &&
                               ModuleResolver::notProvided(record.specifier).isEmpty();
        if (isUnknown) {
            if (!found.unknown.contains(record.specifier))
                found.unknown.append(record.specifier);
        } else if (!reason.isEmpty()) {
            *error = loadError(record.specifier.isEmpty() ? u"local or remote path required"_s : reason, url);
            error->line = record.line;
            error->column = record.column;
            return false;
        } else if (target.builtin) {
            continue;
        } else if (graph.contains(target.url)) {
            if (!walk(target.url, graph, found, error))
                return false;
        } else if (!find(target.url) && !found.missing.contains(target.url)) {
            found.missing.insert(target.url, record.specifier);
            found.order.append(target.url);
        }
    }
    return true;
}

bool Program::Private::compileImports(const QString &root, Modules &graph, CompileError *error)
{
    for (;;) {
        Walk found;
        if (!walk(root, graph, found, error))
            return false;
        if (found.order.isEmpty()) {
            if (!found.unknown.isEmpty())
                *error = loadError(ModuleResolver::unknownModules(found.unknown), root);
            return found.unknown.isEmpty();
        }
        std::vector<std::shared_ptr<ScriptCompiler::Job>> jobs;
        for (const QString &url : std::as_const(found.order).mid(0, parallelFiles)) {
            QByteArray text;
            if (!readText(url, found.missing.value(url), &text, error))
                return false;
            jobs.push_back(compiler.start(url, text));
        }
        for (const auto &job : jobs) {
            auto module = std::make_shared<const CompiledModule>(compiler.finish(*job, error));
            if (!error->isEmpty())
                return false;
            graph.insert({module->url, module});
        }
    }
}

bool Program::Private::link(const Modules &graph, CompileError *error) const
{
    const ModuleLinker linker([&](const QString &specifier, const QString &base) -> const CompiledModule * {
        QString reason;
        const ResolvedModule found = resolver.resolve(specifier, base, &reason);
        if (found.builtin)
            return nullptr;
        const auto it = graph.find(found.url);
        return it != graph.end() ? it->second.get() : this->find(found.url).get();
    });
    for (const auto &[url, module] : graph) {
        *error = linker.check(*module);
        if (!error->isEmpty())
            return false;
    }
    return true;
}

bool Program::Private::load(const QString &url, Modules &graph, CompileError *error)
{
    QByteArray text;
    if (!readText(url, url, &text, error))
        return false;
    const auto module = std::make_shared<const CompiledModule>(compiler.compile(url, text, error));
    if (!error->isEmpty())
        return false;
    graph.insert({url, module});
    return compileImports(url, graph, error) && link(graph, error);
}

} // namespace sockscope
