// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing/framer.h"

#include <QByteArrayMatcher>

namespace sockscope {

/// FramingKind::Delimiter: each message ends with the same bytes.
class DelimiterFramer final : public Framer
{
public:
    explicit DelimiterFramer(const QByteArray &delimiter);
    void feed(const FramedPiece &piece, QList<qint64> &ends) override;

private:
    QByteArray m_delimiter;
    QByteArrayMatcher m_matcher;
    QByteArray m_rest;     ///< of the feed before, could be the start of a delimiter
    qint64 m_position = 0; ///< of the rest
};

} // namespace sockscope
