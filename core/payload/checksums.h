// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace sockscope {

/// The CRC-16 variants that payloads can carry. Names and check values (of "123456789") after the catalogue of
/// parametrised CRC algorithms.
enum class Crc16 {
    Modbus, ///< CRC-16/MODBUS, check 4B37
    Ccitt,  ///< CRC-16/IBM-3740, often called CCITT-FALSE, check 29B1
    Xmodem, ///< CRC-16/XMODEM, check 31C3
    X25,    ///< CRC-16/IBM-SDLC, the X.25 and HDLC checksum, check 906E
};

[[nodiscard]] std::uint16_t crc16(Crc16 kind, QByteArrayView bytes);
/// CRC-32/ISO-HDLC, that of zip and Ethernet; check CBF43926.
[[nodiscard]] std::uint32_t crc32Of(QByteArrayView bytes);
/// The low eight bits of the sum of all bytes; check DD.
[[nodiscard]] std::uint8_t sum8(QByteArrayView bytes);
/// All bytes XORed; check 31.
[[nodiscard]] std::uint8_t xor8(QByteArrayView bytes);

} // namespace sockscope
