// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace sockscope {

class VirtualUser;

/// What goes on around a script that stands still (docs/debugger.md, "meanwhile"): its sockets with what waits for
/// them, and what its event loop has: timers, pending awaits, queued callbacks, and how many things hold the iteration
/// open. Runs none of the script's code. On the virtual user's thread.
[[nodiscard]] QJsonObject meanwhile(VirtualUser &vu);

} // namespace sockscope
