// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/module_loader.h"

#include "script/compile/program.h"
#include "script/module_registry.h"
#include "script/polyfill/polyfill_set.h"
#include "script/virtual_user.h"
#include "script/vu_debugger.h"

namespace sockscope {

using namespace Qt::StringLiterals;

ModuleLoader::ModuleLoader(VirtualUser &vu, const QJSValue &makeFunctions)
    : m_vu(vu)
{
    m_functions = makeFunctions.call({vu.wrap(this)});
}

QJSValue ModuleLoader::mainEvaluator() const
{
    return m_functions.property(u"evaluateMain"_s);
}

QString ModuleLoader::currentUrl() const
{
    const QString url = m_functions.property(u"currentUrl"_s).call().toString();
    return url.isEmpty() ? m_vu.context().program->mainUrl() : url;
}

QJSValue ModuleLoader::requireFunction() const
{
    return m_functions.property(u"require"_s).call({m_vu.context().program->mainUrl()});
}

QJSValue ModuleLoader::builtinFunction() const
{
    return m_functions.property(u"builtin"_s);
}

void ModuleLoader::forgetModules()
{
    m_functions.property(u"forget"_s).call();
}

QJSValue ModuleLoader::resolve(const QString &specifier, const QString &base)
{
    QString error;
    const ResolvedModule found = m_vu.context().program->resolve(specifier, base, &error);
    if (!error.isEmpty()) {
        m_vu.throwGoError(error);
        return {};
    }
    QJSValue result = m_vu.engine().newObject();
    result.setProperty(u"builtin"_s, found.builtin);
    result.setProperty(u"url"_s, found.url);
    return result;
}

QJSValue ModuleLoader::compile(const QString &url)
{
    CompileError error;
    const CompiledModule *module = m_vu.context().program->module(url, &error);
    if (!module) {
        m_vu.throwCompileError(error);
        return {};
    }
    QJSEngine &engine = m_vu.engine();
    {
        const VirtualUser::InterruptionHold hold(m_vu);
        install(engine, polyfillsFor({module->wrappedCode}));
    }
    const QJSValue body = engine.evaluate(module->wrappedCode, module->url);
    if (body.isError()) { // what esbuild lets pass and V4 does not know
        m_vu.throwCompileError(m_vu.context().program->refusedByEngine(
            module->url, body.property(u"lineNumber"_s).toInt(), body.property(u"message"_s).toString()));
        return {};
    }
    QJSValue imports = engine.newArray(static_cast<uint>(module->imports.size()));
    for (qsizetype i = 0; i < module->imports.size(); ++i)
        imports.setProperty(static_cast<quint32>(i), module->imports.at(i).specifier);
    QJSValue result = engine.newObject();
    result.setProperty(u"body"_s, body);
    result.setProperty(u"isEsModule"_s, module->isEsModule);
    result.setProperty(u"isAsync"_s, module->isAsync);
    result.setProperty(u"imports"_s, imports);
    if (module->probes && m_vu.debugger())
        result.setProperty(u"hooks"_s, m_vu.debugger()->moduleHooks(*module));
    return result;
}

bool ModuleLoader::hasAsyncModules() const
{
    return m_vu.context().program->hasAsyncModules();
}

QJSValue ModuleLoader::createBuiltin(const QString &name)
{
    const BuiltinModule *module = m_vu.context().modules->find(name);
    QJSValue result = m_vu.engine().newObject();
    result.setProperty(u"exports"_s, module->create(m_vu));
    result.setProperty(u"defaultOnly"_s, module->defaultOnly);
    return result;
}

void ModuleLoader::checkRequire()
{
    if (!m_vu.inInit() && m_vu.stage() != VirtualUser::Stage::Session)
        m_vu.throwGoError(u"the \"require\" function is only available in the init stage (i.e. the global scope), see "
                          "https://grafana.com/docs/k6/latest/using-k6/test-lifecycle/ for more information"_s);
}

} // namespace sockscope
