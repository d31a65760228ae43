// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payload_types.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr std::array modes{PayloadMode::Text, PayloadMode::Hex, PayloadMode::Base64, PayloadMode::File};
constexpr std::array endings{LineEnding::None, LineEnding::Lf, LineEnding::Cr, LineEnding::CrLf};

template <typename Value, size_t Size>
std::optional<Value> fromWord(const std::array<Value, Size> &values, QStringView word)
{
    for (const Value value : values) {
        if (word == wordOf(value))
            return value;
    }
    return std::nullopt;
}

} // namespace

QByteArray endingBytes(LineEnding ending)
{
    switch (ending) {
    case LineEnding::Lf:
        return "\n"_qba;
    case LineEnding::Cr:
        return "\r"_qba;
    case LineEnding::CrLf:
        return "\r\n"_qba;
    case LineEnding::None:
        break;
    }
    return {};
}

QString wordOf(PayloadMode mode)
{
    switch (mode) {
    case PayloadMode::Hex:
        return u"hex"_s;
    case PayloadMode::Base64:
        return u"base64"_s;
    case PayloadMode::File:
        return u"file"_s;
    case PayloadMode::Text:
        break;
    }
    return u"text"_s;
}

QString wordOf(LineEnding ending)
{
    switch (ending) {
    case LineEnding::Lf:
        return u"lf"_s;
    case LineEnding::Cr:
        return u"cr"_s;
    case LineEnding::CrLf:
        return u"crlf"_s;
    case LineEnding::None:
        break;
    }
    return u"none"_s;
}

std::optional<PayloadMode> modeFromWord(QStringView word)
{
    return fromWord(modes, word);
}

std::optional<LineEnding> endingFromWord(QStringView word)
{
    return fromWord(endings, word);
}

QString byteCountText(qsizetype bytes)
{
    return bytes == 1
               ? QCoreApplication::translate("Payload", "1 byte")
               : QCoreApplication::translate("Payload", "%1 bytes").arg(QLocale(QLocale::English).toString(bytes));
}

} // namespace sockscope
