// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run_state.h"
#include "run/vu_activation.h"

#include <QThread>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

namespace sockscope {

class ScenarioRun;

/// A virtual user with the thread that it lives on: runs the init code once, then works for one scenario after another.
/// Public members are thread-safe but for start().
class VuWorker
{
public:
    /// How the init code went, told once on the VU's thread.
    using Initialised = std::function<void(VuWorker &, const CallOutcome &)>;

    VuWorker(RunState &run, int idInInstance, int idInTest, Initialised initialised);
    ~VuWorker(); ///< ends it and waits for its thread
    VuWorker(const VuWorker &) = delete;
    VuWorker &operator=(const VuWorker &) = delete;

    /// False where the system has no thread left; to be called once.
    [[nodiscard]] bool start();
    [[nodiscard]] int idInTest() const { return m_idInTest; }
    /// Sets it to work for a scenario, which it tells when it has left. It must not be working for another.
    VuActivation activate(ScenarioRun &scenario, IterationSource source);
    void interruptActivation(std::uint64_t number); ///< VuActivation::interrupt()
    void interruptInit();                           ///< does nothing when init is over
    /// Lets the thread end when it works for no scenario any more.
    void end();

private:
    struct Activation
    {
        std::uint64_t number = 0;
        ScenarioRun *scenario = nullptr;
        IterationSource source;
    };

    void live();
    void initialise(VirtualUser &vu);
    [[nodiscard]] std::optional<Activation> waitForWork();
    void work(VirtualUser &vu, Activation &activation);
    [[nodiscard]] std::shared_ptr<ExecutionInfo> infoFor(const ScenarioRun &scenario) const;
    [[nodiscard]] bool iterate(VirtualUser &vu, Activation &activation, ExecutionInfo &info);
    void leave(VirtualUser &vu, Activation &activation);

    RunState &m_run;
    const int m_idInInstance;
    const int m_idInTest;
    const Initialised m_initialised;

    std::mutex m_mutex; // of what follows
    std::condition_variable m_wake;
    std::optional<Activation> m_next;
    std::uint64_t m_activations = 0;
    std::uint64_t m_current = 0; // the activation it works for; 0 for none
    bool m_isEnding = false;
    bool m_endsInit = false;
    bool m_isInitialised = false;
    VirtualUser *m_vu = nullptr; // while it can be interrupted

    // Of the VU's thread.
    std::optional<QJSValue> m_setupData;
    QHash<QString, std::uint64_t> m_iterationsIn; // by scenario
    std::uint32_t m_iterations = 0;

    std::unique_ptr<QThread> m_thread; // the last member: it uses all others
};

} // namespace sockscope
