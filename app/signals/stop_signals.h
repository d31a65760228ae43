// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QSocketNotifier>

#include <csignal>

namespace sockscope {

/// Signals of the system that ask for an end as a Qt signal on the thread of this object
/// (https://doc.qt.io/qt-6/unix-signals.html). One object a process.
class StopSignals : public QObject
{
    Q_OBJECT
public:
    explicit StopSignals(const QList<int> &signalNumbers = {SIGINT, SIGTERM});
    ~StopSignals() override;

    [[nodiscard]] bool hasReceived() const { return m_hasReceived; }

Q_SIGNALS:
    void received(int signalNumber);

private:
    void readOne();

    const QList<int> m_signalNumbers;
    bool m_hasReceived = false;
    int m_pipe[2] = {-1, -1};
    QSocketNotifier m_notifier;
};

} // namespace sockscope
