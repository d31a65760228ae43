// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace sockscope {

/// Keeps the process from taking the machine's memory. Past three quarters of the limit exceeded() tells, once until
/// the use has fallen again, so that the script can be stopped in words; the system refuses what goes far beyond the
/// limit, which ends the process. Watches while it lives, on the thread that made it. Linux only; elsewhere it does
/// nothing.
class MemoryLimit : public QObject
{
    Q_OBJECT
public:
    explicit MemoryLimit(qint64 bytes, QObject *parent = nullptr);

Q_SIGNALS:
    void exceeded(const QString &sentence);

private:
    void look();

    const qint64 m_bytes;
    bool m_told = false;
    QTimer m_timer;
};

} // namespace sockscope
