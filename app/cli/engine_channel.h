// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QSocketNotifier>

namespace sockscope {

/// The engine's end of the control protocol: one JSON object a line, in on standard input, out on standard output. A
/// line that is no JSON object, or longer than 64 MiB, is answered with a note and skipped.
class EngineChannel : public QObject
{
    Q_OBJECT
public:
    EngineChannel();
    void start();
    void send(const QJsonObject &message);

Q_SIGNALS:
    void received(const QJsonObject &message);
    void closed(); ///< standard input has ended: whoever controlled the engine is gone

private:
    void readInput();
    void handleLine(const QByteArray &line);

    QSocketNotifier m_notifier;
    QByteArray m_buffer;
    bool m_skipping = false; // inside a line that is too long
};

} // namespace sockscope
