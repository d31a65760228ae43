// SPDX-License-Identifier: GPL-3.0-or-later
#include "parent_watch.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace sockscope {

ParentWatch::ParentWatch()
    : m_parent(static_cast<int>(::syscall(SYS_pidfd_open, ::getppid(), 0))) // which closes on exec
{
    if (m_parent < 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_parent, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        Q_EMIT ended();
    });
}

ParentWatch::~ParentWatch()
{
    m_notifier.reset();
    if (m_parent >= 0)
        ::close(m_parent);
}

} // namespace sockscope
