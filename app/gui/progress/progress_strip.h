// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "background_job.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sockscope {

class ProgressStrip;
class Theme;

/// One job: what is done and how far it is with Cancel, then how it ended with Close. Goes by itself ten seconds after
/// it ended well; what went wrong stays until it is closed.
class ProgressRow : public QFrame
{
    Q_OBJECT
public:
    static constexpr int StaysFor = 10'000; ///< ms

    ProgressRow(const QString &title, const BackgroundJob::Work &work, Theme &theme, QWidget *parent);

    [[nodiscard]] BackgroundJob &job() { return m_job; }

Q_SIGNALS:
    void worthShowing(); ///< it takes longer than a blink, or has ended
    void closed();

private:
    void applyTheme();
    void showProgress(double fraction);
    void showResult();
    void onButton();

    Theme &m_theme;
    BackgroundJob m_job;
    QLabel *m_icon;
    QLabel *m_text;
    QProgressBar *m_bar;
    QLabel *m_percent;
    QPushButton *m_button;
};

/// The jobs that run now, one below the other, at the window's edge; hidden while there are none. Nothing is modal.
class ProgressStrip : public QFrame
{
    Q_OBJECT
public:
    explicit ProgressStrip(Theme &theme, QWidget *parent = nullptr);

    /// Starts the work at once. The job belongs to the strip and is destroyed after it ended and was closed.
    BackgroundJob *run(const QString &title, const BackgroundJob::Work &work);
    /// The titles of the jobs that have not ended and that nobody has cancelled, after waiting for them that long.
    [[nodiscard]] QStringList unfinished(std::chrono::milliseconds atMost = {}) const;

private:
    void remove(ProgressRow *row);

    Theme &m_theme;
};

} // namespace sockscope
