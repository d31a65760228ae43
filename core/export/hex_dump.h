// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sockscope {

/// One line of a hex dump: `offset`, up to 16 bytes in hexadecimal, and as printable ASCII with dots for the rest.
[[nodiscard]] QByteArray hexDumpLine(QByteArrayView bytes, qsizetype offset);

/// The whole dump, a line for every 16 bytes, each behind `indent`.
[[nodiscard]] QByteArray hexDump(QByteArrayView bytes, const QByteArray &indent = {});

} // namespace sockscope
