// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/pcapng_file.h"

#include <QtEndian>

namespace sockscope {

namespace {

constexpr std::uint32_t SectionHeader = 0x0A0D0D0A;
constexpr std::uint32_t InterfaceDescription = 1;
constexpr std::uint32_t EnhancedPacket = 6;
constexpr std::uint16_t LinkTypeRaw = 101; // packets begin with an IPv4 or IPv6 header

constexpr std::uint16_t OptionEnd = 0;
constexpr std::uint16_t OptionComment = 1;
constexpr std::uint16_t SectionUserApplication = 4;
constexpr std::uint16_t InterfaceName = 2;
constexpr std::uint16_t InterfaceTimeResolution = 9;

template <typename T>
void append(QByteArray &to, T value)
{
    const T little = qToLittleEndian(value);
    to.append(reinterpret_cast<const char *>(&little), sizeof little);
}

void pad(QByteArray &bytes)
{
    while (bytes.size() % 4 != 0)
        bytes.append('\0');
}

void appendOption(QByteArray &to, std::uint16_t code, QByteArray value)
{
    value.truncate(0xFFFF);
    append(to, code);
    append(to, static_cast<std::uint16_t>(value.size()));
    to.append(value);
    pad(to);
}

void appendText(QByteArray &to, std::uint16_t code, const QString &text)
{
    if (!text.isEmpty())
        appendOption(to, code, text.toUtf8());
}

} // namespace

bool PcapngFile::block(std::uint32_t type, QByteArray body)
{
    pad(body);
    const auto length = static_cast<std::uint32_t>(body.size() + 12);
    QByteArray whole;
    whole.reserve(static_cast<qsizetype>(length));
    append(whole, type);
    append(whole, length);
    whole.append(body);
    append(whole, length);
    return m_to.write(whole) == whole.size();
}

bool PcapngFile::begin(const QString &application, const QString &comment)
{
    QByteArray section;
    append(section, std::uint32_t{0x1A2B3C4D}); // tells the byte order
    append(section, std::uint16_t{1});
    append(section, std::uint16_t{0});
    append(section, std::int64_t{-1}); // the section's length is not stated
    appendText(section, OptionComment, comment);
    appendText(section, SectionUserApplication, application);
    append(section, std::uint32_t{OptionEnd});

    QByteArray interface;
    append(interface, LinkTypeRaw);
    append(interface, std::uint16_t{0});
    append(interface, std::uint32_t{0}); // packets of any length
    appendText(interface, InterfaceName, QStringLiteral("sockscope"));
    appendOption(interface, InterfaceTimeResolution, QByteArray(1, 9)); // 10^-9 s
    append(interface, std::uint32_t{OptionEnd});
    return block(SectionHeader, section) && block(InterfaceDescription, interface);
}

bool PcapngFile::packet(std::int64_t timeNs, const QByteArray &bytes, const QString &comment)
{
    const auto time = static_cast<std::uint64_t>(timeNs);
    QByteArray body;
    append(body, std::uint32_t{0}); // the interface
    append(body, static_cast<std::uint32_t>(time >> 32));
    append(body, static_cast<std::uint32_t>(time));
    append(body, static_cast<std::uint32_t>(bytes.size())); // captured
    append(body, static_cast<std::uint32_t>(bytes.size())); // on the wire
    body.append(bytes);
    pad(body);
    if (!comment.isEmpty()) {
        appendText(body, OptionComment, comment);
        append(body, std::uint32_t{OptionEnd});
    }
    return block(EnhancedPacket, body);
}

} // namespace sockscope
