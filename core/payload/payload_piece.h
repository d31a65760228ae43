// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/checksums.h"

#include <QByteArray>

namespace sockscope {

/// How a placeholder writes its number.
struct NumberForm
{
    int width = 0; ///< decimal: zero-padded to so many digits, 0 for as many as it takes
    int bytes = 0; ///< binary in so many bytes (1 to 8), 0 for decimal
    bool isLittleEndian = false;
    bool isHex = false; ///< `bytes` as upper-case hexadecimal digits
};

/// A part of a parsed payload: bytes that stand fast, or a placeholder.
struct PayloadPiece
{
    enum class Kind {
        Literal,
        Counter,
        Timestamp,
        TimestampMs,
        Iso,
        Uuid,
        RandomDigits,
        RandomBytes,
        Length,
        Crc16,
        Crc32,
        Sum8,
        Xor8,
        Start, ///< checksums begin here
        End,   ///< lengths end here
    };

    Kind kind = Kind::Literal;
    QByteArray literal;
    NumberForm form;
    sockscope::Crc16 crc = sockscope::Crc16::Modbus;
    int count = 0;          ///< of random digits or bytes
    qsizetype position = 0; ///< of a placeholder within the text
    qsizetype length = 0;

    [[nodiscard]] bool isChecksum() const { return kind >= Kind::Crc16 && kind <= Kind::Xor8; }
};

} // namespace sockscope
