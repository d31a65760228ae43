// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing/framer.h"

namespace sockscope {

/// FramingKind::LengthPrefix: a field tells the length.
class LengthFramer final : public Framer
{
public:
    explicit LengthFramer(const FramingSpec &spec);

    void feed(const FramedPiece &piece, QList<qint64> &ends) override;
    [[nodiscard]] qint64 missingBytes() const override { return m_error.isEmpty() ? m_left : -1; }
    [[nodiscard]] QString error() const override { return m_error; }

private:
    [[nodiscard]] qsizetype headerBytes() const { return m_spec.fieldOffset + m_spec.fieldWidth; }
    [[nodiscard]] quint64 fieldValue() const;
    [[nodiscard]] QString problemOf(quint64 value) const;
    qint64 bodyLength();

    FramingSpec m_spec;
    QByteArray m_header;
    qint64 m_left = -1; ///< of the body, -1 while in the header
    qint64 m_position = 0;
    qint64 m_start = 0;
    QString m_error;
};

} // namespace sockscope
