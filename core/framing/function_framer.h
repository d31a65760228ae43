// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace sockscope {

/// Frames with a JavaScript function that runs in a process of its own (`sockscope frame`): a function that loops,
/// takes all memory or crashes V4 costs the framing and nothing else. One direction of a stream; feed() again when
/// fed() came. Events of the thread it lives on.
class FunctionFramer : public QObject
{
    Q_OBJECT
public:
    static constexpr int DefaultDeadlineMs = 1000; ///< for the messages of one packet of at most PacketBytes
    static constexpr qint64 PacketBytes = 64 << 10;

    /// `program` is the sockscope executable; starts at once.
    FunctionFramer(const QString &program, const QString &function, int deadlineMs = DefaultDeadlineMs,
                   QObject *parent = nullptr);
    ~FunctionFramer() override; ///< kills the process

    void feed(const QByteArray &bytes); ///< at most PacketBytes

Q_SIGNALS:
    void found(const QList<qint64> &ends);
    void fed(qint64 missingBytes);        ///< the packet is done; what the message that has begun needs, -1 for unknown
    void failed(const QString &sentence); ///< the last signal

private:
    void send(const QByteArray &packet);
    void readLines();
    void takeLine(const QByteArray &line);
    void fail(const QString &sentence);

    QProcess m_process;
    QTimer m_deadline;
    bool m_isOver = false;
};

/// Where the sockscope executable is: SOCKSCOPE_ENGINE if set, otherwise beside this program, otherwise in ../bin.
[[nodiscard]] QString framingProgram();

} // namespace sockscope
