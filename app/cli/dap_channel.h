// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dap/dap_reader.h"

#include <QSocketNotifier>

namespace sockscope {

/// The adapter's end of the Debug Adapter Protocol on standard input and output.
class DapChannel : public QObject
{
    Q_OBJECT
public:
    DapChannel();
    [[nodiscard]] DapReader &reader() { return m_reader; }
    void start();
    void send(const QJsonObject &message);

Q_SIGNALS:
    void closed(); ///< standard input has ended, or nobody reads any more

private:
    void readInput();
    void close();

    QSocketNotifier m_notifier;
    DapReader m_reader;
};

} // namespace sockscope
