// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/breakpoint_model.h"
#include "models/debug/watch_list.h"

namespace sockscope {

/// What a person tells the debugger once, and all sessions of the window share.
struct DebugLists
{
    BreakpointModel breakpoints;
    WatchList watches;
};

} // namespace sockscope
