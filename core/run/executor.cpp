// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executor.h"

#include "run/constant_vus.h"
#include "run/per_vu_iterations.h"
#include "run/shared_iterations.h"

namespace sockscope {

using namespace Qt::StringLiterals;

std::unique_ptr<Executor> executorFor(const RunOptions &options, QString *error)
{
    constexpr std::int64_t DefaultMaxDuration = 600'000'000'000;
    const int vus = options.vus.value_or(1);
    QString problem;
    std::unique_ptr<Executor> executor;
    if (options.iterations || (options.vus && !options.duration)) {
        const std::int64_t iterations = options.iterations.value_or(vus);
        const std::int64_t maxDuration = options.duration.value_or(DefaultMaxDuration);
        problem = SharedIterations::validate(vus, iterations, maxDuration);
        executor = std::make_unique<SharedIterations>(vus, iterations, maxDuration);
    } else if (options.duration) {
        problem = ConstantVus::validate(vus, *options.duration);
        executor = std::make_unique<ConstantVus>(vus, *options.duration);
    } else {
        executor = std::make_unique<PerVuIterations>(1, 1, DefaultMaxDuration);
    }
    if (problem.isEmpty())
        return executor;
    *error =
        u"There were problems with the specified script configuration:\n\t- scenario default has configuration errors: %1"_s
            .arg(problem);
    return nullptr;
}

} // namespace sockscope
