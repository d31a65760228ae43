// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "k6/shared_array_store.h"
#include "metrics/check_registry.h"
#include "metrics/metric_registry.h"
#include "run/entered_script.h"
#include "run/session_request.h"
#include "run/vu_registry.h"
#include "script/compile/program.h"
#include "script/module_registry.h"
#include "script/virtual_user.h"

#include <QMutex>
#include <QObject>
#include <QQueue>
#include <QSet>

#include <atomic>

namespace sockscope {

struct TestRunConfig;

/// What the prompt's thread and that of its owner share: requests one way, answers the other, and the VU to interrupt.
/// Its signals are emitted from the prompt's thread.
class SessionQueue : public QObject
{
    Q_OBJECT
public:
    void add(const SessionRequest &request);
    [[nodiscard]] std::optional<SessionRequest> take();
    [[nodiscard]] bool isEmpty();

    std::atomic<bool> ending = false;
    std::atomic<bool> interrupting = false;
    VuRegistry vus;

Q_SIGNALS:
    void answered(int id, bool ok, const QString &text, bool incomplete);
    void completed(int id, int from, const QList<sockscope::CompletionItem> &items);
    void interrupted(); ///< what was pending has been answered

private:
    QMutex m_mutex;
    QQueue<SessionRequest> m_requests;
};

/// The virtual user of a session's prompt, on the thread that calls work(): takes requests in their order, each as soon
/// as the code of the one before has returned or waits for something, and answers them as they settle.
class SessionWorker
{
public:
    SessionWorker(SessionQueue &queue, const TestRunConfig &config);
    void work(); ///< until SessionQueue::ending

private:
    static constexpr int MaxCompletions = 200;

    void serve(const SnippetRequest &request);
    void serve(const ScriptEntry &request);
    void serve(const CompletionRequest &request);
    void serve(const OptionsRequest &request);
    void run(int id, const CompiledModule &compiled);
    [[nodiscard]] QList<CompletionItem> completions(const QStringList &chain, const QString &prefix);
    [[nodiscard]] QString format(const QJSValue &value);
    void answerInterrupted();
    void answer(int id, bool ok, const QString &text, bool incomplete = false);

    SessionQueue &m_queue;
    ModuleRegistry m_modules;
    Program m_program;
    MetricRegistry m_metrics;
    CheckRegistry m_checks;
    SharedArrayStore m_sharedArrays;
    RunOptions m_options; ///< those that the session began with
    NetOptions m_net;
    RunContext m_context;
    VirtualUser *m_vu = nullptr;       ///< while work() runs
    EnteredScript *m_script = nullptr; ///< likewise
    QJSValue m_namesBehind;
    QJSValue m_describe;
    QSet<int> m_pending; ///< begun and not answered
};

} // namespace sockscope
