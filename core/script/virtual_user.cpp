// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/virtual_user.h"

#include "script/virtual_user_private.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The function that a module of the program's own exports. These modules are compiled at build time and shared by all
/// engines, which saves each virtual user milliseconds and a hundred kilobytes.
QJSValue importOwn(QJSEngine &engine, const QString &path)
{
    const QJSValue module = engine.importModule(path);
    if (module.isError())
        qFatal("%s: %s", qPrintable(path), qPrintable(module.toString()));
    return module.property(u"default"_s);
}

} // namespace

VirtualUser::Private::Private(VirtualUser &user, RunContext &runContext, int vuId)
    : vu(user)
    , context(runContext)
    , id(vuId)
    , info(std::make_shared<ExecutionInfo>())
    , loop(user)
    , binding(user)
{
}

VirtualUser::VirtualUser(RunContext &context, int id)
    : d(std::make_unique<Private>(*this, context, id))
{
    const QJSValue global = d->engine.globalObject();
    const QJSValue binding = wrap(&d->binding);
    const auto prelude = [this](const QString &name, const QJSValueList &arguments) {
        return importOwn(d->engine, u":/Sockscope/Prelude/"_s + name).call(arguments);
    };
    const QJSValue errors = prelude(u"errors.mjs"_s, {global, binding.property(u"formatStack"_s)});
    const QJSValue promises =
        prelude(u"promise.mjs"_s, {global, errors.property(u"caught"_s), errors.property(u"AggregateError"_s)});
    const QJSValue format = prelude(u"console.mjs"_s, {errors.property(u"isError"_s)});
    d->runtime = prelude(u"runtime.mjs"_s, {global, binding, errors, promises, format});
    d->enter = d->runtime.property(u"enter"_s);
    d->enterForResult = d->runtime.property(u"enterForResult"_s);
    d->fireTimer = d->runtime.property(u"fireTimer"_s);
    d->reportUnhandled = d->runtime.property(u"reportUnhandled"_s);
    d->captureRawStack = d->runtime.property(u"captureRawStack"_s);
    d->runtime.property(u"setNumber"_s).call({u"__VU"_s, id});
    setEnvironment({});
    d->loader = std::make_unique<ModuleLoader>(*this);
}

VirtualUser::~VirtualUser()
{
    m_services.clear(); // modules' objects hold script values and sockets: they go before the engine
}

QJSEngine &VirtualUser::engine()
{
    return d->engine;
}

EventLoop &VirtualUser::loop()
{
    return d->loop;
}

RunContext &VirtualUser::context()
{
    return d->context;
}

ModuleLoader &VirtualUser::loader()
{
    return *d->loader;
}

int VirtualUser::id() const
{
    return d->id;
}

std::uint32_t VirtualUser::iteration() const
{
    return d->iteration;
}

VirtualUser::Stage VirtualUser::stage() const
{
    return d->stage;
}

bool VirtualUser::isInterrupted() const
{
    return d->interrupted;
}

ExecutionInfo &VirtualUser::executionInfo()
{
    return *d->info;
}

QJSValue VirtualUser::runtime() const
{
    return d->runtime;
}

QJSValue VirtualUser::callFacade(const QString &resource, const QJSValueList &arguments)
{
    return importOwn(d->engine, resource).call(arguments);
}

QJSValue VirtualUser::wrap(QObject *binding)
{
    QJSEngine::setObjectOwnership(binding, QJSEngine::CppOwnership);
    return d->engine.newQObject(binding);
}

void VirtualUser::enterStage(Stage stage, std::uint32_t iteration)
{
    d->stage = stage;
    d->iteration = iteration;
    d->group = stage == Stage::Setup ? u"::setup"_s : stage == Stage::Teardown ? u"::teardown"_s : QString();
    d->tags.reset();
    if (stage == Stage::Iteration)
        d->runtime.property(u"setNumber"_s).call({u"__ITER"_s, iteration});
}

void VirtualUser::setExecutionInfo(std::shared_ptr<ExecutionInfo> info)
{
    d->info = std::move(info);
    d->ownTags.clear();
    d->tags.reset();
}

void VirtualUser::setEnvironment(const QHash<QString, QString> &extra)
{
    QJSValue entries = d->engine.newObject();
    const auto add = [&entries](const QHash<QString, QString> &from) {
        for (auto it = from.cbegin(); it != from.cend(); ++it)
            entries.setProperty(it.key(), it.value());
    };
    add(d->context.env);
    add(extra);
    d->runtime.property(u"setEnvironment"_s).call({entries});
}

const QMap<QString, QString> &VirtualUser::tags()
{
    if (!d->tags) {
        QMap<QString, QString> tags = d->context.tags;
        tags.insert(d->info->tags);
        if (!d->info->scenarioName.isEmpty())
            tags.insert(u"scenario"_s, d->info->scenarioName);
        tags.insert(u"group"_s, d->group);
        tags.insert(d->ownTags);
        d->tags = std::move(tags);
    }
    return *d->tags;
}

const QMap<QString, QString> &VirtualUser::ownTags() const
{
    return d->ownTags;
}

void VirtualUser::setOwnTag(const QString &name, const QString &value)
{
    d->ownTags.insert(name, value);
    d->tags.reset();
}

void VirtualUser::removeOwnTag(const QString &name)
{
    d->ownTags.remove(name);
    d->tags.reset();
}

QString VirtualUser::group() const
{
    return d->group;
}

void VirtualUser::setGroup(const QString &path)
{
    d->group = path;
    d->tags.reset();
}

} // namespace sockscope
