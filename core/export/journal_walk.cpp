// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_walk.h"

#include <QFileInfo>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t ReportEvery = 1 << 20;

} // namespace

bool JournalWalk::open(const QString &path)
{
    m_end = QFileInfo(path).size();
    return m_reader.open(path) && (m_options.redact.isEmpty() || findSecrets(path));
}

/// Masks are known before the first record is handed out, because a text may lie across several. What is appended
/// meanwhile wasn't searched, so the walk ends before it.
bool JournalWalk::findSecrets(const QString &path)
{
    m_redaction = Redaction(m_options.redact);
    JournalReader reader;
    if (!reader.open(path))
        return false;
    while (reader.offset() < m_end) {
        const std::optional<Record> record = reader.next();
        if (!record)
            break;
        m_redaction.search(*record);
    }
    m_redaction.searched();
    m_end = reader.offset();
    return true;
}

std::optional<Record> JournalWalk::next()
{
    if (m_isCancelled || m_reader.offset() >= m_end)
        return std::nullopt;
    report(m_reader.offset());
    std::optional<Record> record = m_isCancelled ? std::nullopt : m_reader.next();
    if (record && !m_options.redact.isEmpty())
        m_redaction.mask(*record);
    return record;
}

void JournalWalk::report(std::int64_t offset)
{
    if (!m_options.progress || offset < m_reportAt)
        return;
    m_reportAt = offset + ReportEvery;
    m_isCancelled = !m_options.progress(offset, m_end);
}

bool JournalWalk::isWanted(const Record &record) const
{
    return m_options.sockets.isEmpty() || m_options.sockets.contains(record.socket);
}

QString JournalWalk::error() const
{
    return m_isCancelled ? u"It was cancelled before its end."_s : m_reader.error();
}

bool JournalWalk::finish(const QString &problem, QString *error) const
{
    const QString sentence = problem.isEmpty() ? this->error() : problem;
    if (error)
        *error = sentence;
    return sentence.isEmpty();
}

} // namespace sockscope
