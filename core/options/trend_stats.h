// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sockscope {

/// The columns of trends in a summary where nobody says otherwise: avg, min, med, max, p(90), p(95).
[[nodiscard]] QStringList defaultTrendStats();

/// k6's sentence for the first of `stats` that is neither avg, min, med, max, count nor p(0…100); empty where all are.
[[nodiscard]] QString trendStatMistake(const QStringList &stats);

} // namespace sockscope
