// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

namespace sockscope {

/// What a run prints, read from its journal: console lines with the places that wrote them, log lines, exceptions, the
/// summary. Bodies of the protocol's `output` events.
class DapOutput : public QObject
{
    Q_OBJECT
public:
    static constexpr int IntervalMs = 50; ///< between two looks at the journal

    DapOutput();
    /// A journal that exists.
    void follow(const QString &journal);
    /// Reads on to what is there now.
    void drain();
    void stop();
    /// Whether the exception printed last was this one: a run that it ended tells it again.
    [[nodiscard]] bool hasPrinted(const QString &exception) const { return m_lastException == exception; }

Q_SIGNALS:
    /// `location` is empty, or has `url`, `line` and `column` from 1.
    void printed(const QString &category, const QString &text, const QJsonObject &location);

private:
    void report(const Record &record);

    JournalReader m_reader;
    QTimer m_timer;
    QString m_lastException;
};

} // namespace sockscope
