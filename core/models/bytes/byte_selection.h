// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/byte_stream.h"

#include <QObject>

namespace sockscope {

/// The byte that the person stands on, and the range of bytes from the anchor to it, both included. All views of a
/// stream share one, so that a selection made in hex shows in text. Other bytes under the same positions end it.
class ByteSelection : public QObject
{
    Q_OBJECT
    Q_PROPERTY(double position READ position NOTIFY changed)
    Q_PROPERTY(double start READ start NOTIFY changed)
    Q_PROPERTY(double length READ length NOTIFY changed)
    Q_PROPERTY(bool isEmpty READ isEmpty NOTIFY changed)
public:
    explicit ByteSelection(const ByteStream &stream, QObject *parent = nullptr);

    [[nodiscard]] qint64 position() const { return m_position; } ///< -1 for none
    [[nodiscard]] qint64 start() const;                          ///< -1 for none
    [[nodiscard]] qint64 length() const;                         ///< 0 for none, otherwise at least 1
    [[nodiscard]] bool isEmpty() const { return m_position < 0; }
    [[nodiscard]] bool contains(qint64 position) const { return position >= start() && position < start() + length(); }

    /// Goes to a byte, kept within the stream. `extend` leaves the anchor where it is.
    Q_INVOKABLE void moveTo(qint64 position, bool extend);
    Q_INVOKABLE void select(qint64 start, qint64 length); ///< and stands on its first byte
    Q_INVOKABLE void selectAll();
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();
    void moved();                   ///< not by the stream's getting shorter or another
    void revealed(qint64 position); ///< views shall scroll there: it was set from elsewhere or by a key

private:
    void set(qint64 anchor, qint64 position);

    const ByteStream &m_stream;
    qint64 m_anchor = -1;
    qint64 m_position = -1;
};

} // namespace sockscope
