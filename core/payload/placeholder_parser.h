// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_piece.h"

#include <QString>

namespace sockscope {

/// A placeholder understood, or what is wrong with it.
struct ParsedPlaceholder
{
    PayloadPiece piece;
    QString error; ///< a sentence; empty on success
};

/// Reads what stands between {{ and }}.
[[nodiscard]] ParsedPlaceholder parsePlaceholder(QStringView inner);

} // namespace sockscope
