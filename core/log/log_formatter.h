// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log.h"

#include <QByteArray>

namespace sockscope {

/// The four forms in which k6 writes a log record (k6-reference 5.3;
/// https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#log-format).
enum class LogFormat {
    Text,     ///< time="2026-11-21T19:05:24Z" level=info msg="text" key=value
    Terminal, ///< INFO[0000] text                    key=value, in colours
    Json,     ///< one object a line, keys sorted
    Raw,      ///< the message alone
};

/// The format of --log-format; as in k6, anything unknown means the default, which is Terminal where colours are
/// wanted.
[[nodiscard]] LogFormat logFormatOf(const QString &name, bool withColours);

/// Turns log records into lines of bytes. Immutable, so usable from any thread.
class LogFormatter
{
public:
    /// `isForTerminal` makes control characters and bidirectional overrides visible and clears each line behind its
    /// end. Seconds in the terminal form count from `start`.
    explicit LogFormatter(LogFormat format, bool isForTerminal = false,
                          const QDateTime &start = QDateTime::currentDateTime());
    /// The record with its final line feed.
    [[nodiscard]] QByteArray format(const LogRecord &record) const;

private:
    [[nodiscard]] QByteArray formatText(const LogRecord &record) const;
    [[nodiscard]] QByteArray formatTerminal(const LogRecord &record) const;
    [[nodiscard]] QByteArray formatJson(const LogRecord &record) const;
    [[nodiscard]] QByteArray formatRaw(const LogRecord &record) const;
    [[nodiscard]] QString shown(const QString &text) const;

    LogFormat m_format;
    bool m_isForTerminal;
    QDateTime m_start;
};

} // namespace sockscope
