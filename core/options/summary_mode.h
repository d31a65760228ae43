// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sockscope {

/// What the end-of-test summary tells (k6-reference 5.4,
/// https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#summary-mode).
enum class SummaryMode { Compact, Full, Disabled };

} // namespace sockscope
