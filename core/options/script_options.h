// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/run_options.h"

namespace sockscope {

/// What a script exports as `options`, read.
struct ScriptOptions
{
    RunOptions options;
    QString error;   ///< k6's sentence for a value of a wrong type; the run can't begin (exit code 104)
    QString unknown; ///< the first member that no option has; k6 warns of it
};

/// Reads the object that a script exports as `options` (k6-reference 4.1, 4.3). k6 tells only of some values where they
/// stand; here all sentences begin as those do: parsing options from script got error while parsing "\"vus\": true": …
[[nodiscard]] ScriptOptions parseScriptOptions(const QJsonObject &object);

/// k6's sentence for exported options that are no object, given as JSON text (exit code 104).
[[nodiscard]] QString notAnOptionsObject(const QString &json);

} // namespace sockscope
