// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explainer.h"

#include <QByteArray>
#include <QString>

namespace sockscope {

/// The findings for a terminal, grouped by rule: what, why, what to do, the line of script, and the records that show
/// it with their numbers. Says so where there are none.
[[nodiscard]] QString explanationText(const Explainer &explainer);

/// The same as JSON, indented:
/// {"records":n,"unlisted":n,"findings":[{"rule","title","what","why","advice","count","vu",
/// "iteration","socket","file","line","column","evidence":[{"record","offset","time","kind","note","file","line",
/// "column"}]}]}. `time` is seconds; a file is a path; what is unknown is left out.
[[nodiscard]] QByteArray explanationJson(const Explainer &explainer);

} // namespace sockscope
