// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/framer.h"

#include "framing/chunk_framer.h"
#include "framing/delimiter_framer.h"
#include "framing/fixed_framer.h"
#include "framing/gap_framer.h"
#include "framing/length_framer.h"

namespace sockscope {

std::unique_ptr<Framer> makeFramer(const FramingSpec &spec)
{
    if (!framingProblem(spec).isEmpty())
        return nullptr;
    switch (spec.kind) {
    case FramingKind::Chunks:
        return std::make_unique<ChunkFramer>();
    case FramingKind::Delimiter:
        return std::make_unique<DelimiterFramer>(spec.delimiter);
    case FramingKind::LengthPrefix:
        return std::make_unique<LengthFramer>(spec);
    case FramingKind::FixedSize:
        return std::make_unique<FixedFramer>(spec.fixedSize);
    case FramingKind::IdleGap:
        return std::make_unique<GapFramer>(spec.gapMs);
    case FramingKind::Function:
        return nullptr;
    }
    return nullptr;
}

} // namespace sockscope
