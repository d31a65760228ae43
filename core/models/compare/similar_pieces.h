// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/compare/piece_matching.h"

#include <QByteArrayView>

namespace sockscope {

/// Bytes that are cut into pieces of these sizes.
struct CutBytes
{
    QByteArrayView bytes;
    const std::vector<qsizetype> &sizes;
};

/// Which pieces of two stretches that have nothing in common stand beside each other: as many as there can be, and
/// those that begin or end alike where there is a choice. Of long stretches they pair off in order.
[[nodiscard]] std::vector<PieceMatch> pairSimilar(const CutBytes &first, const CutBytes &second);

} // namespace sockscope
