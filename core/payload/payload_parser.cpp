// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payload_parser.h"

#include "payload/parser_words.h"
#include "payload/placeholder_parser.h"

using namespace Qt::StringLiterals;

namespace sockscope {

PayloadParser::PayloadParser(const PayloadDraft &draft)
    : m_mode(draft.mode)
    , m_text(draft.text)
    , m_ending(draft.lineEnding)
{
}

void PayloadParser::parse()
{
    while (!atEnd() && errors.size() < MaxErrors) {
        if (isPlaceholder(m_at))
            takePlaceholder();
        else if (m_mode == PayloadMode::Hex)
            takeHexPart();
        else if (m_mode == PayloadMode::Base64)
            takeBase64Part();
        else
            takeTextPart();
    }
    if (m_mode == PayloadMode::Text)
        append(endingBytes(m_ending));
}

void PayloadParser::takePlaceholder()
{
    const qsizetype begin = m_at;
    const qsizetype end = m_text.indexOf("}}"_L1, begin + 2);
    const qsizetype lineEnd = m_text.indexOf(u'\n', begin);
    if (end < 0 || (lineEnd >= 0 && lineEnd < end)) {
        m_at += 2;
        fail(begin, 2, words::unclosedPlaceholder(m_mode));
        return;
    }
    m_at = end + 2;
    ParsedPlaceholder parsed = parsePlaceholder(QStringView(m_text).sliced(begin + 2, end - begin - 2));
    if (!parsed.error.isEmpty()) {
        fail(begin, m_at - begin, parsed.error);
        return;
    }
    parsed.piece.position = begin;
    parsed.piece.length = m_at - begin;
    pieces.append(parsed.piece);
}

void PayloadParser::takeTextPart()
{
    if (at(m_at) == u'\\') {
        takeEscape();
    } else if (at(m_at) == u'\n') {
        append(m_ending == LineEnding::None ? "\n"_qba : endingBytes(m_ending));
        ++m_at;
    } else {
        takeCharacters();
    }
}

void PayloadParser::takeEscape()
{
    static constexpr QLatin1StringView letters("nrt0\\{");
    static constexpr QByteArrayView meanings("\n\r\t\0\\{", 6);
    const QChar letter = at(m_at + 1);
    if (letter == u'x') {
        takeHexByteEscape();
        return;
    }
    const qsizetype known = letter.isNull() ? -1 : letters.indexOf(letter);
    if (known >= 0) {
        append(QByteArray(1, meanings[known]));
        m_at += 2;
        return;
    }
    const bool isLast = m_at + 1 >= m_text.size() || letter == u'\n';
    const qsizetype length = isLast ? 1 : letter.isHighSurrogate() && at(m_at + 2).isLowSurrogate() ? 3 : 2;
    fail(m_at, length, isLast ? words::lastBackslash() : words::unknownEscape(m_text.sliced(m_at, length)));
    m_at += length;
}

void PayloadParser::takeHexByteEscape()
{
    const int high = words::hexValue(at(m_at + 2));
    const int low = words::hexValue(at(m_at + 3));
    if (high >= 0 && low >= 0) {
        append(QByteArray(1, static_cast<char>(high << 4 | low)));
        m_at += 4;
        return;
    }
    const qsizetype length = high >= 0 ? 3 : 2;
    fail(m_at, length, words::shortHexEscape(m_text.sliced(m_at, length)));
    m_at += length;
}

/// Up to the next character that means something.
void PayloadParser::takeCharacters()
{
    const qsizetype begin = m_at;
    while (!atEnd() && at(m_at) != u'\\' && at(m_at) != u'\n' && !isPlaceholder(m_at)) {
        const bool isPair = at(m_at).isHighSurrogate() && at(m_at + 1).isLowSurrogate();
        if (at(m_at).isSurrogate() && !isPair) {
            append(QStringView(m_text).sliced(begin, m_at - begin).toUtf8());
            fail(m_at, 1, words::halfCharacter(at(m_at)));
            ++m_at;
            return;
        }
        m_at += isPair ? 2 : 1;
    }
    append(QStringView(m_text).sliced(begin, m_at - begin).toUtf8());
}

QChar PayloadParser::at(qsizetype position) const
{
    return position < m_text.size() ? m_text.at(position) : QChar();
}

bool PayloadParser::isPlaceholder(qsizetype position) const
{
    return at(position) == u'{' && at(position + 1) == u'{';
}

void PayloadParser::append(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (pieces.isEmpty() || pieces.last().kind != PayloadPiece::Kind::Literal)
        pieces.append(PayloadPiece());
    pieces.last().literal += bytes;
}

void PayloadParser::fail(qsizetype position, qsizetype length, const QString &message)
{
    errors.append({position, length, message});
}

} // namespace sockscope
