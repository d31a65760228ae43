// SPDX-License-Identifier: GPL-3.0-or-later
#include "progress_strip.h"

#include "icons.h"
#include "theme.h"

#include <QAccessible>
#include <QDeadlineTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
constexpr int blink = 300; // ms; what is done by then isn't shown as going on
constexpr int steps = 1000;
} // namespace

ProgressRow::ProgressRow(const QString &title, const BackgroundJob::Work &work, Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_job(title, work)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(title, this))
    , m_bar(new QProgressBar(this))
    , m_percent(new QLabel(this))
    , m_button(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"progressRow"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(title);
    m_button->setAccessibleName(tr("Cancel: %1").arg(title));
    m_icon->hide();
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_bar, 1);
    row->addWidget(m_percent);
    row->addWidget(m_button);
    showProgress(-1);
    connect(&m_job, &BackgroundJob::progressChanged, this, &ProgressRow::showProgress);
    connect(&m_job, &BackgroundJob::finished, this, &ProgressRow::showResult);
    connect(m_button, &QPushButton::clicked, this, &ProgressRow::onButton);
    connect(&theme, &Theme::changed, this, &ProgressRow::applyTheme);
    QTimer::singleShot(blink, this, &ProgressRow::worthShowing);
    applyTheme();
}

void ProgressRow::applyTheme()
{
    const int unit = m_theme.unit();
    layout()->setContentsMargins(3 * unit, unit, 2 * unit, unit);
    layout()->setSpacing(2 * unit);
    m_bar->setFixedHeight(2 * unit);
    m_percent->setMinimumWidth(10 * unit);
}

void ProgressRow::showProgress(double fraction)
{
    if (m_job.isCancelling())
        return;
    m_bar->setRange(0, fraction < 0 ? 0 : steps);
    m_bar->setValue(std::clamp(int(fraction * steps), 0, steps));
    m_percent->setText(fraction < 0 ? QString() : tr("%1 %").arg(std::clamp(int(fraction * 100), 0, 100)));
}

void ProgressRow::showResult()
{
    using Outcome = JobResult::Outcome;
    const JobResult &result = m_job.result();
    const bool failed = result.outcome == Outcome::Failed;
    const QString otherwise = failed                                 ? tr("It could not be finished.")
                              : result.outcome == Outcome::Cancelled ? tr("Cancelled.")
                                                                     : tr("Done.");
    m_text->setText(u"%1: %2"_s.arg(m_job.title(), result.sentence.isEmpty() ? otherwise : result.sentence));
    m_bar->hide();
    m_percent->hide();
    const ColorScheme &colors = m_theme.colors();
    const QSize side(m_theme.iconSize(), m_theme.iconSize());
    m_icon->setPixmap(QPixmap::fromImage(failed ? iconImage(u"error"_s, colors.error, side)
                                         : result.outcome == Outcome::Cancelled
                                             ? iconImage(u"info"_s, colors.muted, side)
                                             : iconImage(u"finished"_s, colors.open, side)));
    m_icon->show();
    m_button->setText(tr("Close"));
    m_button->setAccessibleName(tr("Close: %1").arg(m_text->text()));
    m_button->setEnabled(true);
    if (!failed)
        QTimer::singleShot(StaysFor, this, &ProgressRow::closed);
    Q_EMIT worthShowing();
    QAccessibleEvent alert(this, QAccessible::Alert);
    setAccessibleName(m_text->text());
    QAccessible::updateAccessibility(&alert);
}

void ProgressRow::onButton()
{
    if (!m_job.isRunning()) {
        Q_EMIT closed();
        return;
    }
    m_job.cancel();
    m_text->setText(tr("%1: cancelling…").arg(m_job.title()));
    m_button->setEnabled(false);
    m_bar->setRange(0, 0);
    m_percent->clear();
}

ProgressStrip::ProgressStrip(Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setObjectName(u"progressStrip"_s);
    setAccessibleName(tr("Progress"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    hide();
}

BackgroundJob *ProgressStrip::run(const QString &title, const BackgroundJob::Work &work)
{
    auto *row = new ProgressRow(title, work, m_theme, this);
    row->hide();
    layout()->addWidget(row);
    connect(row, &ProgressRow::worthShowing, this, [this, row] {
        row->show();
        show();
    });
    connect(row, &ProgressRow::closed, this, [this, row] { remove(row); });
    row->job().start();
    return &row->job();
}

void ProgressStrip::remove(ProgressRow *row)
{
    layout()->removeWidget(row);
    row->hide();
    row->deleteLater();
    const QList<ProgressRow *> rows = findChildren<ProgressRow *>();
    setVisible(std::ranges::any_of(rows, [row](ProgressRow *other) { return other != row && !other->isHidden(); }));
}

QStringList ProgressStrip::unfinished(std::chrono::milliseconds atMost) const
{
    QStringList titles;
    const QDeadlineTimer deadline(atMost);
    const QList<ProgressRow *> rows = findChildren<ProgressRow *>();
    for (ProgressRow *row : rows) {
        row->job().waitFor(std::chrono::milliseconds(deadline.remainingTime()));
        if (row->job().isRunning() && !row->job().isCancelling())
            titles += row->job().title();
    }
    return titles;
}

} // namespace sockscope
