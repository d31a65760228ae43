// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_snapshot.h"
#include "output/json/json_writer.h"

#include <QStringList>

namespace sockscope {

/// Writes a number of an object under its name.
void writeMember(JsonWriter &json, QStringView name, double value);

/// Writes the values of a metric as members of the object that is open: count and rate; value, min and max; passes and
/// fails with the share under `shareName`; or the statistics of a trend.
void writeValues(JsonWriter &json, const MetricSnapshot &metric, double seconds, const QStringList &trendStats,
                 QStringView shareName);

} // namespace sockscope
