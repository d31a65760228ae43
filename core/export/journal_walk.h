// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/redaction.h"
#include "journal/journal_reader.h"

#include <QByteArrayList>
#include <QSet>

#include <functional>
#include <optional>

namespace sockscope {

/// What of a journal an export takes, and how it is watched.
struct JournalWalkOptions
{
    QSet<std::uint32_t> sockets{}; ///< only records of these sockets, empty for all
    QByteArrayList redact{};       ///< texts to mask, see Redaction
    /// Told the bytes of the file that were read and all of them, about once a mebibyte; false ends the walk.
    std::function<bool(std::int64_t done, std::int64_t total)> progress{};
};

/// The records of a journal one after the other, as every export reads them: as a stream, to where the file ended when
/// it was opened (a session that grows faster than it is read has an end all the same), with what is to stay secret
/// masked.
class JournalWalk
{
public:
    using Options = JournalWalkOptions;

    explicit JournalWalk(Options options = {})
        : m_options(std::move(options))
    {
    }

    /// False and error() where there is no journal to read. With texts to mask it reads the file once.
    [[nodiscard]] bool open(const QString &path);
    /// The next record, of any socket. Nothing at the end, or where error() or isCancelled() says why.
    [[nodiscard]] std::optional<Record> next();
    /// True for a record of one of the sockets in the options.
    [[nodiscard]] bool isWanted(const Record &record) const;
    [[nodiscard]] const JournalReader &reader() const { return m_reader; }
    [[nodiscard]] std::uint64_t redactions() const { return m_redaction.count(); } ///< parts of streams that are masked
    [[nodiscard]] bool isRedacting() const { return !m_options.redact.isEmpty(); }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }
    /// A sentence, empty while all is well. A walk that progress() has ended says so.
    [[nodiscard]] QString error() const;
    /// How a writer ends: false and `error` set where it could not write (`problem`, empty for none) or read.
    [[nodiscard]] bool finish(const QString &problem, QString *error) const;

private:
    [[nodiscard]] bool findSecrets(const QString &path);
    void report(std::int64_t offset);

    Options m_options;
    JournalReader m_reader;
    Redaction m_redaction;
    std::int64_t m_end = 0;      ///< no record that starts here or behind is read
    std::int64_t m_reportAt = 0; ///< offset from which progress() is told again
    bool m_isCancelled = false;
};

} // namespace sockscope
