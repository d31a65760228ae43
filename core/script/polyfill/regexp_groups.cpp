// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RegExpTranslator that reads what stands in parentheses.
#include "script/polyfill/regexp_translator.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool isNameStart(QChar c)
{
    return c.isLetter() || c == u'$' || c == u'_' || c.isSurrogate();
}

bool isNamePart(QChar c)
{
    return isNameStart(c) || c.isLetterOrNumber() || c.isMark() || c == QChar(0x200c) || c == QChar(0x200d);
}

} // namespace

// The name in `<name>` at `at`, or nothing.
QString RegExpTranslator::groupNameAt(qsizetype at, qsizetype *end) const
{
    if (at >= m_pattern.size() || m_pattern[at] != u'<')
        return {};
    qsizetype i = at + 1;
    if (i >= m_pattern.size() || !isNameStart(m_pattern[i]))
        return {};
    while (i < m_pattern.size() && isNamePart(m_pattern[i]))
        ++i;
    if (i >= m_pattern.size() || m_pattern[i] != u'>')
        return {};
    *end = i + 1;
    return m_pattern.mid(at + 1, i - at - 1).toString();
}

// What an escape like \3 or \k means depends on the groups of the whole pattern.
void RegExpTranslator::countGroups()
{
    bool inClass = false;
    for (qsizetype i = 0; i < m_pattern.size(); ++i) {
        const QChar c = m_pattern[i];
        if (c == u'\\') {
            ++i;
        } else if (inClass) {
            inClass = c != u']';
        } else if (c == u'[') {
            inClass = true;
        } else if (c == u'(') {
            const bool special = i + 1 < m_pattern.size() && m_pattern[i + 1] == u'?';
            qsizetype end = 0;
            const QString name = special ? groupNameAt(i + 2, &end) : QString();
            if (special && name.isEmpty())
                continue;
            ++m_groupCount;
            m_names.append(name);
            m_hasNames = m_hasNames || !name.isEmpty();
        }
    }
}

RegExpTranslator::Quantifiable RegExpTranslator::readGroup(int depth)
{
    const qsizetype start = m_at;
    ++m_parentheses;
    if (depth >= maxDepth) {
        fail(u"groups are nested more than %1 deep"_s.arg(maxDepth), start);
        return Quantifiable::No;
    }
    const QStringView rest = m_pattern.mid(m_at);
    if (rest.startsWith("(?<="_L1) || rest.startsWith("(?<!"_L1)) {
        readLookbehind(depth, rest[3] == u'!');
        return Quantifiable::No;
    }
    if (rest.startsWith("(?:"_L1) || rest.startsWith("(?="_L1) || rest.startsWith("(?!"_L1)) {
        const bool isGroup = rest[2] == u':';
        m_at += 3;
        emitBoth(since(start), since(start));
        readGroupBody(depth);
        return isGroup || !m_unicode ? Quantifiable::Yes : Quantifiable::No;
    }
    ++m_at;
    if (peek() == u'?') {
        qsizetype end = 0;
        const QString name = groupNameAt(m_at + 1, &end);
        if (name.isEmpty()) {
            fail(rest.startsWith("(?<"_L1) ? u"invalid name of a group"_s : u"invalid group"_s, start);
            return Quantifiable::No;
        }
        if (m_names.count(name) > 1) {
            fail(u"two groups are called '%1'"_s.arg(name), start);
            return Quantifiable::No;
        }
        m_at = end;
    }
    ++m_opened;
    emitBoth(u"(", QString(u"(?<g%1>"_s.arg(m_opened)));
    readGroupBody(depth);
    return Quantifiable::Yes;
}

void RegExpTranslator::readGroupBody(int depth)
{
    const qsizetype start = m_at;
    readAlternatives(depth + 1);
    if (!m_error.isEmpty())
        return;
    if (peek() != u')')
        return fail(u"missing ')'"_s, start);
    ++m_at;
    emitBoth(u")", u")");
}

void RegExpTranslator::readLookbehind(int depth, bool negative)
{
    m_needsPcre = true;
    m_hasLookbehind = true;
    const qsizetype start = m_pcre.size();
    const int groupsBefore = m_opened;
    m_at += 4;
    m_pcre += negative ? "(?<!"_L1 : "(?<="_L1;
    readGroupBody(depth);
    if (m_lookbehind == Lookbehind::Emulated && m_error.isEmpty())
        emulateLookbehind(start, negative, groupsBefore);
}

// `(?<=X)` of any length: note what follows this place (t), then look (w) whether X leads from here to where exactly
// that follows, else step back by one character and look again. The step is a lookbehind of length one around a
// recursion, which PCRE2 accepts.
void RegExpTranslator::emulateLookbehind(qsizetype start, bool negative, int groupsBefore)
{
    if (m_opened > groupsBefore)
        return fail(u"a lookbehind whose length varies can't hold a capturing group here; make it (?:...)"_s, m_at);
    constexpr qsizetype opening = 4;
    const QString inner = m_pcre.mid(start + opening, m_pcre.size() - start - opening - 1);
    const int number = ++m_emulated;
    const QString walk = u"(?<w%1>(?=(?:%2)(?-i:\\k<t%1>)\\z)|(?<=(?=(?&w%1))(?s:.)))"_s;
    const QString note = u"(?=(?<t%1>(?s:.*)))"_s;
    m_pcre.truncate(start);
    m_pcre += u"(?:"_s + note.arg(number);
    m_pcre += (negative ? u"(?!"_s : u"(?:"_s) + walk.arg(QString::number(number), inner) + u"))"_s;
}

} // namespace sockscope
