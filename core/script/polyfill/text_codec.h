// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace sockscope {

/// UTF-8 of a string; a surrogate without its partner becomes U+FFFD.
[[nodiscard]] QByteArray encodeUtf8(const QString &text);

/// A decoder as k6's TextDecoder has it (the Encoding Standard's, limited to UTF-8 and UTF-16).
class TextStreamDecoder
{
public:
    enum class Encoding { Utf8, Utf16Le, Utf16Be };

    TextStreamDecoder(Encoding encoding, bool fatal, bool ignoreBom);

    /// The encoding that a label means, white space and case aside; nothing for those that k6 does not know.
    [[nodiscard]] static std::optional<Encoding> encodingFor(const QString &label);

    /// Decodes a part of a stream (`more`: others follow) or the last one. Nothing if the decoder is fatal and the
    /// bytes are no text; it then is as new. An incomplete end waits for what follows.
    [[nodiscard]] std::optional<QString> decode(QByteArrayView bytes, bool more);

private:
    void reset();
    [[nodiscard]] QByteArrayView withoutBom(QByteArrayView bytes);
    [[nodiscard]] std::optional<QString> decodeUtf8(QByteArrayView bytes) const;
    [[nodiscard]] std::optional<QString> decodeUtf16(QByteArrayView bytes) const;
    [[nodiscard]] qsizetype incompleteEnd(QByteArrayView bytes) const;

    const Encoding m_encoding;
    const bool m_fatal;
    const bool m_ignoreBom;
    bool m_bigEndian;
    bool m_begun = false; ///< the place of a byte order mark is behind
    QByteArray m_waiting;
};

} // namespace sockscope
