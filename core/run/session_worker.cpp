// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_worker.h"
#include "run/source_record.h"

#include "k6/builtin_modules.h"
#include "run/session_binding.h"
#include "run/test_run.h"
#include "script/completion/completion_context.h"
#include "script/module_loader.h"
#include "script/polyfill/polyfill_set.h"

#include <QJSValueIterator>
#include <QRegularExpression>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

void SessionQueue::add(const SessionRequest &request)
{
    {
        QMutexLocker lock(&m_mutex);
        m_requests.enqueue(request);
    }
    vus.wakeAll();
}

std::optional<SessionRequest> SessionQueue::take()
{
    QMutexLocker lock(&m_mutex);
    return m_requests.isEmpty() ? std::nullopt : std::optional(m_requests.dequeue());
}

bool SessionQueue::isEmpty()
{
    QMutexLocker lock(&m_mutex);
    return m_requests.isEmpty();
}

SessionWorker::SessionWorker(SessionQueue &queue, const TestRunConfig &config)
    : m_queue(queue)
    , m_modules(builtinModules())
    , m_program(u"/session.mjs"_s, [this](const QString &name) { return m_modules.find(name) != nullptr; })
{
    m_program.setSource(m_program.mainUrl(), QByteArray());
    recordSources(m_program, config.journal);
    m_context.program = &m_program;
    m_context.modules = &m_modules;
    m_context.log = config.log;
    m_context.journal = config.journal;
    m_context.metrics = &m_metrics;
    m_context.checks = &m_checks;
    m_context.sharedArrays = &m_sharedArrays;
    m_context.socketNumbers = config.socketNumbers;
    m_options = config.overrides;
    m_net = m_options.net();
    m_context.net = &m_net;
    m_context.env = config.env;
}

void SessionWorker::work()
{
    VirtualUser vu(m_context, 1);
    vu.makeTasksInterruptible();
    SessionBinding binding(vu);
    EnteredScript script(vu, m_program, m_net, m_options);
    const VuRegistry::Entry entry(m_queue.vus, vu);
    m_vu = &vu;
    m_script = &script;
    if (vu.initialise().kind == CallOutcome::Kind::Complete) {
        const QJSValue install = vu.load(u":/Sockscope/Run/session.mjs"_s);
        const QJSValue made = install.call({vu.engine().globalObject(), vu.loader().requireFunction(),
                                            vu.loader().builtinFunction(), vu.wrap(&binding)});
        m_namesBehind = made.property(u"namesBehind"_s);
        m_describe = made.property(u"describe"_s);
    }
    vu.enterStage(VirtualUser::Stage::Session);
    while (!m_queue.ending) {
        if (m_queue.interrupting.exchange(false))
            answerInterrupted();
        if (const auto request = m_queue.take())
            std::visit([this](const auto &kind) { serve(kind); }, *request);
        vu.loop().runFor(m_queue.isEmpty() ? -1 : 0);
        vu.loop().clearFailure(); // it was reported; a session goes on
    }
    m_namesBehind = m_describe = {}; // before their engine
}

void SessionWorker::serve(const SnippetRequest &request)
{
    m_pending.insert(request.id);
    CompileError error;
    const CompiledModule compiled = m_program.compileExpression(request.text, u"prompt"_s, request.id, &error);
    if (!error.isIncomplete)
        m_vu->record(RecordKind::Evaluated, 0, request.text.toUtf8());
    if (error.message.isEmpty())
        m_vu->loop().post([this, compiled, id = request.id] { run(id, compiled); });
    else
        answer(request.id, false, error.name + u": "_s + error.message, error.isIncomplete);
}

/// In the prompt's own stage, whatever stage a script that waits for something is in.
void SessionWorker::run(int id, const CompiledModule &compiled)
{
    {
        const VirtualUser::InterruptionHold hold(*m_vu);
        install(m_vu->engine(), polyfillsFor({compiled.wrappedCode}));
    }
    const QJSValue body = m_vu->engine().evaluate(compiled.wrappedCode, compiled.url);
    if (body.isError()) { // what esbuild lets pass and V4 does not know
        const int line = body.property(u"lineNumber"_s).toInt();
        answer(id, false,
               u"SyntaxError: "_s +
                   m_program.refusedByEngine(compiled.url, line, body.property(u"message"_s).toString()).message);
        return;
    }
    m_vu->enterStage(VirtualUser::Stage::Session);
    m_vu->start(body, {}, [this, id](const CallOutcome &outcome) {
        const bool ok = outcome.kind == CallOutcome::Kind::Complete;
        if (m_pending.contains(id))
            answer(id, ok, ok ? format(outcome.value) : outcome.error);
    });
    if (m_script->isRunning())
        m_vu->enterStage(m_script->stage(), m_script->iteration());
}

/// The journal shows a comment: an export of what was typed stays a script.
void SessionWorker::serve(const ScriptEntry &request)
{
    m_pending.insert(request.id);
    m_vu->record(RecordKind::Evaluated, 0, ("// runs " + request.script.script.toUtf8() + " in this session"));
    m_script->start(request.script, [this, id = request.id](bool ok, const QString &text) { answer(id, ok, text); });
}

void SessionWorker::serve(const CompletionRequest &request)
{
    const CompletionContext context = CompletionContext::at(request.text, request.position);
    const auto items = context.isCode ? completions(context.chain, context.prefix) : QList<CompletionItem>();
    Q_EMIT m_queue.completed(request.id, static_cast<int>(context.from), items);
}

void SessionWorker::serve(const OptionsRequest &request)
{
    const bool skippedBefore = m_net.insecureSkipTlsVerify;
    m_script->setSessionOptions(request.options);
    if (m_net.insecureSkipTlsVerify && !skippedBefore)
        m_vu->log(LogLevel::Warning, u"Certificates are not verified from here on: anybody can answer for a TLS peer, "
                                     "and read and change what is sent."_s);
    else if (!m_net.insecureSkipTlsVerify && skippedBefore)
        m_vu->log(LogLevel::Info, u"Certificates are verified again."_s);
}

QList<CompletionItem> SessionWorker::completions(const QStringList &chain, const QString &prefix)
{
    static const QRegularExpression identifier(QRegularExpression::anchoredPattern(u"[\\p{L}_$][\\p{L}\\p{N}_$]*"_s));
    QList<CompletionItem> items;
    QJSValueIterator names(m_namesBehind.call({m_vu->engine().toScriptValue(chain), prefix}));
    const bool wantsHidden = chain.isEmpty() || prefix.startsWith("__"_L1); // __defineGetter__ and the like
    while (names.next())
        if ((wantsHidden || !names.name().startsWith("__"_L1)) && identifier.match(names.name()).hasMatch())
            items.append({names.name(), names.value().toString()});
    std::sort(items.begin(), items.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    return items.first(std::min<qsizetype>(items.size(), MaxCompletions));
}

/// As k6's console prints it, but for sockets.
QString SessionWorker::format(const QJSValue &value)
{
    const QJSValue described = value.isObject() ? m_describe.call({value}) : QJSValue();
    return described.isString() ? described.toString() : m_vu->format(value);
}

void SessionWorker::answerInterrupted()
{
    m_script->abandon();
    for (const int id : std::exchange(m_pending, {})) {
        m_pending.insert(id);
        answer(id, false, u"interrupted: the session and its sockets go on"_s);
    }
    Q_EMIT m_queue.interrupted();
}

/// What was asked by a person shows in the console; a beginning is going to be asked again.
void SessionWorker::answer(int id, bool ok, const QString &text, bool incomplete)
{
    if (m_vu->isInterrupted()) // answerInterrupted() comes next
        return;
    if (!m_pending.remove(id))
        return;
    if (!incomplete)
        m_vu->consoleResult(ok ? LogLevel::Info : LogLevel::Error, text);
    Q_EMIT m_queue.answered(id, ok, text, incomplete);
}

} // namespace sockscope
