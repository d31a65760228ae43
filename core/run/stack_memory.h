// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sockscope {

/// Gives the memory of the calling thread's stack that lies unused below the present frame back to the system; it is
/// taken again when the stack grows. Compiling a script goes deep and running it does not, and there may be a thousand
/// threads. Linux only; elsewhere it does nothing.
void returnUnusedStack();

} // namespace sockscope
