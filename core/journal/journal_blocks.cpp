// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal_blocks.h"

#include <QFile>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sockscope {

using namespace journal_format;

namespace {

constexpr std::int64_t BlockBytes = 256 << 10;
constexpr std::int64_t SettledBytes = 64 << 10;

/// Reads up to `bytes` bytes; less at the file's end, -1 on failure.
std::int64_t readAll(int fd, char *to, std::int64_t bytes, std::int64_t offset)
{
    std::int64_t done = 0;
    while (done < bytes) {
        const auto got = pread(fd, to + done, static_cast<std::size_t>(bytes - done), offset + done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += got;
    }
    return done;
}

/// A record's length. What is read from the file after this call is at least as new as the length.
std::int64_t lengthAt(char *record)
{
    auto &length = *reinterpret_cast<std::uint32_t *>(record);
    return qFromLittleEndian(std::atomic_ref(length).load(std::memory_order_acquire));
}

} // namespace

QString lengthProblem(std::int64_t length)
{
    if (length < static_cast<std::int64_t>(sizeof(RecordHeader)) || length > MaxRecordBytes || length % 8 != 0)
        return u"its length of %1 bytes is impossible"_s.arg(length);
    return {};
}

JournalBlocks::~JournalBlocks()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

bool JournalBlocks::open(const QString &path)
{
    m_path = path;
    m_fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status
    {
    };
    if (m_fd < 0 || fstat(m_fd, &status) != 0)
        return fail(u"Can't read the journal '%1': %2."_s.arg(path, qt_error_string(errno)));
    if (!S_ISREG(status.st_mode))
        return fail(u"'%1' is not a journal: it is not a regular file."_s.arg(path));
    return checkHeader();
}

bool JournalBlocks::checkHeader()
{
    const auto header = readHeader();
    if (!header)
        return fail(u"'%1' is not a journal: it is shorter than a journal's header of %2 bytes."_s.arg(
            m_path, QString::number(sizeof(FileHeader))));
    if (header->magic != Magic)
        return fail(u"'%1' is not a journal: it doesn't start with a journal's signature."_s.arg(m_path));
    if (header->version > Version)
        return fail(
            u"'%1' has journal format %2, but this version of Sockscope reads up to format %3: open it with a newer one."_s
                .arg(m_path, QString::number(header->version), QString::number(Version)));
    if (header->version == 0 || header->headerBytes < sizeof(FileHeader) || header->headerBytes % 8 != 0)
        return fail(u"'%1' is damaged: its header is impossible (version %2, %3 bytes)."_s.arg(
            m_path, QString::number(header->version), QString::number(header->headerBytes)));
    m_firstRecord = header->headerBytes;
    return true;
}

std::optional<FileHeader> JournalBlocks::readHeader() const
{
    FileHeader header{};
    if (m_fd < 0 || readAll(m_fd, reinterpret_cast<char *>(&header), sizeof header, 0) != sizeof header)
        return std::nullopt;
    return header;
}

QByteArrayView JournalBlocks::recordAt(std::int64_t offset)
{
    const bool buffered = offset >= m_bufferStart && offset < m_bufferStart + m_bufferBytes;
    if (!buffered && (!m_error.isEmpty() || !fill(offset)))
        return {};
    char *record = m_buffer.data() + (offset - m_bufferStart);
    const auto length = lengthAt(record);
    // Checked once already, but somebody may have changed the file before it was read again.
    if (!lengthProblem(length).isEmpty() || length > m_bufferStart + m_bufferBytes - offset) {
        fail(u"The journal '%1' was changed at offset %2 while it was read."_s.arg(m_path, QString::number(offset)));
        return {};
    }
    return {record, static_cast<qsizetype>(length)};
}

bool JournalBlocks::fill(std::int64_t offset)
{
    m_bufferBytes = 0;
    m_bufferStart = offset;
    m_isCut = false;
    const auto size = fileSize();
    if (size < offset)
        return fail(u"The journal '%1' was cut to %2 bytes while it was read at offset %3."_s.arg(
            m_path, QString::number(size), QString::number(offset)));
    m_isCut = size - offset > 0 && size - offset < 4;
    // The usual answer at the growing end, whose reserved blocks are all zeros.
    if (read(offset, std::min<std::int64_t>(4, size - offset)) < 4 || lengthAt(m_buffer.data()) == 0)
        return false;
    auto got = read(offset, std::min(BlockBytes, size - offset));
    if (got >= 4 && lengthAt(m_buffer.data()) > got && lengthProblem(lengthAt(m_buffer.data())).isEmpty())
        got = read(offset, std::min(lengthAt(m_buffer.data()), size - offset));
    const auto committed = committedBytes(got);
    if (committed == 0)
        return false;
    // Bytes read before the length that vouches for them may be stale while another process writes: take them again,
    // after it.
    m_bufferBytes = read(offset, committed) == committed ? committed : 0;
    return m_bufferBytes > 0;
}

/// How many of the first `size` bytes of the buffer are whole records.
std::int64_t JournalBlocks::committedBytes(std::int64_t size)
{
    std::int64_t end = 0;
    while (size - end >= 4) {
        const auto length = lengthAt(m_buffer.data() + end);
        if (length == 0)
            break;
        const auto problem = lengthProblem(length);
        if (!problem.isEmpty() && end == 0)
            fail(u"The journal '%1' is damaged: the record at offset %2 can't be read, %3."_s.arg(
                m_path, QString::number(m_bufferStart), problem));
        m_isCut = problem.isEmpty() && end == 0 && length > size;
        if (!problem.isEmpty() || length > size - end)
            break;
        end += length;
    }
    return end;
}

std::int64_t JournalBlocks::read(std::int64_t offset, std::int64_t bytes)
{
    if (m_buffer.size() < bytes || m_buffer.size() > std::max(bytes, 4 * BlockBytes))
        m_buffer.resize(std::max(bytes, BlockBytes));
    const auto got = readAll(m_fd, m_buffer.data(), bytes, offset);
    if (got < 0)
        fail(u"Can't read the journal '%1' at offset %2: %3."_s.arg(m_path, QString::number(offset),
                                                                    qt_error_string(errno)));
    return std::max<std::int64_t>(got, 0);
}

QByteArray JournalBlocks::peek(std::int64_t offset, std::int64_t bytes) const
{
    alignas(4) std::array<char, 4> start{};
    if (m_fd < 0 || offset < m_firstRecord || offset % 8 != 0 || readAll(m_fd, start.data(), 4, offset) != 4)
        return {};
    const auto length = lengthAt(start.data());
    if (!lengthProblem(length).isEmpty() || offset + length > fileSize())
        return {};
    QByteArray record(static_cast<qsizetype>(std::min(bytes, length)), Qt::Uninitialized);
    if (readAll(m_fd, record.data(), record.size(), offset) != record.size())
        return {};
    return record;
}

QByteArrayView JournalBlocks::settled(std::int64_t offset, std::int64_t bytes, std::int64_t end)
{
    bytes = std::min(bytes, end - offset);
    if (m_fd < 0 || offset < m_firstRecord || bytes <= 0)
        return {};
    if (offset < m_settledStart || offset + bytes > m_settledStart + m_settled.size()) {
        const auto wanted = std::max(bytes, std::min(SettledBytes, end - offset));
        m_settled.resize(static_cast<qsizetype>(wanted));
        m_settled.resize(
            static_cast<qsizetype>(std::max<std::int64_t>(readAll(m_fd, m_settled.data(), wanted, offset), 0)));
        m_settledStart = offset;
    }
    const auto view = QByteArrayView(m_settled).sliced(static_cast<qsizetype>(offset - m_settledStart));
    return view.first(std::min<qsizetype>(view.size(), static_cast<qsizetype>(bytes)));
}

std::int64_t JournalBlocks::fileSize() const
{
    struct stat status
    {
    };
    return fstat(m_fd, &status) == 0 ? status.st_size : 0;
}

bool JournalBlocks::isCut() const
{
    const auto header = readHeader();
    const bool closed = header && (qFromLittleEndian(header->flags) & ClosedFlag) != 0;
    return m_isCut || (closed && fileSize() < static_cast<std::int64_t>(qFromLittleEndian(header->usedBytes)));
}

bool JournalBlocks::fail(const QString &sentence)
{
    m_error = sentence;
    return false;
}

} // namespace sockscope
