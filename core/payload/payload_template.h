// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_piece.h"
#include "payload/payload_types.h"

#include <QDateTime>
#include <QList>

class QRandomGenerator;

namespace sockscope {

/// What the placeholders of a payload stand for at one sending.
struct PayloadContext
{
    quint64 counter = 1;
    QDateTime time;                     ///< "now"
    QRandomGenerator *random = nullptr; ///< not owned; null takes the system's
};

/// The bytes of one sending, or why there are none.
struct RenderedPayload
{
    QByteArray bytes;
    QList<PayloadError> errors;

    [[nodiscard]] bool isOk() const { return errors.isEmpty(); }
};

/// A payload as typed, understood: bytes and placeholders. Values, pure functions, any thread.
///
/// Text mode. Characters become UTF-8. Escapes: \n \r \t \0 \\ \xNN (one byte, two hexadecimal digits) and \{ (a
/// brace that begins no placeholder); anything else behind a backslash is an error. Line breaks and the end of the text
/// become the line ending (see LineEnding).
/// Hex mode. Pairs of hexadecimal digits. White space, commas, colons, semicolons and 0x separate; each run of digits
/// between separators has an even number of them, else it is an error. No line ending is added.
/// Base64 mode. The standard and the URL alphabet, with or without padding; white space is skipped. Each stretch
/// between placeholders stands for itself. No line ending is added.
///
/// Placeholders, in all three modes, are {{name}} or {{name:option:option}}, options in any order:
///   counter                  a number that grows by one with every payload sent
///   timestamp, timestamp:ms  seconds or milliseconds since 1970
///   iso                      the time in UTC, 2024-05-01T12:00:00.000Z
///   uuid                     a random UUID, version 4
///   random:N                 N random lower-case hexadecimal digits, 1 to 4096
///   bytes:N                  N random bytes, 1 to 4096
///   length                   how many bytes follow the placeholder, up to {{end}} or the end with its line ending
///   crc16                    CRC-16/MODBUS; crc16:ccitt CRC-16/IBM-3740 ("CCITT-FALSE"); crc16:xmodem; crc16:x25
///   crc32                    that of zip and Ethernet
///   sum8, xor8               the sum modulo 256 and the XOR of bytes
///   start, end               nothing themselves: checksums cover the bytes from the nearest {{start}} before them, or
///   the
///                            beginning, up to themselves; lengths count up to the nearest {{end}} behind them
/// counter, timestamp and length are decimal digits, zero-padded with an option 1 to 20 (counter:4), or binary with u8,
/// u16be, u16le, u32be, u32le, u64be or u64le. A counter or time too large for the width keeps its low bytes; a length
/// that is too large is an error. Checksums are binary and big-endian; `le` makes them little-endian, `hex` upper-case
/// hexadecimal digits.
class PayloadTemplate
{
public:
    PayloadTemplate() = default; ///< nothing, without errors

    /// `draft.mode` File reads as no payload and an error; payload_source.h reads files.
    [[nodiscard]] static PayloadTemplate parse(const PayloadDraft &draft);
    /// These bytes and nothing else.
    [[nodiscard]] static PayloadTemplate fromBytes(const QByteArray &bytes);
    /// No payload, and why.
    [[nodiscard]] static PayloadTemplate failed(const PayloadError &error);

    [[nodiscard]] const QList<PayloadError> &errors() const { return m_errors; } ///< in the order of the text
    [[nodiscard]] bool isValid() const { return m_errors.isEmpty(); }
    [[nodiscard]] bool usesCounter() const;
    [[nodiscard]] bool isVarying() const; ///< two sendings may differ

    /// The bytes of a sending; the template's own errors where it is not valid. Also fails where a length does not fit
    /// its width and where the payload exceeds MaxPayloadBytes.
    [[nodiscard]] RenderedPayload render(const PayloadContext &context) const;

private:
    QList<PayloadPiece> m_pieces;
    QList<PayloadError> m_errors;
    qsizetype m_textLength = 0;
};

} // namespace sockscope
