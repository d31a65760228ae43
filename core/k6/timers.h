// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>

namespace sockscope {

class VirtualUser;

/// The exports of `k6/timers`: the four global timer functions
/// (https://grafana.com/docs/k6/latest/javascript-api/k6-timers/).
[[nodiscard]] QJSValue createTimersModule(VirtualUser &vu);

} // namespace sockscope
