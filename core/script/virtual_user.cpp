// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/virtual_user.h"

#include "metrics/metric_registry.h"
#include "script/virtual_user_private.h"

namespace sockscope {

using namespace Qt::StringLiterals;

VirtualUser::Private::Private(VirtualUser &user, RunContext &runContext, int vuId)
    : vu(user)
    , context(runContext)
    , id(vuId)
    , journal(vuId <= runContext.recordedVus ? runContext.journal : nullptr)
    , prints(runContext.recordsAllOutput ? runContext.journal : journal)
    , info(std::make_shared<ExecutionInfo>())
    , loop(user)
    , binding(user)
{
}

VirtualUser::VirtualUser(RunContext &context, int id)
    : d(std::make_unique<Private>(*this, context, id))
{
    const QJSValue made =
        load(u":/Sockscope/Prelude/prelude.mjs"_s).call({d->engine.globalObject(), wrap(&d->binding)});
    quint32 next = 0;
    for (QJSValue *function : {&d->facade, &d->enter, &d->enterForResult, &d->fireTimer, &d->reportUnhandled,
                               &d->captureRawStack, &d->forgetIteration, &d->describe, &d->format, &d->makeError,
                               &d->makeLoader, &d->setNumber, &d->resetEnvironment})
        *function = made.property(next++);
    d->setNumber.call({u"__VU"_s, id});
    setEnvironment({});
    d->loader = std::make_unique<ModuleLoader>(*this, d->makeLoader);
    if (context.debugger)
        d->debugger = context.debugger->attach(*this);
    d->engine.collectGarbage(); // what this made and nobody needs; the script takes its place
}

VirtualUser::~VirtualUser()
{
    d->debugger.reset();
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

JournalWriter *VirtualUser::journal() const
{
    return d->journal;
}

bool VirtualUser::isRecorded() const
{
    return d->journal || d->debugger;
}

RunContext &VirtualUser::context()
{
    return d->context;
}

ModuleLoader &VirtualUser::loader()
{
    return *d->loader;
}

VuDebugger *VirtualUser::debugger()
{
    return d->debugger.get();
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
    return d->facade;
}

QJSValue VirtualUser::load(const QString &resource)
{
    const InterruptionHold hold(*this);
    const QJSValue module = d->engine.importModule(resource);
    if (module.isError())
        qFatal("%s: %s", qPrintable(resource), qPrintable(module.toString()));
    return module.property(u"default"_s);
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
    const bool runs = stage == Stage::Iteration || stage == Stage::Setup || stage == Stage::Teardown;
    if (runs && d->context.systemTags.has(SystemTags::Iter))
        d->info->metadata.insert(u"iter"_s, QString::number(iteration));
    if (stage == Stage::Iteration)
        d->setNumber.call({u"__ITER"_s, iteration});
}

void VirtualUser::setExecutionInfo(std::shared_ptr<ExecutionInfo> info)
{
    d->info = std::move(info);
    if (d->info->idInInstance > 0 && d->context.systemTags.has(SystemTags::Vu))
        d->info->metadata.insert(u"vu"_s, QString::number(d->info->idInInstance));
    d->ownTags.clear();
    d->tags.reset();
}

void VirtualUser::setEnvironment(const QHash<QString, QString> &extra)
{
    d->environment = d->context.env;
    d->environment.insert(extra);
    d->resetEnvironment.call();
}

const QHash<QString, QString> &VirtualUser::environment() const
{
    return d->environment;
}

void VirtualUser::sample(const Metric *metric, double value)
{
    d->context.metrics->add(metric, value, tags(), d->info->metadata);
}

const QMap<QString, QString> &VirtualUser::tags()
{
    if (!d->tags) {
        QMap<QString, QString> tags = d->context.tags;
        tags.insert(d->info->tags);
        const SystemTags &system = d->context.systemTags;
        if (!d->info->scenarioName.isEmpty() && system.has(SystemTags::Scenario))
            tags.insert(u"scenario"_s, d->info->scenarioName);
        if (system.has(SystemTags::Group))
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
