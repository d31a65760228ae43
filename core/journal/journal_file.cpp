// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal_file.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr std::int64_t MinStretch = 64 << 10;
constexpr std::int64_t MaxStretch = 4 << 20; // also what the mapping adds to the process's resident size at most

std::int64_t pageBytes()
{
    static const std::int64_t bytes = sysconf(_SC_PAGESIZE);
    return bytes;
}

std::int64_t roundUpToPage(std::int64_t bytes)
{
    return (bytes + pageBytes() - 1) / pageBytes() * pageBytes();
}

/// Growing past RLIMIT_FSIZE raises SIGXFSZ, which would end the process; asking first costs 0.1 us.
bool exceedsFileSizeLimit(std::int64_t bytes)
{
    rlimit limit{};
    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
           static_cast<rlim_t>(bytes) > limit.rlim_cur;
}

} // namespace

JournalFile::~JournalFile()
{
    if (m_window)
        munmap(m_window, static_cast<std::size_t>(m_windowBytes));
    if (m_header)
        munmap(m_header, sizeof(journal_format::FileHeader));
    if (m_fd >= 0)
        ::close(m_fd);
}

bool JournalFile::create(const QString &path, const journal_format::FileHeader &header)
{
    m_path = path;
    if (!openExclusively())
        return false;
    if (writeHeader(header) && grow(0, MinStretch) && mapHeader())
        return true;
    ::unlink(QFile::encodeName(path).constData());
    return false;
}

/// In one write, so that whoever follows the file sees no header or a whole one.
bool JournalFile::writeHeader(const journal_format::FileHeader &header)
{
    if (exceedsFileSizeLimit(MinStretch))
        return failWithErrno(EFBIG);
    const auto written = pwrite(m_fd, &header, sizeof header, 0);
    return written == sizeof header || failWithErrno(written < 0 ? errno : ENOSPC);
}

bool JournalFile::openExclusively()
{
    constexpr int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK;
    const QByteArray name = QFile::encodeName(m_path);
    m_fd = ::open(name.constData(), flags | O_EXCL, 0600);
    const bool isNew = m_fd >= 0;
    if (!isNew && errno == EEXIST)
        m_fd = ::open(name.constData(), flags, 0600);
    if (m_fd < 0)
        return failWithErrno(errno);
    // Truncating a file that another session has mapped would kill that session.
    if (flock(m_fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return fail(u"another session is writing to it"_s);
    if (makeEmpty())
        return true;
    if (isNew) // an empty file is of no use to anybody
        ::unlink(name.constData());
    return false;
}

bool JournalFile::makeEmpty()
{
    struct stat status
    {
    };
    if (fstat(m_fd, &status) != 0)
        return failWithErrno(errno);
    if (!S_ISREG(status.st_mode))
        return fail(u"it is not a regular file"_s);
    std::array<unsigned char, journal_format::Magic.size()> start{};
    if (status.st_size > 0 && (pread(m_fd, start.data(), start.size(), 0) < 0 || start != journal_format::Magic))
        return fail(u"there is a file of that name that is no journal; choose another name, or remove it"_s);
    if (fchmod(m_fd, 0600) != 0 || ftruncate(m_fd, 0) != 0)
        return failWithErrno(errno);
    return true;
}

bool JournalFile::mapHeader()
{
    void *mapped = mmap(nullptr, sizeof(journal_format::FileHeader), PROT_READ | PROT_WRITE, MAP_SHARED, m_fd, 0);
    if (mapped == MAP_FAILED)
        return failWithErrno(errno);
    m_header = static_cast<journal_format::FileHeader *>(mapped);
    return true;
}

unsigned char *JournalFile::reserve(std::int64_t offset, std::int64_t bytes)
{
    if (offset + bytes > m_allocated && !grow(offset, bytes))
        return nullptr;
    return m_window + (offset - m_windowStart);
}

bool JournalFile::grow(std::int64_t offset, std::int64_t bytes)
{
    const auto needed = roundUpToPage(offset + bytes);
    const auto stretch = std::clamp(m_allocated, MinStretch, MaxStretch);
    auto end = std::max(needed, m_allocated + stretch);
    auto code = allocateTo(end);
    if (code != 0 && needed < end) {
        end = needed; // the last free blocks of the disk
        code = allocateTo(end);
    }
    if (code != 0)
        return failWithErrno(code);
    m_allocated = end;
    return moveWindow(offset);
}

int JournalFile::allocateTo(std::int64_t end)
{
    if (exceedsFileSizeLimit(end))
        return EFBIG;
    int code = 0;
    do
        code = posix_fallocate(m_fd, m_allocated, end - m_allocated);
    while (code == EINTR);
    return code;
}

bool JournalFile::moveWindow(std::int64_t offset)
{
    const auto start = offset / pageBytes() * pageBytes();
    const auto bytes = m_allocated - start;
    void *mapped = mmap(nullptr, static_cast<std::size_t>(bytes), PROT_READ | PROT_WRITE, MAP_SHARED, m_fd, start);
    if (mapped == MAP_FAILED) {
        m_allocated = m_windowStart + m_windowBytes;
        return failWithErrno(errno);
    }
    if (m_window)
        munmap(m_window, static_cast<std::size_t>(m_windowBytes));
    m_window = static_cast<unsigned char *>(mapped);
    m_windowStart = start;
    m_windowBytes = bytes;
    return true;
}

void JournalFile::close(std::int64_t usedBytes)
{
    munmap(m_window, static_cast<std::size_t>(m_windowBytes));
    munmap(m_header, sizeof(journal_format::FileHeader));
    m_window = nullptr;
    m_header = nullptr;
    // Where cutting fails the file keeps its zeroed tail, which reads as its end just the same.
    [[maybe_unused]] const auto cut = ftruncate(m_fd, usedBytes);
    ::close(m_fd);
    m_fd = -1;
}

bool JournalFile::fail(const QString &reason)
{
    m_error = reason;
    return false;
}

bool JournalFile::failWithErrno(int code)
{
    return fail(qt_error_string(code));
}

} // namespace sockscope
