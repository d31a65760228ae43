// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing/framing_spec.h"

#include <QByteArrayView>
#include <QList>

#include <memory>

namespace sockscope {

/// What a stream delivered at once, or a part of it.
struct FramedPiece
{
    QByteArrayView bytes = {}; ///< null where needsBytes() is false
    qint64 size = 0;
    qint64 timeNs = 0;
    bool endsChunk = true; ///< its last byte is the last of a read or write
};

/// Finds where messages end in one direction of a stream. Messages have no bytes between them: each starts where the
/// one before ends. The result doesn't depend on how the bytes are split over feeds (but for chunks and gaps, which are
/// about that). Keeps a few bytes at most. One thread.
class Framer
{
public:
    virtual ~Framer() = default;
    Framer(const Framer &) = delete;
    Framer &operator=(const Framer &) = delete;

    /// Takes the next bytes and appends to `ends` the stream positions at which messages end. After an error it finds
    /// no more ends.
    virtual void feed(const FramedPiece &piece, QList<qint64> &ends) = 0;
    /// False where only sizes and times count, so that the bytes needn't be read.
    [[nodiscard]] virtual bool needsBytes() const { return true; }
    /// How many bytes the message that has begun still needs, -1 where that isn't known.
    [[nodiscard]] virtual qint64 missingBytes() const { return -1; }
    /// Why it stopped, as a sentence; empty while all is well.
    [[nodiscard]] virtual QString error() const { return {}; }

protected:
    Framer() = default;
};

/// A framer of that kind; null for FramingKind::Function, which runs elsewhere (FunctionFramer), and where
/// framingProblem() says something.
[[nodiscard]] std::unique_ptr<Framer> makeFramer(const FramingSpec &spec);

} // namespace sockscope
