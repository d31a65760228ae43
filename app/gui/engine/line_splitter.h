// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace sockscope {

/// Cuts a byte stream into lines without ever holding more than one line of the allowed length.
class LineSplitter
{
public:
    /// Lines longer than `maxLength` bytes are skipped and counted.
    explicit LineSplitter(qsizetype maxLength)
        : m_maxLength(maxLength)
    {
    }
    /// The whole lines that end in `bytes`, without their LF; empty lines are left out.
    [[nodiscard]] QList<QByteArray> feed(QByteArrayView bytes);
    [[nodiscard]] int skippedLines() const { return m_skipped; }

private:
    void append(QByteArrayView part);

    qsizetype m_maxLength;
    QByteArray m_pending;
    bool m_tooLong = false;
    int m_skipped = 0;
};

} // namespace sockscope
