// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/byte_stream.h"

#include <functional>
#include <vector>

class QIODevice;

namespace sockscope {

/// A range of a stream as the places of its bytes in the journal: made where the stream lives, written to a file by any
/// thread, as that may be a gigabyte.
class StreamExtract
{
public:
    /// `length` bytes from `start` on, fewer where the stream ends before. `journal` is the path of its journal.
    StreamExtract(const ByteStream &stream, const QString &journal, qint64 start, qint64 length);

    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    /// Writes them to a file, which is there whole or not at all, with mode 0600. `progress` gets how many bytes of how
    /// many are written, and cancels with false. Empty, or a sentence.
    [[nodiscard]] QString writeTo(const QString &path,
                                  const std::function<bool(qint64 done, qint64 total)> &progress = {}) const;

private:
    struct Part
    {
        qint64 record; ///< offset in the journal
        qint64 from;   ///< first byte of its payload
        qint64 bytes;
    };
    /// False where it was cancelled or `error` tells why not.
    bool write(QIODevice &to, const std::function<bool(qint64, qint64)> &progress, QString *error) const;

    QString m_journal;
    std::vector<Part> m_parts; ///< in the order of the journal
    qint64 m_bytes = 0;
};

} // namespace sockscope
