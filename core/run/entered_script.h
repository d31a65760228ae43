// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/session_request.h"
#include "script/virtual_user.h"

#include <functional>

namespace sockscope {

class Program;
struct NetOptions;

/// Runs a script in the virtual user of a session's prompt: its init code, setup() and default(data), once each and in
/// this order. Unlike in a run, nothing is closed or forgotten at the end: the script's sockets, timers and handlers go
/// on in the session. teardown() is not called, because what it would take down is to be used. The caller runs the loop
/// meanwhile. Lives on the VU's thread.
class EnteredScript
{
public:
    /// Whether it went well, and the value or the error as the console prints it.
    using Done = std::function<void(bool ok, const QString &text)>;

    /// The references must outlive the object; `net` takes over the script's network options. Before any script those
    /// of `initial` hold.
    EnteredScript(VirtualUser &vu, Program &program, NetOptions &net, RunOptions initial);

    [[nodiscard]] bool isRunning() const { return static_cast<bool>(m_done); }
    void start(const SessionScript &script, Done done);
    /// These options go before those of any script, from here on and in place of those given before.
    void setSessionOptions(const RunOptions &options);
    /// Takes no further step and tells nobody; code that waits for something may still go on by itself.
    void abandon();

    /// The stage in which the VU's script code is now; snippets run in theirs and return to this one.
    [[nodiscard]] VirtualUser::Stage stage() const { return m_stage; }
    [[nodiscard]] std::uint32_t iteration() const { return m_iterations; }

private:
    using Step = void (EnteredScript::*)(const CallOutcome &);
    void call(const QJSValue &function, const QJSValueList &arguments, Step next);
    void loaded(const CallOutcome &outcome);
    void setUp(const CallOutcome &outcome);
    void runDefault(const CallOutcome &data);
    void ended(const CallOutcome &outcome);
    [[nodiscard]] QString takeOptions();
    void applyOptions();
    void enterStage(VirtualUser::Stage stage);
    void finish(bool ok, const QString &text);

    VirtualUser &m_vu;
    Program &m_program;
    NetOptions &m_net;
    RunOptions m_options;        ///< of the script entered last, with those of its arguments
    RunOptions m_sessionOptions; ///< set by setSessionOptions()
    RunOptions m_overrides;
    QJSValue m_module;
    Done m_done;
    int m_entry = 0; ///< numbers the entries, so that late answers to abandoned ones are known
    VirtualUser::Stage m_stage = VirtualUser::Stage::Session;
    std::uint32_t m_iterations = 0;
};

} // namespace sockscope
