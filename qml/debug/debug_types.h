// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/debugger.h"

#include <QtQml/qqmlregistration.h>

/// The models of core/models/debug as QML types: core itself doesn't know QML. A panel reaches them through
/// SessionView.
namespace sockscope {

struct ForeignDebugger
{
    Q_GADGET
    QML_FOREIGN(sockscope::Debugger)
    QML_NAMED_ELEMENT(Debugger)
    QML_UNCREATABLE("A SessionView has it.")
};

struct ForeignStackModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::StackModel)
    QML_NAMED_ELEMENT(StackModel)
    QML_UNCREATABLE("A Debugger has it.")
};

struct ForeignVariableTree
{
    Q_GADGET
    QML_FOREIGN(sockscope::VariableTree)
    QML_NAMED_ELEMENT(VariableTree)
    QML_UNCREATABLE("A Debugger has some.")
};

struct ForeignVariablesModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::VariablesModel)
    QML_NAMED_ELEMENT(VariablesModel)
    QML_UNCREATABLE("A Debugger has it.")
};

struct ForeignWatchModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::WatchModel)
    QML_NAMED_ELEMENT(WatchModel)
    QML_UNCREATABLE("A Debugger has it.")
};

struct ForeignMeanwhile
{
    Q_GADGET
    QML_FOREIGN(sockscope::Meanwhile)
    QML_NAMED_ELEMENT(Meanwhile)
    QML_UNCREATABLE("A Debugger has it.")
};

struct ForeignBreakpointModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::BreakpointModel)
    QML_NAMED_ELEMENT(BreakpointModel)
    QML_UNCREATABLE("A Debugger has it.")
};

} // namespace sockscope
