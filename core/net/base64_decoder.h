// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/payload_codec.h"

#include <QByteArrayView>

namespace sockscope {

/// Base64 exactly as strict as Go's encoding/base64: CR and LF are skipped, other foreign characters, missing and
/// surplus padding are errors that name the byte, non-zero trailing bits are fine (RFC 4648 sections 3 to 5).
/// QByteArray::fromBase64 differs in all of it.
class Base64Decoder
{
public:
    enum class Alphabet { Standard, Url };
    enum class Padding { Required, None };

    Base64Decoder(Alphabet alphabet, Padding padding);
    [[nodiscard]] PayloadBytes decode(QByteArrayView source);

private:
    [[nodiscard]] int valueOf(char character) const; ///< 0 to 63, -1 for foreign ones
    [[nodiscard]] bool decodeQuantum();
    [[nodiscard]] bool takePadding(int digits);
    [[nodiscard]] bool fail(qsizetype position);
    void skipNewlines();
    void append(int digits, quint32 bits);

    Alphabet m_alphabet;
    Padding m_padding;
    QByteArrayView m_source;
    qsizetype m_at = 0;
    PayloadBytes m_result;
};

} // namespace sockscope
