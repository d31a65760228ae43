// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sockscope {

/// Turns SIGTERM, SIGINT and SIGHUP into a signal of the event loop, so that the program leaves nothing behind when it
/// is told to end. One a process.
class TerminationSignals : public QObject
{
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);

Q_SIGNALS:
    void received();
};

} // namespace sockscope
