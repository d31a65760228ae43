// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/vu_registry.h"

#include "script/virtual_user.h"

namespace sockscope {

VuRegistry::Entry::Entry(VuRegistry &registry, VirtualUser &vu)
    : m_registry(registry)
    , m_vu(vu)
{
    QMutexLocker lock(&m_registry.m_mutex);
    m_registry.m_live.insert(&m_vu);
}

VuRegistry::Entry::~Entry()
{
    QMutexLocker lock(&m_registry.m_mutex);
    m_registry.m_live.remove(&m_vu);
    m_registry.m_interrupted.remove(&m_vu);
}

void VuRegistry::interruptAll()
{
    QMutexLocker lock(&m_mutex);
    for (VirtualUser *vu : std::as_const(m_live)) {
        vu->interrupt();
        m_interrupted.insert(vu);
    }
}

void VuRegistry::interruptTasks()
{
    QMutexLocker lock(&m_mutex);
    for (VirtualUser *vu : std::as_const(m_live))
        vu->interruptTask();
}

void VuRegistry::wakeAll()
{
    QMutexLocker lock(&m_mutex);
    for (VirtualUser *vu : std::as_const(m_live))
        vu->loop().wakeUp();
}

bool VuRegistry::hasInterrupted() const
{
    QMutexLocker lock(&m_mutex);
    return !m_interrupted.isEmpty();
}

} // namespace sockscope
