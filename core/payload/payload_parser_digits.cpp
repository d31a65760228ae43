// SPDX-License-Identifier: GPL-3.0-or-later
// The modes whose characters are digits of bytes: hex and base64.
#include "payload/parser_words.h"
#include "payload/payload_parser.h"

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

bool isSeparator(QChar c)
{
    return c.isSpace() || c == u',' || c == u':' || c == u';';
}

bool isBase64Digit(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'+' || c == u'/' ||
           c == u'-' || c == u'_';
}

} // namespace

bool PayloadParser::isHexPrefix(qsizetype position) const
{
    return at(position) == u'0' && (at(position + 1) == u'x' || at(position + 1) == u'X');
}

void PayloadParser::takeHexPart()
{
    if (isSeparator(at(m_at))) {
        ++m_at;
        return;
    }
    if (isHexPrefix(m_at)) {
        m_at += 2;
        if (words::hexValue(at(m_at)) < 0 || isHexPrefix(m_at))
            fail(m_at - 2, 2, words::emptyHexPrefix());
        return;
    }
    if (words::hexValue(at(m_at)) >= 0) {
        takeHexDigits();
        return;
    }
    const qsizetype begin = m_at;
    while (!atEnd() && !isSeparator(at(m_at)) && words::hexValue(at(m_at)) < 0 && !isPlaceholder(m_at))
        ++m_at;
    fail(begin, m_at - begin, words::noHexDigit(m_text.sliced(begin, m_at - begin)));
}

void PayloadParser::takeHexDigits()
{
    const qsizetype begin = m_at;
    QByteArray digits;
    for (; words::hexValue(at(m_at)) >= 0 && !isHexPrefix(m_at); ++m_at)
        digits += at(m_at).toLatin1();
    if (digits.size() % 2 != 0)
        fail(begin, m_at - begin, words::oddDigits(digits));
    else
        append(QByteArray::fromHex(digits));
}

void PayloadParser::takeBase64Part()
{
    const qsizetype begin = m_at;
    QByteArray digits;
    bool isWhole = true;
    for (; !atEnd() && !isPlaceholder(m_at) && errors.size() < MaxErrors; ++m_at) {
        const QChar c = at(m_at);
        if (isBase64Digit(c) || c == u'=') {
            digits += c == u'-' ? '+' : c == u'_' ? '/' : c.toLatin1();
        } else if (!c.isSpace()) {
            fail(m_at, 1, words::noBase64Digit(c));
            isWhole = false;
        }
    }
    if (isWhole)
        appendBase64(digits, begin);
}

void PayloadParser::appendBase64(const QByteArray &digits, qsizetype begin)
{
    const qsizetype firstPad = digits.indexOf('=');
    const qsizetype count = firstPad < 0 ? digits.size() : firstPad;
    const qsizetype pads = digits.size() - count;
    if (firstPad >= 0 && digits.count('=') != pads) {
        fail(m_text.indexOf(u'=', begin), 1, words::earlyPadding());
    } else if (count % 4 == 1) {
        fail(begin, m_at - begin, words::cutBase64());
    } else if (pads > 0 && (count + pads) % 4 != 0) {
        fail(m_text.indexOf(u'=', begin), 1, words::wrongPadding());
    } else {
        append(QByteArray::fromBase64(digits));
    }
}

} // namespace sockscope
