// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <cstdio>

namespace sockscope {

/// What FunctionFramer and the process that runs the function say to each other. To the process: packets, each a u32
/// little-endian length and so many bytes; the first is the function's text (UTF-8), the others are the stream. From
/// it: one JSON object a line, {"ends":[..]} (positions),
/// {"fed":missing bytes} behind each packet, and {"error":"sentence"} as the last.
constexpr std::uint32_t MaxFramingPacket = 1 << 20;

/// Serves until `input` ends or the function fails; returns an exit code.
[[nodiscard]] int serveFraming(std::FILE *input, std::FILE *output);

} // namespace sockscope
