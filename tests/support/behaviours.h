// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/peer.h"

/// What test peers do with a connection: Peer peer(behaviour::echo());
namespace sockscope::test::behaviour {

[[nodiscard]] Peer::Behaviour echo();
[[nodiscard]] Peer::Behaviour silent();                                           ///< reads, never answers
[[nodiscard]] Peer::Behaviour greeting(const QByteArray &text = "220 ready\r\n"); ///< greets, then echoes
[[nodiscard]] Peer::Behaviour fin(const QByteArray &farewell = "bye");            ///< says goodbye and sends FIN
[[nodiscard]] Peer::Behaviour rst(const QByteArray &farewell = {}); ///< after the first byte: farewell, then RST
[[nodiscard]] Peer::Behaviour rstWhenIdle(int ms);                  ///< RST after a while, whatever was said
[[nodiscard]] Peer::Behaviour flood(qint64 bytes);                  ///< byte i is i modulo 251; then FIN
[[nodiscard]] Peer::Behaviour drip(int times, int everyMs);         ///< "drip\n" again and again, then FIN
[[nodiscard]] Peer::Behaviour sink();                               ///< reads and counts
[[nodiscard]] Peer::Behaviour neverReading();                       ///< accepts and leaves everything in the kernel
[[nodiscard]] Peer::Behaviour readingAfter(int ms);                 ///< starts to read late
[[nodiscard]] Peer::Behaviour byteAtATime(const QByteArray &text);  ///< one segment a byte, then FIN
[[nodiscard]] Peer::Behaviour urgent();                             ///< "before", an urgent byte, "after", then echoes
/// The whole stream of a client up to its FIN goes to `record`, called on the connection's thread.
[[nodiscard]] Peer::Behaviour recorder(std::function<void(const QByteArray &)> record);

/// The byte that flood() sends at a position.
[[nodiscard]] constexpr char floodByte(qint64 position)
{
    return char(position % 251);
}

} // namespace sockscope::test::behaviour
