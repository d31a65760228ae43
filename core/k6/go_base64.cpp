// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/go_base64.h"

namespace sockscope {

namespace {

constexpr bool isLineBreak(char c)
{
    return c == '\n' || c == '\r';
}

/// Reads groups of four characters; `position` and `errorAt` are offsets into the whole text.
class Decoder
{
public:
    Decoder(QByteArrayView text, Base64Variant variant)
        : m_text(text)
        , m_variant(variant)
    {
        m_output.reserve(text.size() / 4 * 3 + 3);
    }

    bool run()
    {
        while (m_ok && !m_finished)
            readGroup();
        return m_ok;
    }

    [[nodiscard]] QByteArray takeOutput() { return std::move(m_output); }
    [[nodiscard]] qsizetype errorAt() const { return m_errorAt; }

private:
    static constexpr int GroupSize = 4;

    void readGroup()
    {
        quint32 bits = 0;
        int count = 0;
        while (count < GroupSize) {
            if (m_position == m_text.size())
                return finishAtEnd(bits, count);
            const char c = m_text[m_position++];
            const int value = valueOf(c);
            if (value >= 0) {
                bits = bits << 6 | static_cast<quint32>(value);
                ++count;
            } else if (!isLineBreak(c)) {
                return finishAtPadding(c, bits, count);
            }
        }
        write(bits, count);
    }

    /// The text ended inside a group: right between groups, and after two or three characters where there is no
    /// padding.
    void finishAtEnd(quint32 bits, int count)
    {
        if (count == 1 || (count > 1 && m_variant.padded))
            return fail(m_position - count);
        m_finished = true;
        write(bits, count);
    }

    /// A character that is no digit: padding, which must complete the group and end the text.
    void finishAtPadding(char c, quint32 bits, int count)
    {
        if (!m_variant.padded || c != '=' || count < 2)
            return fail(m_position - 1);
        if (count == 2) {
            skipLineBreaks();
            if (m_position == m_text.size())
                return fail(m_position);
            if (m_text[m_position] != '=')
                return fail(m_position - 1);
            ++m_position;
        }
        skipLineBreaks();
        if (m_position < m_text.size())
            return fail(m_position);
        m_finished = true;
        write(bits, count);
    }

    void write(quint32 bits, int count)
    {
        const quint32 aligned = bits << 6 * (GroupSize - count);
        for (int i = 0; i + 1 < count; ++i)
            m_output.append(static_cast<char>(aligned >> (16 - 8 * i) & 0xff));
    }

    void skipLineBreaks()
    {
        while (m_position < m_text.size() && isLineBreak(m_text[m_position]))
            ++m_position;
    }

    void fail(qsizetype at)
    {
        m_ok = false;
        m_errorAt = at;
    }

    [[nodiscard]] int valueOf(char c) const
    {
        if (c >= 'A' && c <= 'Z')
            return c - 'A';
        if (c >= 'a' && c <= 'z')
            return c - 'a' + 26;
        if (c >= '0' && c <= '9')
            return c - '0' + 52;
        if (c == (m_variant.url ? '-' : '+'))
            return 62;
        return c == (m_variant.url ? '_' : '/') ? 63 : -1;
    }

    QByteArrayView m_text;
    Base64Variant m_variant;
    QByteArray m_output;
    qsizetype m_position = 0;
    qsizetype m_errorAt = 0;
    bool m_ok = true;
    bool m_finished = false;
};

} // namespace

Base64Variant Base64Variant::named(QStringView name)
{
    return {.url = name == u"url" || name == u"rawurl", .padded = name != u"rawstd" && name != u"rawurl"};
}

QByteArray base64Encode(const QByteArray &bytes, Base64Variant variant)
{
    QByteArray::Base64Options options = variant.url ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding;
    if (!variant.padded)
        options |= QByteArray::OmitTrailingEquals;
    return bytes.toBase64(options);
}

std::optional<QByteArray> base64Decode(QByteArrayView text, Base64Variant variant, qsizetype *errorAt)
{
    Decoder decoder(text, variant);
    if (decoder.run())
        return decoder.takeOutput();
    if (errorAt)
        *errorAt = decoder.errorAt();
    return std::nullopt;
}

} // namespace sockscope
