// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/regexp_translator.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr auto lineTerminators = "\\n\\r\\x{2028}\\x{2029}"_L1;

// V4's generated code keeps one frame of all groups and repetitions in 8192 bytes and doesn't check; this estimate of
// it, in words, stays well below what was seen to crash (a thousand).
constexpr int maxNativeFrame = 700;

} // namespace

RegExpTranslator::RegExpTranslator(QStringView pattern, QStringView flags, Lookbehind lookbehind)
    : m_pattern(pattern)
    , m_flags(flags)
    , m_lookbehind(lookbehind)
    , m_unicode(flags.contains(u'u'))
    , m_multiline(flags.contains(u'm'))
    , m_dotAll(flags.contains(u's'))
{
}

RegExpPlan RegExpTranslator::translate()
{
    countGroups();
    readAlternatives(0);
    if (m_error.isEmpty() && m_at < m_pattern.size())
        fail(u"unmatched ')'"_s, m_at);

    RegExpPlan plan;
    const bool fits = 4 * m_parentheses + 2 * m_quantifiers <= maxNativeFrame;
    const bool needsUnicode = m_unicode && (m_takesPairs || m_flags.contains(u'i'));
    plan.engine = m_needsPcre || needsUnicode || !fits ? RegExpPlan::Engine::Pcre : RegExpPlan::Engine::Native;
    plan.pattern = plan.engine == RegExpPlan::Engine::Pcre ? m_pcre : m_native;
    plan.groupNames = m_names;
    plan.hasNames = m_hasNames;
    plan.hasLookbehind = m_hasLookbehind;
    plan.error = m_error;
    return plan;
}

char16_t RegExpTranslator::peek(qsizetype ahead) const
{
    return m_at + ahead < m_pattern.size() ? m_pattern[m_at + ahead].unicode() : u'\0';
}

char32_t RegExpTranslator::next()
{
    const char16_t unit = m_pattern[m_at++].unicode();
    if (m_unicode && QChar::isHighSurrogate(unit) && QChar::isLowSurrogate(peek()))
        return QChar::surrogateToUcs4(unit, m_pattern[m_at++].unicode());
    return unit;
}

void RegExpTranslator::fail(const QString &reason, qsizetype at)
{
    if (m_error.isEmpty())
        m_error = u"Invalid regular expression: /%1/%2: %3 at offset %4"_s.arg(m_pattern.left(200), m_flags, reason,
                                                                               QString::number(at));
}

void RegExpTranslator::emitBoth(QStringView native, QStringView pcre)
{
    m_native += native;
    m_pcre += pcre;
}

// One character. V4 reads it without `u`.
void RegExpTranslator::emitCode(qsizetype start, char32_t code)
{
    const QStringView raw = since(start);
    m_takesPairs = m_takesPairs || code > 0xffff || QChar::isSurrogate(code);
    if (m_unicode && raw.startsWith(u"\\u{"))
        emitBoth(u"\\u%1"_s.arg(uint(code), 4, 16, QLatin1Char('0')), literal(code));
    else
        emitBoth(raw, literal(code));
}

void RegExpTranslator::readAlternatives(int depth)
{
    while (!atEnd() && peek() != u')') {
        if (peek() == u'|') {
            ++m_at;
            emitBoth(u"|", u"|");
        } else {
            readTerm(depth);
        }
    }
}

void RegExpTranslator::readTerm(int depth)
{
    const Quantifiable allowed = readAtom(depth);
    if (!atEnd())
        readQuantifier(allowed);
}

RegExpTranslator::Quantifiable RegExpTranslator::readAtom(int depth)
{
    const qsizetype start = m_at;
    switch (peek()) {
    case u'^':
        ++m_at;
        emitBoth(u"^", m_multiline ? QString(u"(?<=\\A|["_s + lineTerminators + u"])"_s) : u"\\A"_s);
        return Quantifiable::No;
    case u'$':
        ++m_at;
        emitBoth(u"$", m_multiline ? QString(u"(?=["_s + lineTerminators + u"]|\\z)"_s) : u"\\z"_s);
        return Quantifiable::No;
    case u'(':
        return readGroup(depth);
    case u'[':
        readClass();
        return Quantifiable::Yes;
    case u'\\':
        return readEscape();
    case u'.':
        ++m_at;
        m_takesPairs = true;
        if (m_dotAll)
            emitBoth(u"[^]", u"(?s:.)");
        else
            emitBoth(u".", QString(u"[^"_s + lineTerminators + u']'));
        return Quantifiable::Yes;
    case u'*':
    case u'+':
    case u'?':
        fail(u"nothing to repeat"_s, start);
        return Quantifiable::No;
    case u'{':
        if (qsizetype end = 0; matchBraces(m_at, &end, nullptr, nullptr)) {
            fail(u"nothing to repeat"_s, start);
            return Quantifiable::No;
        }
        break; // literal, as k6 has it under `u` too
    default:
        break;
    }
    const char32_t code = next();
    emitCode(start, code);
    return Quantifiable::Yes;
}

// {n}, {n,} or {n,m} at `at`; anything else is literal text.
bool RegExpTranslator::matchBraces(qsizetype at, qsizetype *end, qint64 *least, qint64 *most) const
{
    static constexpr qint64 limit = 1'000'000'000;
    const auto number = [this](qsizetype &i, qint64 *value) {
        const qsizetype start = i;
        qint64 read = 0;
        for (; i < m_pattern.size() && m_pattern[i] >= u'0' && m_pattern[i] <= u'9'; ++i)
            read = qMin(limit, read * 10 + (m_pattern[i].unicode() - u'0'));
        if (value)
            *value = read;
        return i > start;
    };
    const auto is = [this](qsizetype i, char16_t wanted) { return i < m_pattern.size() && m_pattern[i] == wanted; };
    qsizetype i = at + 1;
    qint64 low = 0;
    if (!is(at, u'{') || !number(i, &low))
        return false;
    qint64 high = low;
    if (is(i, u',')) {
        ++i;
        if (!number(i, &high))
            high = -1;
    }
    if (!is(i, u'}'))
        return false;
    *end = i + 1;
    if (least)
        *least = low;
    if (most)
        *most = high;
    return true;
}

void RegExpTranslator::readQuantifier(Quantifiable allowed)
{
    constexpr qint64 pcreLimit = 65535;
    const qsizetype start = m_at;
    qint64 least = 0;
    qint64 most = -1;
    const char16_t sign = peek();
    if (sign == u'*' || sign == u'+' || sign == u'?')
        ++m_at;
    else if (qsizetype end = 0; matchBraces(m_at, &end, &least, &most))
        m_at = end;
    else
        return;

    if (allowed == Quantifiable::No)
        return fail(u"nothing to repeat"_s, start);
    if (most >= 0 && most < least)
        return fail(u"the numbers of the quantifier are out of order"_s, start);
    ++m_quantifiers;
    QString pcre = since(start).toString();
    if (sign == u'{') {
        const QString high = most < 0 || most > pcreLimit ? QString() : QString::number(most);
        pcre = u"{%1,%2}"_s.arg(least).arg(high);
    }
    if (peek() == u'?') {
        ++m_at;
        pcre += u'?';
    }
    emitBoth(since(start), pcre);
}

QString regExpSubject(const QString &text, bool unicode)
{
    qsizetype i = 0;
    while (i < text.size() && !text[i].isSurrogate())
        ++i;
    if (i == text.size())
        return text;
    QString moved = text;
    QChar *units = moved.data();
    for (; i < moved.size(); ++i) {
        if (!units[i].isSurrogate())
            continue;
        if (unicode && units[i].isHighSurrogate() && i + 1 < moved.size() && units[i + 1].isLowSurrogate())
            ++i;
        else
            units[i] = QChar(units[i].unicode() + 0x800);
    }
    return moved;
}

} // namespace sockscope
