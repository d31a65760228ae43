// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/text_codec.h"

#include <QStringDecoder>
#include <QStringList>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar replacement{QChar::ReplacementCharacter};

// How long the sequence is that a lead byte begins, 0 for no lead byte, and what its second byte may be (Unicode, table
// 3-7).
struct Lead
{
    int length;
    uchar secondMin;
    uchar secondMax;
};

Lead leadOf(uchar byte)
{
    if (byte < 0x80)
        return {1, 0, 0};
    if (byte >= 0xc2 && byte <= 0xdf)
        return {2, 0x80, 0xbf};
    if (byte >= 0xe0 && byte <= 0xef)
        return {3, uchar(byte == 0xe0 ? 0xa0 : 0x80), uchar(byte == 0xed ? 0x9f : 0xbf)};
    if (byte >= 0xf0 && byte <= 0xf4)
        return {4, uchar(byte == 0xf0 ? 0x90 : 0x80), uchar(byte == 0xf4 ? 0x8f : 0xbf)};
    return {0, 0, 0};
}

// How many bytes of the sequence at the beginning are as they should be.
int soundLength(QByteArrayView bytes, const Lead &lead)
{
    int sound = 1;
    while (sound < lead.length && sound < bytes.size()) {
        const auto byte = uchar(bytes[sound]);
        const bool fits = sound == 1 ? byte >= lead.secondMin && byte <= lead.secondMax : byte >= 0x80 && byte <= 0xbf;
        if (!fits)
            break;
        ++sound;
    }
    return sound;
}

char32_t characterOf(QByteArrayView sequence)
{
    char32_t code = uchar(sequence[0]);
    if (sequence.size() > 1)
        code &= 0xffu >> (sequence.size() + 1);
    for (const char byte : sequence.sliced(1))
        code = code << 6 | (uchar(byte) & 0x3f);
    return code;
}

// One replacement character for each maximal part of a sequence.
QString decodeBrokenUtf8(QByteArrayView bytes)
{
    QString text;
    text.reserve(bytes.size());
    while (!bytes.isEmpty()) {
        const Lead lead = leadOf(uchar(bytes[0]));
        const int sound = lead.length == 0 ? 1 : soundLength(bytes, lead);
        if (sound == lead.length)
            text += QChar::fromUcs4(characterOf(bytes.first(sound)));
        else
            text += replacement;
        bytes = bytes.sliced(sound);
    }
    return text;
}

} // namespace

QByteArray encodeUtf8(const QString &text)
{
    QString repaired;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        if (repaired.isEmpty())
            repaired = text;
        repaired[i] = replacement;
    }
    return (repaired.isEmpty() ? text : repaired).toUtf8();
}

TextStreamDecoder::TextStreamDecoder(Encoding encoding, bool fatal, bool ignoreBom)
    : m_encoding(encoding)
    , m_fatal(fatal)
    , m_ignoreBom(ignoreBom)
    , m_bigEndian(encoding == Encoding::Utf16Be)
{
}

std::optional<TextStreamDecoder::Encoding> TextStreamDecoder::encodingFor(const QString &label)
{
    const QString name = label.trimmed().toLower();
    static const QStringList utf8{u""_s,
                                  u"utf-8"_s,
                                  u"utf8"_s,
                                  u"unicode-1-1-utf-8"_s,
                                  u"unicode11utf8"_s,
                                  u"unicode20utf8"_s,
                                  u"x-unicode20utf8"_s};
    static const QStringList utf16Le{u"utf-16"_s,    u"utf-16le"_s,        u"ucs-2"_s,      u"unicode"_s,
                                     u"csunicode"_s, u"iso-10646-ucs-2"_s, u"unicodefeff"_s};
    static const QStringList utf16Be{u"utf-16be"_s, u"unicodefffe"_s};
    if (utf8.contains(name))
        return Encoding::Utf8;
    if (utf16Le.contains(name))
        return Encoding::Utf16Le;
    if (utf16Be.contains(name))
        return Encoding::Utf16Be;
    return std::nullopt;
}

void TextStreamDecoder::reset()
{
    m_begun = false;
    m_bigEndian = m_encoding == Encoding::Utf16Be;
    m_waiting.clear();
}

std::optional<QString> TextStreamDecoder::decode(QByteArrayView bytes, bool more)
{
    QByteArray joined;
    if (!m_waiting.isEmpty()) {
        joined = m_waiting + bytes.toByteArray();
        bytes = joined;
    }
    const QByteArrayView whole = withoutBom(bytes);
    const qsizetype waiting = more ? incompleteEnd(whole) : 0;
    const QByteArrayView now = whole.chopped(waiting);
    std::optional<QString> text = m_encoding == Encoding::Utf8 ? decodeUtf8(now) : decodeUtf16(now);
    const QByteArray rest = whole.last(waiting).toByteArray();
    if (!more || !text)
        reset();
    else
        m_waiting = rest;
    return text;
}

// Without a mark at the beginning of the stream. As in k6, the mark of UTF-16 also decides on the byte order, whatever
// the label says.
QByteArrayView TextStreamDecoder::withoutBom(QByteArrayView bytes)
{
    if (m_begun || m_ignoreBom)
        return bytes;
    if (m_encoding == Encoding::Utf8) {
        m_begun = bytes.size() >= 3 || !QByteArrayView("\xef\xbb\xbf").startsWith(bytes);
        return bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes;
    }
    m_begun = bytes.size() >= 2;
    const bool little = bytes.startsWith("\xff\xfe");
    const bool big = bytes.startsWith("\xfe\xff");
    if (little || big)
        m_bigEndian = big;
    return little || big ? bytes.sliced(2) : bytes;
}

// The length of a beginning of a character at the end.
qsizetype TextStreamDecoder::incompleteEnd(QByteArrayView bytes) const
{
    if (m_encoding == Encoding::Utf8) {
        for (qsizetype back = 1; back <= 3 && back <= bytes.size(); ++back) {
            const QByteArrayView end = bytes.last(back);
            const Lead lead = leadOf(uchar(end[0]));
            if (lead.length > 1)
                return back < lead.length && soundLength(end, lead) == back ? back : 0;
        }
        return 0;
    }
    const qsizetype odd = bytes.size() % 2;
    if (bytes.size() < 2)
        return odd;
    const auto high = uchar(bytes[bytes.size() - odd - (m_bigEndian ? 2 : 1)]);
    return odd + (high >= 0xd8 && high <= 0xdb ? 2 : 0);
}

std::optional<QString> TextStreamDecoder::decodeUtf8(QByteArrayView bytes) const
{
    // QString::fromUtf8() would drop a mark.
    if (bytes.isValidUtf8())
        return QString(QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(bytes));
    if (m_fatal)
        return std::nullopt;
    return decodeBrokenUtf8(bytes);
}

std::optional<QString> TextStreamDecoder::decodeUtf16(QByteArrayView bytes) const
{
    QString text(bytes.size() / 2, Qt::Uninitialized);
    bool broken = bytes.size() % 2 != 0;
    bool openPair = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto first = uchar(bytes[2 * i]);
        const auto second = uchar(bytes[2 * i + 1]);
        text[i] = m_bigEndian ? QChar(second, first) : QChar(first, second);
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        broken = true;
        openPair = text[i].isHighSurrogate() && i + 1 == text.size();
        text[i] = replacement;
    }
    if (broken && m_fatal)
        return std::nullopt;
    // A surrogate and a byte that wait at the end are one mistake.
    if (bytes.size() % 2 != 0 && !openPair)
        text += replacement;
    return text;
}

} // namespace sockscope
