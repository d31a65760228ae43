// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RegExpTranslator that reads character classes.
#include "script/polyfill/regexp_translator.h"

#include "script/polyfill/regexp_tables.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

void RegExpTranslator::readClass()
{
    const qsizetype start = m_at++;
    const bool negated = peek() == u'^';
    if (negated)
        ++m_at;
    QList<Range> ranges;
    QString sets;
    while (!atEnd() && peek() != u']') {
        const qsizetype from = m_at;
        char32_t first = 0;
        char32_t last = 0;
        QString set;
        const bool firstIsOne = readClassAtom(&first, &set);
        if (!m_error.isEmpty())
            return;
        const bool isRange = peek() == u'-' && m_at + 1 < m_pattern.size() && peek(1) != u']';
        if (!isRange) {
            sets += set;
            if (firstIsOne)
                addRange(ranges, first, first);
            continue;
        }
        ++m_at;
        const bool lastIsOne = readClassAtom(&last, &set);
        if (!m_error.isEmpty())
            return;
        if (firstIsOne && lastIsOne) {
            if (first > last)
                return fail(u"the range of the class is out of order"_s, from);
            addRange(ranges, first, last);
            continue;
        }
        // [\w-a] is the set, the hyphen and the letter (annex B.1.2).
        sets += set;
        addRange(ranges, U'-', U'-');
        if (firstIsOne)
            addRange(ranges, first, first);
        if (lastIsOne)
            addRange(ranges, last, last);
    }
    if (!m_error.isEmpty())
        return;
    if (m_at >= m_pattern.size())
        return fail(u"missing ']'"_s, start);
    ++m_at;
    const auto isHigh = [](const Range &range) { return range.last >= 0xd800; };
    m_takesPairs = m_takesPairs || negated || std::any_of(ranges.begin(), ranges.end(), isHigh);
    m_takesPairs = m_takesPairs || since(start).contains(u"\\u{"); // nor could V4 read this without `u`
    const QString content = classText(ranges) + sets;
    if (content.isEmpty())
        return emitBoth(since(start), negated ? u"(?s:.)" : u"(?!)");
    emitBoth(since(start), QString((negated ? u"[^"_s : u"["_s) + content + u']'));
}

// One character (true) or a set like \d, which is appended to `set`.
bool RegExpTranslator::readClassAtom(char32_t *code, QString *set)
{
    if (peek() != u'\\') {
        *code = next();
        return true;
    }
    const qsizetype start = m_at++;
    if (m_at >= m_pattern.size()) {
        fail(u"missing ']'"_s, start);
        return false;
    }
    const char16_t c = peek();
    switch (c) {
    case u'd':
    case u'D':
    case u'w':
    case u'W':
        ++m_at;
        m_takesPairs = m_takesPairs || c == u'D' || c == u'W';
        *set += c == u'w' ? wordCharacters() : since(start).toString();
        return false;
    case u's':
    case u'S':
        ++m_at;
        m_takesPairs = m_takesPairs || c == u'S';
        *set += c == u's' ? regexp::whiteSpace() : regexp::otherThanWhiteSpace();
        return false;
    case u'b':
        ++m_at;
        *code = U'\b';
        return true;
    case u'-':
        ++m_at;
        *code = U'-';
        return true;
    case u'p':
    case u'P':
        if (m_unicode) {
            const QString text = propertyText(c == u'P');
            if (text.isEmpty())
                fail(u"\\p needs the name of a Unicode property: \\p{Lu}"_s, start);
            m_needsPcre = true;
            *set += text;
            return false;
        }
        break;
    default:
        if (c >= u'1' && c <= u'7' && !m_unicode) {
            *code = readOctal();
            return true;
        }
        break;
    }
    return readCharacterEscape(true, code);
}

// Surrogates are elsewhere in the subject, so a range that spans them falls into three.
void RegExpTranslator::addRange(QList<Range> &ranges, char32_t first, char32_t last)
{
    constexpr char32_t firstSurrogate = 0xd800;
    constexpr char32_t lastSurrogate = 0xdfff;
    if (first < firstSurrogate && last >= firstSurrogate) {
        ranges.append({first, firstSurrogate - 1});
        first = firstSurrogate;
    }
    if (first <= lastSurrogate && last > lastSurrogate) {
        ranges.append({first, lastSurrogate});
        first = lastSurrogate + 1;
    }
    ranges.append({first, last});
}

QString RegExpTranslator::classText(const QList<Range> &ranges) const
{
    QString text;
    for (const Range &range : ranges) {
        text += literal(range.first);
        if (range.last != range.first)
            text += u'-' + literal(range.last);
    }
    return text;
}

} // namespace sockscope
