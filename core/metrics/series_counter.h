// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/sample.h"

#include <QSet>

namespace sockscope {

/// Counts the time series of a run, which are a metric and one set of tags each, and warns in k6's words beyond 100,000
/// of them and at each doubling. Remembers a hash of each; beyond `CountingLimit` it stops counting, and its memory
/// (some 50 MB) is given back.
class SeriesCounter
{
public:
    static constexpr qsizetype FirstLimit = 100'000;
    static constexpr qsizetype CountingLimit = FirstLimit * 16;

    void add(const Sample &sample);
    [[nodiscard]] qsizetype count() const { return m_count; }
    /// The warning, where a limit was passed since the last call; empty otherwise.
    [[nodiscard]] QString takeWarning();

private:
    QSet<std::size_t> m_seen;
    qsizetype m_count = 0;
    qsizetype m_limit = FirstLimit;
};

} // namespace sockscope
