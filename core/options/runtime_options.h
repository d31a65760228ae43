// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/flag_reader.h"
#include "options/summary_mode.h"

#include <QHash>

namespace sockscope {

/// The settings of a run that are no options of scripts (k6-reference 4.3): from flags, and from variables where there
/// is no flag.
struct RuntimeOptions
{
    QHash<QString, QString> env; ///< __ENV
    bool includeSystemEnvVars = true;
    QString compatibilityMode = QStringLiteral("extended"); ///< extended, base, experimental_enhanced
    bool noThresholds = false;
    SummaryMode summaryMode = SummaryMode::Compact;
    QString summaryExport; ///< path of a JSON file, empty for none
    bool newMachineReadableSummary = false;
    QString testType;               ///< "js", "archive", or empty; what it is shows by itself
    QString tracesOutput;           ///< empty or "none" for none
    QString config;                 ///< path of a config file, empty for the default one
    QString address;                ///< "host:port" of the REST API, empty for none
    bool isAddressRequired = false; ///< a flag asks for it: the run doesn't begin without
    QString secretSource;

    /// Flags and variables with a value that this version doesn't act on, as their users wrote them.
    [[nodiscard]] QStringList withoutEffect() const;
};

/// Their flags (k6-reference 5.1).
[[nodiscard]] QList<Flag> runtimeFlags();

/// Reads them and the variables of `environment`. `includeSystem` is what holds where nobody says whether a script sees
/// the variables of the system. What can't be taken becomes the reader's error (exit code 255).
[[nodiscard]] RuntimeOptions readRuntimeOptions(FlagReader &reader, const QHash<QString, QString> &environment,
                                                bool includeSystem);

} // namespace sockscope
