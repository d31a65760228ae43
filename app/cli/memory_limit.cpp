// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory_limit.h"

#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

[[maybe_unused]] constexpr rlim_t ReservedPerUsed =
    8;                      // the system counts what is reserved: each thread's stack whole, for one
constexpr int LookMs = 100; // a script that hoards fills some 300 MB a second

/// Bytes of memory that the process has in use; 0 where the system doesn't say.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

} // namespace

MemoryLimit::MemoryLimit(qint64 bytes, QObject *parent)
    : QObject(parent)
    , m_bytes(bytes)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they reserve terabytes
    const auto hard = static_cast<rlim_t>(bytes) * ReservedPerUsed;
    const rlimit limit{hard, hard};
    setrlimit(RLIMIT_DATA, &limit);
#endif
    connect(&m_timer, &QTimer::timeout, this, &MemoryLimit::look);
    m_timer.start(LookMs);
}

void MemoryLimit::look()
{
    const bool isTooMuch = residentBytes() > m_bytes / 4 * 3;
    if (isTooMuch && !m_told)
        Q_EMIT exceeded(
            u"the script was stopped because it used more than three quarters of the session's %1 MiB of memory: "
            "let it keep less"_s.arg(m_bytes >> 20));
    m_told = isTooMuch;
}

} // namespace sockscope
