// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace sockscope {

/// What is said of a run before it begins (k6-reference 5.2).
struct RunDescription
{
    struct Scenario
    {
        QString name;
        QString description; ///< "4 iterations shared among 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)"
    };

    QString script;
    QStringList outputs;     ///< SampleOutput::description() of each
    double segmentShare = 1; ///< the length of the execution segment, 1 for all of the test
    std::int64_t maxVus = 0;
    std::int64_t maxDurationNs = 0; ///< with the time to stop gracefully
    QList<Scenario> scenarios;      ///< by start time, then name
};

/// The colours that a terminal has; None also where standard output isn't one.
enum class TerminalColours { None, Sixteen, TrueColour };

/// k6's banner with the empty lines around it.
[[nodiscard]] QString bannerText(TerminalColours colours);
/// The paragraphs behind it: where the run takes place, its script, its outputs and its scenarios.
[[nodiscard]] QString descriptionText(const RunDescription &run, TerminalColours colours);

/// The text for a terminal on which a progress display may have stood: each line clears what is behind its end.
[[nodiscard]] QByteArray clearingLines(const QByteArray &text);

} // namespace sockscope
