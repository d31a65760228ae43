// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "debug/coverage.h"

#include <QJsonArray>
#include <QObject>
#include <QTimer>

namespace sockscope {

class DebugController;

/// Tells a few times a second which lines of the scripts were reached and how often (docs/debugger.md, `coverage`),
/// while that is wanted and something has changed. Lives where its DebugService lives.
class CoverageReport : public QObject
{
    Q_OBJECT
public:
    static constexpr int IntervalMs = 300;

    explicit CoverageReport(DebugController &controller, QObject *parent = nullptr);

    void setOn(bool on);
    void tellNow(); ///< a virtual user has ended, or stands still

Q_SIGNALS:
    /// `{url, lines}` for each file; lines: number and hits of each line with a statement, in turn; 0: never reached.
    void counted(const QJsonArray &files);

private:
    DebugController &m_controller;
    QTimer m_timer;
};

} // namespace sockscope
