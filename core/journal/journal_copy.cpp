// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal_copy.h"

#include "journal/journal_blocks.h"

#include <QFileInfo>
#include <QSaveFile>

namespace sockscope {

using namespace Qt::StringLiterals;
using namespace journal_format;

namespace {

constexpr std::int64_t ReportEvery = 1 << 20;

bool isSameFile(const QString &a, const QString &b)
{
    const QString first = QFileInfo(a).canonicalFilePath();
    return !first.isEmpty() && first == QFileInfo(b).canonicalFilePath();
}

/// The header of the copy, which has the same fields as the original's in its first bytes and nothing behind them.
FileHeader closedHeader(FileHeader header, std::int64_t usedBytes, std::uint64_t records)
{
    header.headerBytes = sizeof(FileHeader);
    header.usedBytes = qToLittleEndian(static_cast<std::uint64_t>(usedBytes));
    header.records = qToLittleEndian(records);
    header.flags = qToLittleEndian(qFromLittleEndian(header.flags) | ClosedFlag);
    return header;
}

QByteArrayView bytesOf(const FileHeader &header)
{
    return {reinterpret_cast<const char *>(&header), sizeof header};
}

/// Copies records to a file that has room for a header in front.
class RecordCopy
{
public:
    RecordCopy(JournalBlocks &from, QIODevice &to)
        : m_from(from)
        , m_to(to)
        , m_at(from.firstRecord())
    {
    }

    /// False where it was cancelled or the device takes no more.
    [[nodiscard]] bool run(std::int64_t end, const std::function<bool(std::int64_t, std::int64_t)> &progress)
    {
        std::int64_t reportAt = 0;
        while (m_at < end) {
            if (progress && m_at >= reportAt && !progress(m_at, end))
                return false;
            reportAt = m_at >= reportAt ? m_at + ReportEvery : reportAt;
            const QByteArrayView record = m_from.recordAt(m_at);
            if (record.isEmpty())
                break;
            if (m_to.write(record.data(), record.size()) != record.size())
                return false;
            m_at += record.size();
            m_used += record.size();
            ++m_records;
        }
        return true;
    }
    [[nodiscard]] std::int64_t used() const { return m_used; }
    [[nodiscard]] std::uint64_t records() const { return m_records; }

private:
    JournalBlocks &m_from;
    QIODevice &m_to;
    std::int64_t m_at;
    std::int64_t m_used = sizeof(FileHeader);
    std::uint64_t m_records = 0;
};

} // namespace

QString copyJournal(const QString &from, const QString &to,
                    const std::function<bool(std::int64_t, std::int64_t)> &progress)
{
    if (isSameFile(from, to))
        return u"'%1' is the session itself: choose another name."_s.arg(to);
    JournalBlocks blocks;
    if (!blocks.open(from))
        return blocks.error();
    QSaveFile file(to);
    const auto cantWrite = [&] { return u"'%1' can't be written: %2."_s.arg(to, file.errorString()); };
    if (!file.open(QIODevice::WriteOnly))
        return cantWrite();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const FileHeader empty{};
    if (file.write(bytesOf(empty).data(), bytesOf(empty).size()) < 0)
        return cantWrite();
    RecordCopy copy(blocks, file);
    const bool isCopied = copy.run(QFileInfo(from).size(), progress);
    if (!blocks.error().isEmpty())
        return blocks.error();
    if (!isCopied)
        return file.error() == QFileDevice::NoError ? u"It was cancelled before its end."_s : cantWrite();
    const std::optional<FileHeader> header = blocks.readHeader();
    if (!header)
        return u"The journal '%1' was cut while it was read."_s.arg(from);
    const FileHeader closed = closedHeader(*header, copy.used(), copy.records());
    if (!file.seek(0) || file.write(bytesOf(closed).data(), bytesOf(closed).size()) < 0 || !file.commit())
        return cantWrite();
    return {};
}

} // namespace sockscope
