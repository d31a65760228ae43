// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/features.h"
#include "options/run_options.h"

namespace sockscope {

/// The sources of options, the lowest precedence first (k6-reference 4.1).
struct OptionTiers
{
    RunOptions file;
    RunOptions script;
    RunOptions environment;
    RunOptions flags;
};

/// The options of a run out of all sources, with the defaults that k6 prints.
struct ConsolidatedOptions
{
    RunOptions options;
    QStringList warnings; ///< "cli" level configuration overrode scenarios configuration entirely
    QString error;        ///< k6's sentence for trend stats that there aren't (exit code 255)
};

/// Whole values of higher sources replace those of lower ones. `features` are told by run tags; merge-run-tags makes
/// tags of all sources count.
[[nodiscard]] ConsolidatedOptions consolidate(const OptionTiers &tiers, const Features &features = {});

/// What k6 complains about when the options of all sources are known, apart from scenarios and thresholds: k6's
/// sentences in its order (exit code 104, below "There were problems with the specified script configuration:").
[[nodiscard]] QStringList optionMistakes(const RunOptions &options);

} // namespace sockscope
