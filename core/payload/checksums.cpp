// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/checksums.h"

#include <QByteArray>

#include <zlib.h>

#include <array>
#include <numeric>

namespace sockscope {

namespace {

/// What a byte in the register's low end (reflected) or high end changes.
template <bool Reflected>
constexpr std::array<std::uint16_t, 256> tableOf(unsigned polynomial)
{
    std::array<std::uint16_t, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        unsigned value = Reflected ? byte : byte << 8;
        for (int bit = 0; bit < 8; ++bit) {
            if constexpr (Reflected)
                value = (value & 1) != 0 ? value >> 1 ^ polynomial : value >> 1;
            else
                value = (value & 0x8000) != 0 ? value << 1 ^ polynomial : value << 1;
        }
        table[byte] = static_cast<std::uint16_t>(value);
    }
    return table;
}

constexpr auto modbusTable = tableOf<true>(0xA001);
constexpr auto ccittTable = tableOf<false>(0x1021);

std::uint16_t modbus(QByteArrayView bytes)
{
    unsigned value = 0xFFFF;
    for (const char byte : bytes)
        value = value >> 8 ^ modbusTable[(value ^ static_cast<unsigned char>(byte)) & 0xFF];
    return static_cast<std::uint16_t>(value);
}

std::uint16_t ccitt(QByteArrayView bytes, unsigned value)
{
    for (const char byte : bytes)
        value = (value << 8 ^ ccittTable[(value >> 8 ^ static_cast<unsigned char>(byte)) & 0xFF]) & 0xFFFF;
    return static_cast<std::uint16_t>(value);
}

} // namespace

std::uint16_t crc16(Crc16 kind, QByteArrayView bytes)
{
    switch (kind) {
    case Crc16::Ccitt:
        return ccitt(bytes, 0xFFFF);
    case Crc16::Xmodem:
        return ccitt(bytes, 0);
    case Crc16::X25:
        return qChecksum(bytes, Qt::ChecksumIso3309);
    case Crc16::Modbus:
        break;
    }
    return modbus(bytes);
}

std::uint32_t crc32Of(QByteArrayView bytes)
{
    const auto *data = reinterpret_cast<const unsigned char *>(bytes.data());
    return static_cast<std::uint32_t>(crc32_z(crc32_z(0, nullptr, 0), data, static_cast<size_t>(bytes.size())));
}

std::uint8_t sum8(QByteArrayView bytes)
{
    return static_cast<std::uint8_t>(std::accumulate(bytes.begin(), bytes.end(), 0U, [](unsigned sum, char byte) {
        return sum + static_cast<unsigned char>(byte);
    }));
}

std::uint8_t xor8(QByteArrayView bytes)
{
    return static_cast<std::uint8_t>(std::accumulate(bytes.begin(), bytes.end(), 0U, [](unsigned sum, char byte) {
        return sum ^ static_cast<unsigned char>(byte);
    }));
}

} // namespace sockscope
