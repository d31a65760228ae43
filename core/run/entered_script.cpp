// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/entered_script.h"

#include "options/script_options.h"
#include "script/compile/module_resolver.h"
#include "script/compile/program.h"
#include "script/module_loader.h"

#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

EnteredScript::EnteredScript(VirtualUser &vu, Program &program, NetOptions &net, RunOptions initial)
    : m_vu(vu)
    , m_program(program)
    , m_net(net)
    , m_options(std::move(initial))
{
}

void EnteredScript::start(const SessionScript &script, Done done)
{
    if (isRunning()) {
        done(false, u"a script is still running into this session: wait for its end, or interrupt it"_s);
        return;
    }
    const QString url = ModuleResolver::urlOf(script.script);
    m_program.forgetFiles(); // they may have changed since
    m_vu.loader().forgetModules();
    if (script.source)
        m_program.setSource(url, *script.source);
    m_vu.setEnvironment(script.env);
    m_overrides = script.overrides;
    m_done = std::move(done);
    ++m_entry;
    enterStage(VirtualUser::Stage::Init);
    call(m_vu.loader().mainEvaluator(), {url}, &EnteredScript::loaded);
}

/// From the loop, because a step follows upon the end of one before, which is inside a call itself.
void EnteredScript::call(const QJSValue &function, const QJSValueList &arguments, Step next)
{
    m_vu.loop().post([this, function, arguments, next, entry = m_entry] {
        if (!isRunning() || entry != m_entry)
            return;
        m_vu.start(function, arguments, [this, next, entry](const CallOutcome &outcome) {
            if (isRunning() && entry == m_entry && !m_vu.isInterrupted())
                (this->*next)(outcome);
        });
    });
}

void EnteredScript::loaded(const CallOutcome &outcome)
{
    if (outcome.kind == CallOutcome::Kind::Failed)
        return finish(false, outcome.error);
    m_module = outcome.value;
    if (const QString problem = takeOptions(); !problem.isEmpty())
        return finish(false, problem);
    const QJSValue setup = m_module.property(u"exports"_s).property(u"setup"_s);
    if (!setup.isCallable() || m_overrides.noSetup.value_or(false))
        return runDefault({});
    enterStage(VirtualUser::Stage::Setup);
    call(setup, {}, &EnteredScript::setUp);
}

/// The options that concern connections apply to the session from here on; those of a run's extent have no meaning.
QString EnteredScript::takeOptions()
{
    const QJSValue exported = m_module.property(u"exports"_s).property(u"options"_s);
    RunOptions options;
    if (!exported.isUndefined() && !exported.isNull()) {
        const QJSValue text = m_vu.load(u":/Sockscope/Run/export_json.mjs"_s).call().call({exported});
        if (text.isError())
            return u"error parsing script options: "_s + text.property(u"message"_s).toString();
        const ScriptOptions script = parseScriptOptions(QJsonDocument::fromJson(text.toString().toUtf8()).object());
        if (!script.error.isEmpty())
            return script.error;
        options = script.options;
    }
    options.override(m_overrides);
    m_options = options;
    applyOptions();
    return {};
}

void EnteredScript::applyOptions()
{
    RunOptions all = m_options;
    all.override(m_sessionOptions);
    m_net = all.net();
}

void EnteredScript::setSessionOptions(const RunOptions &options)
{
    m_sessionOptions = options;
    applyOptions();
}

/// What setup() returns reaches default() as in k6: through JSON.
void EnteredScript::setUp(const CallOutcome &outcome)
{
    if (outcome.kind == CallOutcome::Kind::Failed)
        return finish(false, outcome.error);
    if (outcome.value.isUndefined())
        return runDefault({});
    const QJSValue text = m_vu.load(u":/Sockscope/Run/export_json.mjs"_s).call().call({outcome.value});
    if (text.isError())
        return finish(false, u"error marshaling setup() data to JSON: "_s + text.property(u"message"_s).toString());
    const QJSValue parse = m_vu.engine().globalObject().property(u"JSON"_s).property(u"parse"_s);
    runDefault({CallOutcome::Kind::Complete, parse.call({text}), {}, false});
}

void EnteredScript::runDefault(const CallOutcome &data)
{
    const QJSValue function = m_module.property(u"exports"_s).property(u"default"_s);
    if (!function.isCallable())
        return finish(false, u"function 'default' not found in exports: the script has nothing to run"_s);
    enterStage(VirtualUser::Stage::Iteration);
    m_vu.record(RecordKind::IterationStarted, 0);
    call(function, {data.value}, &EnteredScript::ended);
}

void EnteredScript::ended(const CallOutcome &outcome)
{
    const bool ok = outcome.kind == CallOutcome::Kind::Complete;
    m_vu.record(RecordKind::IterationFinished, 0, ok ? "complete" : "failed");
    finish(ok, ok ? m_vu.format(outcome.value) : outcome.error);
}

void EnteredScript::abandon()
{
    if (!isRunning())
        return;
    if (m_stage == VirtualUser::Stage::Iteration)
        m_vu.record(RecordKind::IterationFinished, 0, "interrupted");
    m_done = [](bool, const QString &) {};
    finish(false, {});
}

void EnteredScript::enterStage(VirtualUser::Stage stage)
{
    m_stage = stage;
    m_vu.enterStage(stage, stage == VirtualUser::Stage::Iteration ? m_iterations : 0);
}

void EnteredScript::finish(bool ok, const QString &text)
{
    if (m_stage == VirtualUser::Stage::Iteration)
        ++m_iterations;
    enterStage(VirtualUser::Stage::Session);
    m_module = {};
    const Done done = std::exchange(m_done, {});
    done(ok, text);
}

} // namespace sockscope
