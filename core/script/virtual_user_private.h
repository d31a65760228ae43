// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/execution_info.h"
#include "script/interpreter_only.h"
#include "script/module_loader.h"
#include "script/runtime_binding.h"
#include "script/virtual_user.h"
#include "script/vu_debugger.h"

#include <QMutex>
#include <QWaitCondition>

#include <optional>

namespace sockscope {

/// The parts of a VU; the order of members is the order in which they come to life, and the reverse is that of their
/// end.
struct VirtualUser::Private
{
    Private(VirtualUser &user, RunContext &runContext, int vuId);

    VirtualUser &vu;
    RunContext &context;
    const int id;
    JournalWriter *const journal; ///< null where this VU is not recorded
    JournalWriter *const prints;  ///< for what it prints; null where that isn't recorded either
    Stage stage = Stage::Init;
    std::uint32_t iteration = 0;
    std::shared_ptr<ExecutionInfo> info;
    QMap<QString, QString> ownTags;
    QString group;
    QHash<QString, QString> environment;
    std::optional<QMap<QString, QString>> tags; // cached until something they come from changes

    InterpreterOnly interpreterOnly;
    QJSEngine engine;
    EventLoop loop;
    RuntimeBinding binding;
    // prelude/prelude.mjs
    QJSValue facade;
    QJSValue enter;
    QJSValue enterForResult;
    QJSValue fireTimer;
    QJSValue reportUnhandled;
    QJSValue captureRawStack;
    QJSValue forgetIteration;
    QJSValue describe;
    QJSValue format;
    QJSValue makeError;
    QJSValue makeLoader;
    QJSValue setNumber;
    QJSValue resetEnvironment;
    std::unique_ptr<ModuleLoader> loader;
    std::unique_ptr<VuDebugger> debugger;
    QJSValue mainModule;
    QHash<int, std::function<void(const CallOutcome &)>> waiting; // calls made for their result
    bool hasRejections = false;                                   // since they were reported last
    bool isForResult = false; // runForResult() runs: what fails behind the call's back is its result, too
    std::optional<CallOutcome> failedBehind;
    int nextCall = 1;
    std::int64_t deliveredBytes = 0;
    std::pair<std::int64_t, std::int64_t> traffic;
    std::optional<CompileError> compileError;
    QHash<QString, std::uint32_t> journalFiles; // ids of file names already told to the journal

    QMutex interruptMutex; // of what follows, and of the engine's own flag
    QWaitCondition wake;
    std::atomic<bool> interrupted = false;
    bool hasInterruptibleTasks = false; // set before anything runs
    bool isInTask = false;
    bool endsWithTask = false; // the interruption
    int interruptionHolds = 0;
};

} // namespace sockscope
