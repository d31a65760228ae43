// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/sample.h"

#include <vector>

namespace sockscope {

/// Where the samples of a run go (`--out`): a file in one of k6's formats, for instance. start(), add() and stop() are
/// called one after the other, add() on the thread of the SampleQueue.
class SampleOutput
{
public:
    virtual ~SampleOutput() = default;

    /// Opens what it writes to; false and `error` set, a sentence, where that fails.
    [[nodiscard]] virtual bool start(QString *error) = 0;
    /// Takes a batch. Samples of one virtual user come in the order in which they were taken. What takes long here
    /// makes the run wait, because no sample is dropped.
    virtual void add(const std::vector<Sample> &batch) = 0;
    /// Writes what it still holds; no add() comes after it.
    virtual void stop() = 0;
    /// What the banner says behind "output:": "json (samples.json)".
    [[nodiscard]] virtual QString description() const = 0;
};

} // namespace sockscope
