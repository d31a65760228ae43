// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/executor.h"

namespace sockscope {

QStringList Executor::problems() const
{
    return m_fields.problems() + ownProblems();
}

void Executor::assign(const SegmentShare &share)
{
    m_share = share;
    assigned();
}

} // namespace sockscope
