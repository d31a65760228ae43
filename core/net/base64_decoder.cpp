// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/base64_decoder.h"

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

bool isNewline(char character)
{
    return character == '\r' || character == '\n';
}

} // namespace

Base64Decoder::Base64Decoder(Alphabet alphabet, Padding padding)
    : m_alphabet(alphabet)
    , m_padding(padding)
{
}

PayloadBytes Base64Decoder::decode(QByteArrayView source)
{
    m_source = source;
    m_at = 0;
    m_result = {};
    m_result.bytes.reserve(source.size() / 4 * 3 + 3);
    while (m_at < m_source.size() && decodeQuantum()) {
    }
    return m_result;
}

int Base64Decoder::valueOf(char character) const
{
    if (character >= 'A' && character <= 'Z')
        return character - 'A';
    if (character >= 'a' && character <= 'z')
        return character - 'a' + 26;
    if (character >= '0' && character <= '9')
        return character - '0' + 52;
    if (character == (m_alphabet == Alphabet::Standard ? '+' : '-'))
        return 62;
    return character == (m_alphabet == Alphabet::Standard ? '/' : '_') ? 63 : -1;
}

/// Up to four digits; false at the end or on an error.
bool Base64Decoder::decodeQuantum()
{
    quint32 bits = 0;
    int digits = 0;
    while (digits < 4) {
        if (m_at == m_source.size()) {
            if (digits == 0)
                return false;
            if (digits == 1 || m_padding == Padding::Required)
                return fail(m_at - digits);
            break;
        }
        const char character = m_source[m_at++];
        const int value = valueOf(character);
        if (value >= 0) {
            bits |= quint32(value) << (18 - 6 * digits++);
        } else if (!isNewline(character)) {
            if (character != '=' || m_padding == Padding::None)
                return fail(m_at - 1);
            if (takePadding(digits))
                append(digits, bits);
            return false;
        }
    }
    append(digits, bits);
    return digits == 4;
}

/// After the first "=".
bool Base64Decoder::takePadding(int digits)
{
    if (digits < 2)
        return fail(m_at - 1);
    if (digits == 2) {
        skipNewlines();
        if (m_at == m_source.size())
            return fail(m_at);
        if (m_source[m_at] != '=')
            return fail(m_at - 1);
        ++m_at;
    }
    skipNewlines();
    return m_at == m_source.size() || fail(m_at);
}

bool Base64Decoder::fail(qsizetype position)
{
    m_result = {{}, u"illegal base64 data at input byte %1"_s.arg(position)};
    return false;
}

void Base64Decoder::skipNewlines()
{
    while (m_at < m_source.size() && isNewline(m_source[m_at]))
        ++m_at;
}

void Base64Decoder::append(int digits, quint32 bits)
{
    for (int shift = 16, left = digits - 1; left > 0; --left, shift -= 8)
        m_result.bytes.append(char(bits >> shift));
}

} // namespace sockscope
