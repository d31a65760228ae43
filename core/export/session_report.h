// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/journal_walk.h"

#include <QDateTime>
#include <QIODevice>
#include <QList>
#include <QStringList>

#include <map>

namespace sockscope {

/// What a report tells of one socket.
struct ReportSocket
{
    std::uint32_t number = 0;
    QString target;    ///< "localhost:6379", with " tls" behind it for TLS
    QString endpoints; ///< "127.0.0.1:50000 → 127.0.0.1:6379"
    QString tls;       ///< "TLSv1.3, NOT verified"
    QString state;     ///< the last one
    QString cause;     ///< of that
    std::int64_t sent = 0;
    std::int64_t received = 0;
    std::int64_t openedNs = -1; ///< since the session's start, -1 for never
    std::int64_t endedNs = -1;
};

/// One line of the conversation.
struct ReportLine
{
    std::int64_t timeNs = 0;
    std::uint32_t socket = 0;
    QString mark; ///< an arrow for bytes, "·" for what happened
    QString text; ///< on one line, everything visible, bounded
};

struct ReportSource
{
    QString name;
    QString text;
    QString note; ///< where it was cut
};

/// What a report for people says about a session. Bounded whatever the session's size: what is left out is counted.
struct SessionReport
{
    QDateTime startedAt;
    QString program;
    QString script;
    QStringList arguments;
    std::int64_t durationNs = 0;
    QString result; ///< "exit code 0", or that it didn't end
    QList<ReportSocket> sockets;
    std::int64_t moreSockets = 0;
    std::int64_t sent = 0; ///< by all sockets
    std::int64_t received = 0;
    QList<ReportLine> lines;
    std::int64_t moreLines = 0;
    QList<ReportLine> errors;
    std::int64_t moreErrors = 0;
    QList<ReportSource> sources;
    QStringList notices; ///< what a reader has to know: records not captured, texts redacted
};

/// Reads a journal into a report.
class ReportReader
{
public:
    static constexpr qsizetype MaxSockets = 500;
    static constexpr qsizetype MaxLines = 2000;
    static constexpr qsizetype MaxErrors = 200;
    static constexpr qsizetype MaxLineChars = 300;

    explicit ReportReader(const JournalWalkOptions &options)
        : m_walk(options)
    {
    }
    /// False and `error` set to a sentence where the journal can't be read whole.
    [[nodiscard]] bool read(const QString &path, QString *error);
    [[nodiscard]] const SessionReport &report() const { return m_report; }

private:
    void add(const Record &record);
    void addToSocket(const Record &record);
    void addLine(const Record &record);
    void addSource(const Record &record);
    void addNotices();

    JournalWalk m_walk;
    SessionReport m_report;
    std::map<std::uint32_t, qsizetype> m_places; ///< of sockets, by number
};

/// The report as a Markdown page (CommonMark with tables).
[[nodiscard]] QString markdownReport(const SessionReport &report);
/// The report as one HTML page without scripts and without anything from elsewhere.
[[nodiscard]] QString htmlReport(const SessionReport &report);

/// "1.234 s" or "12.3 ms".
[[nodiscard]] QString reportDuration(std::int64_t ns);
/// Seconds with six digits, as in `sockscope view`.
[[nodiscard]] QString reportTime(std::int64_t ns);

} // namespace sockscope
