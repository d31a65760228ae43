// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log_file.h"
#include "output/console/progress_text.h"

#include <QByteArray>
#include <QTimer>

#include <functional>
#include <mutex>

namespace sockscope {

class LogOutput;

/// Shows the progress of a run on standard output: on a terminal ten times a second in place, otherwise a block of
/// lines every second. Log lines and other text stand above the bars and stay. Belongs to a thread with an event loop;
/// the log may be written to from any thread meanwhile.
class ProgressDisplay : public QObject
{
    Q_OBJECT

public:
    /// `descriptor` is borrowed; `log`, which may be null, outlives this object. `view` is asked on this thread.
    ProgressDisplay(int descriptor, bool hasColours, LogOutput *log, std::function<RunProgressView()> view,
                    QObject *parent = nullptr);
    ~ProgressDisplay() override; ///< leaves the log without bars

    [[nodiscard]] bool isTerminal() const { return m_out.isTerminal(); }
    void start();
    /// Writes text to standard output, above the bars where they are shown.
    void print(const QByteArray &text);
    /// Shows the progress a last time, which stays, and ends.
    void finish();

private:
    struct Frame
    {
        QByteArray text;
        int height = 0; ///< lines of the terminal
    };

    void show();
    [[nodiscard]] Frame frame() const;
    [[nodiscard]] ProgressLook look() const;
    [[nodiscard]] std::unique_lock<std::mutex> lock() const;

    LogFile m_out;
    int m_descriptor;
    bool m_hasColours;
    LogOutput *m_log;
    std::function<RunProgressView()> m_view;
    QTimer m_timer;
    QByteArray m_shown; ///< what stands at the bottom of the terminal; changed with the log's lock held
};

} // namespace sockscope
