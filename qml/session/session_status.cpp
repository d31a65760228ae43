// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_status.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// "24 ms" below a second, then "1:02.3".
QString durationText(qint64 ms)
{
    if (ms < 1000)
        return u"%1 ms"_s.arg(ms);
    const QString seconds = QString::number(ms / 1000 % 60).rightJustified(2, u'0');
    return u"%1:%2.%3"_s.arg(ms / 60'000).arg(seconds).arg(ms / 100 % 10);
}

} // namespace

bool SessionStatus::isBusy() const
{
    return m_phase == Phase::Starting || m_phase == Phase::Running || m_phase == Phase::Stopping;
}

QString SessionStatus::word() const
{
    switch (m_phase) {
    case Phase::Idle:
        return tr("idle");
    case Phase::Ready:
        return tr("ready");
    case Phase::Starting:
        return tr("starting");
    case Phase::Running:
        return isPaused() ? tr("paused") : tr("running");
    case Phase::Stopping:
        return tr("stopping");
    case Phase::Finished:
        return tr("finished");
    case Phase::Failed:
        return tr("failed");
    case Phase::Gone:
        return tr("engine gone");
    }
    Q_UNREACHABLE();
}

bool SessionStatus::isPaused() const
{
    return m_phase == Phase::Running && !m_paused.isEmpty();
}

QString SessionStatus::detail() const
{
    return isPaused() ? m_paused : m_detail;
}

void SessionStatus::setPaused(const QString &where)
{
    if (where == m_paused)
        return;
    m_paused = where;
    Q_EMIT changed();
}

void SessionStatus::setPhase(Phase phase, const QString &detail)
{
    if (phase == m_phase && detail == m_detail)
        return;
    m_phase = phase;
    m_detail = detail;
    Q_EMIT changed();
}

void SessionStatus::setPeer(const QString &peer)
{
    if (peer == m_peer)
        return;
    m_peer = peer;
    Q_EMIT changed();
}

void SessionStatus::setTrusting(bool trusting)
{
    if (trusting == m_isTrusting)
        return;
    m_isTrusting = trusting;
    Q_EMIT changed();
}

void SessionStatus::setProgress(qint64 elapsedMs, qint64 iterations, qint64 interrupted, qint64 vus)
{
    QStringList parts(durationText(elapsedMs));
    parts += iterations == 1 ? tr("1 iteration") : tr("%1 iterations").arg(iterations);
    if (interrupted > 0)
        parts += tr("%1 interrupted").arg(interrupted);
    if (vus > 1)
        parts += tr("%1 VUs").arg(vus);
    m_progress = parts.join(u" · "_s);
    Q_EMIT progressChanged();
}

void SessionStatus::clearProgress()
{
    m_progress.clear();
    Q_EMIT progressChanged();
}

} // namespace sockscope
