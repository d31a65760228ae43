// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QByteArrayView>
#include <QJSValue>

#include <chrono>
#include <cstdint>
#include <memory>

namespace sockscope {

class Program;
class VirtualUser;
struct CompiledModule;

/// What a debugger does for one virtual user. Lives with it, on its thread; called from inside of running scripts.
class VuDebugger
{
public:
    VuDebugger() = default;
    virtual ~VuDebugger() = default;
    Q_DISABLE_COPY_MOVE(VuDebugger)

    /// What the probes of a module use: the seventh argument of its compiled function.
    [[nodiscard]] virtual QJSValue moduleHooks(const CompiledModule &module) = 0;
    /// The event loop is about to call into scripts, or has done so. Microtasks are part of a task.
    virtual void taskStarting() = 0;
    virtual void taskEnding() = 0;
    /// Something happened that a journal records; `head` has no time and no location.
    virtual void recorded(const RecordHead &head, QByteArrayView payload, QByteArrayView cause) = 0;
    /// A script's exception, or the reason of a rejected promise, that nothing handles: as k6 prints it.
    virtual void failed(const QString &text, bool isRejection) = 0;
    /// A call that blocked the VU is over.
    virtual void unblocked() = 0;
    /// How long the VU has stood still for the debugger, in all.
    [[nodiscard]] virtual std::int64_t pausedNs() const = 0;
};

/// Gives virtual users their debuggers. Thread-safe; outlives the run.
class VuDebuggerFactory
{
public:
    VuDebuggerFactory() = default;
    virtual ~VuDebuggerFactory() = default;
    Q_DISABLE_COPY_MOVE(VuDebuggerFactory)

    /// Before a program's first use.
    virtual void prepare(Program &program) = 0;
    [[nodiscard]] virtual std::unique_ptr<VuDebugger> attach(VirtualUser &vu) = 0;
    /// A virtual user was interrupted: a pause of its has to end. From any thread.
    virtual void interrupted() = 0;
    /// For how long, in all, at least one virtual user has stood still. From any thread.
    [[nodiscard]] virtual std::chrono::nanoseconds held() const = 0;
};

} // namespace sockscope
