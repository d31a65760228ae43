// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_console.h"

#include "k6/builtin_modules.h"
#include "k6/shared_array_store.h"
#include "metrics/check_registry.h"
#include "metrics/metric_registry.h"
#include "run/source_record.h"
#include "run/test_run.h"
#include "run/vu_registry.h"
#include "script/compile/program.h"
#include "script/module_loader.h"
#include "script/module_registry.h"
#include "script/polyfill/polyfill_set.h"
#include "script/virtual_user.h"

#include <QAbstractEventDispatcher>
#include <QMutex>
#include <QQueue>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

struct Snippet
{
    int id = 0;
    QString text;
};

} // namespace

/// What the two threads share: snippets one way, the wish to end, and the VU to interrupt.
struct SessionConsole::Shared
{
    QMutex mutex;
    QQueue<Snippet> snippets;
    std::atomic<bool> ending = false;
    VuRegistry vus;
};

/// Everything of the console's thread.
class SessionConsole::Worker
{
public:
    Worker(SessionConsole &console, Shared &shared, const TestRunConfig &config)
        : m_console(console)
        , m_shared(shared)
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
        m_net = config.overrides.net();
        m_context.net = &m_net;
        m_context.env = config.env;
    }

    void work()
    {
        VirtualUser vu(m_context, 1);
        const VuRegistry::Entry entry(m_shared.vus, vu);
        const CallOutcome ready = vu.initialise();
        vu.enterStage(VirtualUser::Stage::Session);
        if (ready.kind == CallOutcome::Kind::Complete)
            vu.load(u":/Sockscope/Run/session.mjs"_s).call({vu.engine().globalObject(), vu.loader().requireFunction()});
        while (!m_shared.ending) {
            startNext(vu);
            vu.loop().runFor(-1);
            vu.loop().clearFailure(); // it was reported; a session goes on
        }
    }

private:
    void startNext(VirtualUser &vu)
    {
        if (m_isBusy)
            return;
        Snippet snippet;
        {
            QMutexLocker lock(&m_shared.mutex);
            if (m_shared.snippets.isEmpty())
                return;
            snippet = m_shared.snippets.dequeue();
        }
        m_isBusy = true;
        vu.record(RecordKind::Evaluated, 0, snippet.text.toUtf8());
        CompileError error;
        const CompiledModule compiled = m_program.compileExpression(snippet.text, u"prompt"_s, snippet.id, &error);
        if (!error.message.isEmpty()) {
            answer(vu, snippet.id, false, error.name + u": "_s + error.message, error.isIncomplete);
            return;
        }
        vu.loop().post([this, &vu, compiled, id = snippet.id] {
            install(vu.engine(), polyfillsFor({compiled.wrappedCode}));
            const QJSValue body = vu.engine().evaluate(compiled.wrappedCode, compiled.url);
            vu.start(body, {}, [this, &vu, id](const CallOutcome &outcome) {
                const bool ok = outcome.kind == CallOutcome::Kind::Complete;
                answer(vu, id, ok, ok ? vu.format(outcome.value) : outcome.error, false);
            });
        });
    }

    void answer(VirtualUser &vu, int id, bool ok, const QString &text, bool incomplete)
    {
        m_isBusy = false;
        if (!incomplete)
            vu.consoleResult(ok ? LogLevel::Info : LogLevel::Error, text);
        Q_EMIT m_console.evaluated(id, ok, text, incomplete);
        vu.loop().post([] {}); // so that the loop comes round to the next snippet
    }

    SessionConsole &m_console;
    Shared &m_shared;
    ModuleRegistry m_modules;
    Program m_program;
    MetricRegistry m_metrics;
    CheckRegistry m_checks;
    SharedArrayStore m_sharedArrays;
    NetOptions m_net;
    RunContext m_context;
    bool m_isBusy = false;
};

SessionConsole::SessionConsole(const TestRunConfig &config)
    : m_shared(std::make_unique<Shared>())
{
    m_thread.reset(QThread::create([this, config] { Worker(*this, *m_shared, config).work(); }));
    m_thread->start();
}

SessionConsole::~SessionConsole()
{
    m_shared->ending = true;
    m_shared->vus.interruptAll();
    m_thread->wait();
}

void SessionConsole::evaluate(int id, const QString &text)
{
    {
        QMutexLocker lock(&m_shared->mutex);
        m_shared->snippets.enqueue({id, text});
    }
    m_shared->vus.wakeAll();
}

bool SessionConsole::isStuck() const
{
    return m_shared->vus.hasInterrupted();
}

} // namespace sockscope
