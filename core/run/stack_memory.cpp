// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/stack_memory.h"

#include <cstdint>

#ifdef __linux__
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace sockscope {

void returnUnusedStack()
{
#ifdef __linux__
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return;
    void *lowest = nullptr;
    std::size_t size = 0;
    const bool known = pthread_attr_getstack(&attributes, &lowest, &size) == 0;
    pthread_attr_destroy(&attributes);
    if (!known)
        return;
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    const auto begin = reinterpret_cast<std::uintptr_t>(lowest);
    const std::uintptr_t end = (here & ~(page - 1)) - page; // the calls made from here need some
    if (end > begin)
        madvise(lowest, end - begin, MADV_DONTNEED);
#endif
}

} // namespace sockscope
