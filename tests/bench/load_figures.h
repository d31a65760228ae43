// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program_run.h"

#include <cstdint>
#include <functional>

namespace bench {

struct LoadSettings
{
    QString program;
    QString beside; ///< another program; empty for none
    int runs = 3;
    int seconds = 5;
    qint64 soak = 0; ///< iterations; 0 for no soak
};

/// Measures what the program does with many virtual users and prints a line for each figure. `port` is that of an echo
/// server.
class LoadFigures
{
public:
    LoadFigures(LoadSettings settings, std::uint16_t port);

    /// Baseline, program and the other program take turns, so that they see the same machine; medians count.
    void compare(const char *what, const QString &script, int vus, const std::function<double()> &baseline) const;
    /// How late iterations begin, against the schedule that fits best: the earliest of them are taken to be in time.
    void arrivals() const;
    void idle() const;
    void soak() const;

private:
    [[nodiscard]] QStringList variables(int vus) const;

    const LoadSettings m_settings;
    const std::uint16_t m_port;
};

} // namespace bench
