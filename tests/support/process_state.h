// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>

#include <unistd.h>

namespace sockscope::test {

/// False where freed memory stays with the process, so that what it holds tells nothing: the sanitizers keep it to find
/// uses of it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool isMemoryMeasurable = false;
#else
inline constexpr bool isMemoryMeasurable = true;
#endif

/// Memory that this process holds.
inline qint64 residentBytes()
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    return statm.open(QIODevice::ReadOnly) ? statm.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE)
                                           : -1;
}

/// Descriptors that this process has open, with the one that counting takes.
inline qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd"))
        .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
        .size();
}

} // namespace sockscope::test
