// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_faults.h"

#include <QCommandLineParser>
#include <QString>

#include <optional>

namespace sockscope {

/// The flags that make a built-in peer misbehave: --delay, --slice, --slow-read, --cut-after, --reset.
[[nodiscard]] QList<QCommandLineOption> faultOptions();
/// Their values; nothing and a sentence where one is out of range.
[[nodiscard]] std::optional<PeerFaults> parseFaults(const QCommandLineParser &parser, QString *error);
/// "delay 200 ms, cut after 10 B"; empty for none.
[[nodiscard]] QString faultsInWords(const PeerFaults &faults);

} // namespace sockscope
