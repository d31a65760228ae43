// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>

namespace sockscope {

/// Holds a test back that is to start paused (option `paused`), until somebody resumes or stops it. Open at first.
/// Thread-safe.
class StartGate
{
public:
    void close();
    void open(); ///< for good: a close() that follows does nothing
    [[nodiscard]] bool isClosed() const;
    void wait(); ///< until it is open

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_isClosed = false;
    bool m_wasOpened = false;
};

} // namespace sockscope
