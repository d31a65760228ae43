// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/program.h"

#include "script/compile/program_private.h"
#include "script/compile/stack_frames.h"

#include <QMutexLocker>
#include <QReadLocker>
#include <QWriteLocker>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

Program::Program(const QString &script, ModuleResolver::IsBuiltin isBuiltin, const QString &esbuild)
    : d(std::make_unique<Private>(script, std::move(isBuiltin), esbuild))
{
}

Program::~Program() = default;

QString Program::mainUrl() const
{
    return d->mainUrl;
}

void Program::setSource(const QString &url, const QByteArray &text)
{
    const QMutexLocker compiling(&d->compiling);
    const QWriteLocker lock(&d->access);
    d->sources.insert(url, text);
    // its importers were linked with the old text
    const auto dependsOnIt = [&](const CompiledModule &module) {
        return module.url == url ||
               std::any_of(module.imports.begin(), module.imports.end(), [&](const ImportRecord &record) {
                   QString error;
                   return d->resolver.resolve(record.specifier, module.url, &error).url == url;
               });
    };
    for (auto it = d->modules.begin(); it != d->modules.end();) {
        if (dependsOnIt(*it->second)) {
            d->retired.push_back(it->second);
            it = d->modules.erase(it);
        } else {
            ++it;
        }
    }
}

void Program::serveOnly(const QHash<QString, QByteArray> &files)
{
    d->servedOnly = files;
    d->files.serveOnly(files);
}

QHash<QString, QByteArray> Program::usedFiles() const
{
    QHash<QString, QByteArray> used = d->files.used();
    const QReadLocker lock(&d->access);
    for (const auto &[url, module] : d->modules)
        used.insert(ModuleResolver::pathOf(url), module->source.toUtf8());
    return used;
}

QStringList Program::usedBuiltins() const
{
    const QReadLocker lock(&d->access);
    QStringList names;
    for (const auto &[url, module] : d->modules) {
        for (const ImportRecord &record : module->imports) {
            if (ModuleResolver::isBuiltinName(record.specifier) && !names.contains(record.specifier))
                names.append(record.specifier);
        }
    }
    names.sort();
    return names;
}

void Program::setSourceListener(std::function<void(const QString &, const QByteArray &)> listener)
{
    d->sourceListener = std::move(listener);
}

void Program::setInstrumenter(InstrumentScript instrument,
                              std::function<void(const std::shared_ptr<const CompiledModule> &)> compiled)
{
    d->compiler.setInstrumenter(std::move(instrument));
    d->compiledListener = std::move(compiled);
}

void Program::forgetFiles()
{
    const QMutexLocker compiling(&d->compiling);
    d->files.forget();
    const QWriteLocker lock(&d->access);
    for (auto it = d->modules.begin(); it != d->modules.end();) {
        if (it->first.startsWith("file://"_L1)) {
            d->retired.push_back(it->second);
            it = d->modules.erase(it);
        } else {
            ++it;
        }
    }
    d->sources.clear();
    d->resolved.clear();
    d->hasAsyncModules = false;
}

void Program::lock()
{
    d->files.lock();
    const QWriteLocker lock(&d->access);
    d->isLocked = true;
}

bool Program::isLocked() const
{
    const QReadLocker lock(&d->access);
    return d->isLocked;
}

ResolvedModule Program::resolve(const QString &specifier, const QString &base, QString *error)
{
    ResolvedModule found = d->resolver.resolve(specifier, base, error);
    if (!error->isEmpty())
        return {};
    {
        const QReadLocker lock(&d->access);
        if (d->resolved.contains(found.url))
            return found;
        if (d->isLocked) {
            *error = u"the module \"%1\" was not previously resolved during initialization (__VU==0)"_s.arg(specifier);
            return {};
        }
    }
    CompileError failure;
    if (!found.builtin && !d->find(found.url) && !d->canRead(found.url, specifier, &failure)) {
        *error = failure.message;
        return {};
    }
    const QWriteLocker lock(&d->access);
    d->resolved.insert(found.url);
    return found;
}

QString Program::resolveUrl(const QString &specifier, const QString &base, QString *error) const
{
    ResolvedModule found = d->resolver.resolve(specifier, base, error);
    if (error->isEmpty() && found.builtin)
        *error = u"The moduleSpecifier \"%1\" couldn't be recognised as something k6 supports."_s.arg(specifier);
    return error->isEmpty() ? found.url : QString();
}

const CompiledModule *Program::module(const QString &url, CompileError *error)
{
    *error = {};
    if (const auto known = d->find(url))
        return known.get();
    const QMutexLocker compiling(&d->compiling);
    if (const auto known = d->find(url)) // another thread was faster
        return known.get();
    Private::Modules graph;
    if (!d->load(url, graph, error))
        return nullptr;
    if (d->compiledListener) {
        for (const auto &[name, compiled] : graph)
            d->compiledListener(compiled);
    }
    d->publish(graph);
    return d->find(url).get();
}

bool Program::hasAsyncModules() const
{
    const QReadLocker lock(&d->access);
    return d->hasAsyncModules;
}

CompileError Program::refusedByEngine(const QString &url, int generatedLine, const QString &message) const
{
    const ScriptPosition at = map(url, generatedLine, SourceLayout::Use::Token);
    CompileError error{u"SyntaxError"_s, {}, message, url, at.line, at.column, false};
    error.message = at.line == 0 ? u"%1: %2"_s.arg(url, message)
                                 : u"%1: Line %2:%3 %4"_s.arg(at.url).arg(at.line).arg(at.column).arg(message);
    return error;
}

QByteArray Program::openFile(const QString &path, const QString &base, QString *error)
{
    return d->files.read(path, base, error);
}

CompiledModule Program::compileExpression(const QString &text, const QString &name, int id, CompileError *error)
{
    const QString url = u"%1:%2"_s.arg(name).arg(id);
    CompiledModule module = d->compiler.compileSnippet(url, text, error);
    if (error->isEmpty()) {
        const QWriteLocker lock(&d->access);
        d->modules.insert_or_assign(url, std::make_shared<const CompiledModule>(module));
    }
    return module;
}

ScriptPosition Program::map(const QString &url, int generatedLine, SourceLayout::Use use) const
{
    const auto module = d->find(url);
    return module ? module->layout.position(generatedLine, use) : ScriptPosition();
}

ScriptPosition Program::innermost(QStringView rawStack) const
{
    V4Frame frame;
    while (takeFrame(rawStack, frame)) {
        const auto module = d->find(frame.url);
        ScriptPosition position = module ? module->layout.position(frame.line) : ScriptPosition();
        if (!position.url.isEmpty())
            return position;
    }
    return {};
}

namespace {

/// Where k6 sees the failure of the innermost frame, by V4's message.
ScriptPosition failurePosition(const SourceLayout &layout, int line, QStringView message)
{
    if (message.startsWith("Cannot read property"_L1))
        return layout.position(line, SourceLayout::Use::Token);
    if (message.endsWith(" is not defined"_L1)) { // behind `new` k6 points at the name, else at the call of it
        const ScriptPosition name = layout.position(line, SourceLayout::Use::Token);
        const ScriptPosition call = layout.position(line);
        return std::pair(call.line, call.column) < std::pair(name.line, name.column) ? name : call;
    }
    if (message.startsWith("Cannot call method"_L1)) { // k6 names the object, which stands on the line before
        const ScriptPosition object = layout.position(line - 1, SourceLayout::Use::Token);
        return object.url.isEmpty() ? layout.position(line, SourceLayout::Use::Token) : object;
    }
    return layout.position(line);
}

} // namespace

QString Program::formatStack(QStringView rawStack, QStringView message) const
{
    QString text;
    V4Frame frame;
    bool isInnermost = true;
    while (takeFrame(rawStack, frame)) {
        const auto module = d->find(frame.url);
        if (!module)
            continue;
        ScriptPosition position =
            isInnermost ? failurePosition(module->layout, frame.line, message) : module->layout.position(frame.line);
        if (position.url.isEmpty())
            continue;
        isInnermost = false;
        const QString place =
            u"%1:%2:%3(0)"_s.arg(position.url, QString::number(position.line), QString::number(position.column));
        text +=
            position.function.isEmpty() ? u"\tat %1\n"_s.arg(place) : u"\tat %1 (%2)\n"_s.arg(position.function, place);
    }
    return text;
}

} // namespace sockscope
