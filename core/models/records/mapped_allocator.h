// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <new>
#include <sys/mman.h>

namespace sockscope {

/// Memory straight from the kernel, for few and large blocks that live long: between short-lived allocations they would
/// leave a sixth of the heap as holes. A page counts only once it is used, and goes back when its block is freed.
template <typename T>
struct MappedAllocator
{
    using value_type = T;

    MappedAllocator() = default;
    template <typename Other>
    explicit MappedAllocator(const MappedAllocator<Other> &)
    {
    }

    [[nodiscard]] T *allocate(std::size_t count)
    {
        void *pages = mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED)
            throw std::bad_alloc();
        return static_cast<T *>(pages);
    }
    void deallocate(T *pages, std::size_t count) { munmap(pages, count * sizeof(T)); }

    bool operator==(const MappedAllocator &) const = default;
};

} // namespace sockscope
