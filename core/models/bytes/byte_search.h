// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/byte_stream.h"

#include <QObject>
#include <QTimer>

namespace sockscope {

/// Looks for bytes in a stream, forwards or backwards, once around. It reads in slices of a few milliseconds between
/// which the event loop runs, so a long stream doesn't hold the window up; memory: one slice.
class ByteSearch : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString message READ message NOTIFY changed)
public:
    static constexpr qint64 SliceBytes = 256 << 10;
    static constexpr qsizetype MaxPattern = 4096; ///< bytes

    /// `stream` must outlive the search. Another stream ends it.
    explicit ByteSearch(ByteStream &stream, QObject *parent = nullptr);

    /// `text` with escapes, or hexadecimal. Starts with the first byte behind (before) `position`; -1 for the stream's
    /// start. What can't be searched for is said in message().
    Q_INVOKABLE void find(const QString &text, bool isHex, qint64 position, bool forwards);
    Q_INVOKABLE void stop();

    [[nodiscard]] bool isBusy() const { return m_timer.isActive(); }
    /// A sentence: what is wrong with the pattern, how far the search is, or that there is no match.
    [[nodiscard]] QString message() const { return m_message; }

Q_SIGNALS:
    void changed();
    void found(qint64 position, qint64 length);

private:
    void run();
    [[nodiscard]] bool searchSlice();
    void finish(const QString &message);
    void wrap();

    ByteStream &m_stream;
    QTimer m_timer;
    QByteArray m_pattern;
    bool m_forwards = true;
    bool m_wrapped = false;
    qint64 m_from = 0; ///< where the search started: matches start in [0, last match), each tried once
    qint64 m_next = 0; ///< forwards: first start not tried; backwards: end of those
    QString m_message;
};

} // namespace sockscope
