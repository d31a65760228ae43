// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/start_gate.h"

namespace sockscope {

void StartGate::close()
{
    const std::scoped_lock lock(m_mutex);
    m_isClosed = !m_wasOpened;
}

void StartGate::open()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isClosed = false;
        m_wasOpened = true;
    }
    m_opened.notify_all();
}

bool StartGate::isClosed() const
{
    const std::scoped_lock lock(m_mutex);
    return m_isClosed;
}

void StartGate::wait()
{
    std::unique_lock lock(m_mutex);
    m_opened.wait(lock, [this] { return !m_isClosed; });
}

} // namespace sockscope
