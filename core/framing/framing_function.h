// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJSEngine>
#include <QList>
#include <QString>

namespace sockscope {

/// A JavaScript function as a framing: `bytes => number`. It gets a Uint8Array that starts where a message starts and
/// holds what has come so far, and returns the length of that message, or 0 for "more is needed". A length beyond what
/// has come is taken at its word. It has ECMAScript and nothing else: no files, no sockets, no timers, no Qt.
///
/// Whatever it does, it does to the process it runs in, up to crashing it: that is why the window doesn't use this
/// class but has a process run it, see FunctionFramer.
class FramingFunction
{
public:
    static constexpr qint64 MaxPending = 16LL << 20; ///< bytes of a message whose length it doesn't know

    /// Evaluates the text, which has to be a function expression (or declaration); otherwise error() says what is
    /// wrong.
    explicit FramingFunction(const QString &text);

    /// Takes the next bytes of the stream and appends the stream positions at which messages end.
    void feed(QByteArrayView bytes, QList<qint64> &ends);
    /// How many bytes the message that has begun still needs, -1 where the function hasn't said.
    [[nodiscard]] qint64 missingBytes() const { return m_left > 0 ? m_left : m_pending.isEmpty() ? 0 : -1; }
    [[nodiscard]] QString error() const { return m_error; } ///< a sentence; after it no message is found

private:
    [[nodiscard]] qint64 firstMessage(const QJSValue &buffer, qsizetype from);
    [[nodiscard]] qint64 checked(const QJSValue &result);
    void fail(const QString &sentence);

    QJSEngine m_engine;
    QJSValue m_call; ///< (function, buffer, from) => result, so that no property of the script's is looked up from here
    QJSValue m_function;
    QByteArray m_pending;  ///< the message that has begun
    qint64 m_left = 0;     ///< of a message whose length is known
    qint64 m_position = 0; ///< where the pending bytes start
    qint64 m_sinceCollected = 0;
    QString m_error;
};

} // namespace sockscope
