// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace sockscope {

/// SIGINT and SIGTERM as a Qt signal on the thread of this object (https://doc.qt.io/qt-6/unix-signals.html). One
/// object a process.
class StopSignals : public QObject
{
    Q_OBJECT
public:
    StopSignals();
    ~StopSignals() override;

    [[nodiscard]] bool hasReceived() const { return m_hasReceived; }

Q_SIGNALS:
    void received(int signalNumber);

private:
    void readOne();

    bool m_hasReceived = false;
    int m_pipe[2] = {-1, -1};
    QSocketNotifier m_notifier;
};

} // namespace sockscope
