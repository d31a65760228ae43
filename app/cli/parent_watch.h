// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace sockscope {

/// Tells when the process that started this one has ended, whoever else may hold its pipes. The whole process counts:
/// the signal that the system can send at a parent's death comes when the thread that forked ends. Tells nothing on
/// systems without pidfd_open() (Linux 5.3).
class ParentWatch : public QObject
{
    Q_OBJECT
public:
    ParentWatch();
    ~ParentWatch() override;

Q_SIGNALS:
    void ended();

private:
    const int m_parent; ///< a file descriptor that becomes readable at the end; -1: none
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace sockscope
