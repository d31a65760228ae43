// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/placeholder_parser.h"

#include "log/visible_text.h"

#include <QCoreApplication>
#include <QList>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

using Kind = PayloadPiece::Kind;

constexpr int MaxRandom = 4096;
constexpr int MaxWidth = 20; // digits of the largest 64-bit number

struct Name
{
    QLatin1StringView word;
    Kind kind;
};
constexpr std::array names{
    Name{"counter"_L1, Kind::Counter}, Name{"timestamp"_L1, Kind::Timestamp}, Name{"iso"_L1, Kind::Iso},
    Name{"uuid"_L1, Kind::Uuid},       Name{"random"_L1, Kind::RandomDigits}, Name{"bytes"_L1, Kind::RandomBytes},
    Name{"length"_L1, Kind::Length},   Name{"crc16"_L1, Kind::Crc16},         Name{"crc32"_L1, Kind::Crc32},
    Name{"sum8"_L1, Kind::Sum8},       Name{"xor8"_L1, Kind::Xor8},           Name{"start"_L1, Kind::Start},
    Name{"end"_L1, Kind::End}};

struct Width
{
    QLatin1StringView word;
    int bytes;
    bool isLittleEndian;
};
constexpr std::array widths{Width{"u8"_L1, 1, false},    Width{"u16be"_L1, 2, false}, Width{"u16le"_L1, 2, true},
                            Width{"u32be"_L1, 4, false}, Width{"u32le"_L1, 4, true},  Width{"u64be"_L1, 8, false},
                            Width{"u64le"_L1, 8, true}};

struct CrcName
{
    QLatin1StringView word;
    Crc16 kind;
};
constexpr std::array crcNames{CrcName{"modbus"_L1, Crc16::Modbus}, CrcName{"ccitt"_L1, Crc16::Ccitt},
                              CrcName{"xmodem"_L1, Crc16::Xmodem}, CrcName{"x25"_L1, Crc16::X25}};

QString say(const char *text)
{
    return QCoreApplication::translate("Placeholder", text);
}

QString shown(QStringView text)
{
    return visibleText(text.size() > 24 ? text.first(24).toString() + u'\u2026' : text.toString());
}

std::optional<int> numberIn(QStringView option, int most)
{
    const bool allDigits = std::ranges::all_of(option, [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool isNumber = false;
    const int number = option.toInt(&isNumber);
    return allDigits && isNumber && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

/// Takes an option that says how a number is written; false for other options.
bool takeNumberOption(PayloadPiece &piece, QStringView option)
{
    if (option == "dec"_L1)
        return true;
    if (piece.kind == Kind::Timestamp && (option == "s"_L1 || option == "ms"_L1)) {
        piece.kind = option == "ms"_L1 ? Kind::TimestampMs : Kind::Timestamp;
        return true;
    }
    if (const auto width = numberIn(option, MaxWidth)) {
        piece.form.width = *width;
        return true;
    }
    const auto *found = std::ranges::find_if(widths, [&](const Width &width) { return option == width.word; });
    if (found == widths.end())
        return false;
    piece.form.bytes = found->bytes;
    piece.form.isLittleEndian = found->isLittleEndian;
    return true;
}

bool takeChecksumOption(PayloadPiece &piece, QStringView option)
{
    if (option == "be"_L1 || option == "le"_L1) {
        piece.form.isLittleEndian = option == "le"_L1;
        return true;
    }
    if (option == "hex"_L1)
        return piece.form.isHex = true;
    if (piece.kind != Kind::Crc16)
        return false;
    const auto *found = std::ranges::find_if(crcNames, [&](const CrcName &name) { return option == name.word; });
    if (found != crcNames.end())
        piece.crc = found->kind;
    return found != crcNames.end();
}

bool takeCount(PayloadPiece &piece, QStringView option)
{
    const auto count = numberIn(option, MaxRandom);
    piece.count = count.value_or(0);
    return count.has_value();
}

bool takeOption(PayloadPiece &piece, QStringView option)
{
    switch (piece.kind) {
    case Kind::Counter:
    case Kind::Timestamp:
    case Kind::TimestampMs:
    case Kind::Length:
        return takeNumberOption(piece, option);
    case Kind::RandomDigits:
    case Kind::RandomBytes:
        return takeCount(piece, option);
    default:
        return piece.isChecksum() && takeChecksumOption(piece, option);
    }
}

/// What the options of a placeholder can be, for people.
QString possibleOptions(Kind kind)
{
    switch (kind) {
    case Kind::Timestamp:
    case Kind::TimestampMs:
        return say("It takes ms, a number of digits from 1 to 20, or u8, u16be, u16le, u32be, u32le, u64be, u64le.");
    case Kind::Counter:
    case Kind::Length:
        return say("It takes a number of digits from 1 to 20, or u8, u16be, u16le, u32be, u32le, u64be, u64le.");
    case Kind::RandomDigits:
    case Kind::RandomBytes:
        return say("It takes a number from 1 to 4096.");
    case Kind::Crc16:
        return say("It takes modbus, ccitt, xmodem or x25, and be, le or hex.");
    case Kind::Crc32:
    case Kind::Sum8:
    case Kind::Xor8:
        return say("It takes be, le or hex.");
    default:
        return say("It takes no option.");
    }
}

int checksumBytes(Kind kind)
{
    return kind == Kind::Crc32 ? 4 : kind == Kind::Crc16 ? 2 : 1;
}

QString unknownName(QStringView name)
{
    if (name.isEmpty())
        return say("The placeholder has no name: write {{counter}} for example, or \\{{ for two braces.");
    return say("There is no placeholder “%1”. There are counter, timestamp, iso, uuid, random, bytes, length, crc16, "
               "crc32, sum8, xor8, start and end.")
        .arg(shown(name));
}

} // namespace

ParsedPlaceholder parsePlaceholder(QStringView inner)
{
    const QList<QStringView> parts = inner.split(u':');
    const QStringView word = parts.first().trimmed();
    const auto *found = std::ranges::find_if(names, [&](const Name &name) { return word == name.word; });
    if (found == names.end())
        return {{}, unknownName(word)};
    PayloadPiece piece;
    piece.kind = found->kind;
    for (const QStringView option : parts.sliced(1)) {
        if (!takeOption(piece, option.trimmed()))
            return {{},
                    say("“%1” is no option of %2. ").arg(shown(option.trimmed()), word) + possibleOptions(piece.kind)};
    }
    if ((piece.kind == Kind::RandomDigits || piece.kind == Kind::RandomBytes) && piece.count == 0)
        return {{}, say("%1 needs to know how many: write {{%1:8}} for example.").arg(word)};
    if (piece.isChecksum())
        piece.form.bytes = checksumBytes(piece.kind);
    return {piece, {}};
}

} // namespace sockscope
