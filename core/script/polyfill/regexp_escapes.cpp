// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RegExpTranslator that reads escapes.
#include "script/polyfill/regexp_translator.h"

#include "script/polyfill/regexp_tables.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool isAsciiLetter(char32_t c)
{
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool isOctal(char16_t c)
{
    return c >= u'0' && c <= u'7';
}

} // namespace

// Two letters beyond ASCII are s and k where case does not matter (WordCharacters, ECMAScript 22.2.2.9.3).
QString RegExpTranslator::wordCharacters() const
{
    return m_unicode && m_flags.contains(u'i') ? u"\\w\\x{17f}\\x{212a}"_s : u"\\w"_s;
}

QString RegExpTranslator::literal(char32_t code) const
{
    if (isAsciiLetter(code) || (code >= U'0' && code <= U'9') || code == U'_')
        return QChar(char16_t(code));
    if (QChar::isSurrogate(code))
        code += 0x800;
    return u"\\x{%1}"_s.arg(uint(code), 0, 16);
}

RegExpTranslator::Quantifiable RegExpTranslator::readEscape()
{
    const qsizetype start = m_at++;
    if (m_at >= m_pattern.size()) {
        fail(u"nothing follows the last backslash"_s, start);
        return Quantifiable::No;
    }
    const char16_t c = peek();
    const auto set = [&](QStringView pcre) {
        ++m_at;
        emitBoth(since(start), pcre);
        return Quantifiable::Yes;
    };
    switch (c) {
    case u'b':
    case u'B':
        ++m_at;
        emitBoth(since(start), since(start));
        return Quantifiable::No;
    case u'd':
        return set(u"\\d");
    case u'D':
        m_takesPairs = true;
        return set(u"\\D");
    case u'w':
        return set(QString(u'[' + wordCharacters() + u']'));
    case u'W':
        m_takesPairs = true;
        return set(QString(u"[^"_s + wordCharacters() + u']'));
    case u's':
        return set(QString(u'[' + regexp::whiteSpace() + u']'));
    case u'S':
        m_takesPairs = true;
        return set(QString(u"[^"_s + regexp::whiteSpace() + u']'));
    case u'k':
        if (m_unicode || m_hasNames) {
            readNameReference(start);
            return Quantifiable::Yes;
        }
        break;
    case u'p':
    case u'P':
        if (m_unicode) {
            readProperty(start);
            return Quantifiable::Yes;
        }
        break;
    default:
        if (c >= u'1' && c <= u'9') {
            readDecimalEscape(start);
            return Quantifiable::Yes;
        }
        break;
    }
    char32_t code = 0;
    if (readCharacterEscape(false, &code))
        emitCode(start, code);
    return Quantifiable::Yes;
}

// \1 and so on. A group that hasn't captured matches nothing, successfully; PCRE2 would fail.
void RegExpTranslator::emitReference(int group)
{
    emitBoth(u"(?:\\%1)"_s.arg(group), u"(?(<g%1>)\\k<g%1>)"_s.arg(group));
}

void RegExpTranslator::readDecimalEscape(qsizetype start)
{
    int group = 0;
    qsizetype end = m_at;
    while (end < m_pattern.size() && m_pattern[end].unicode() >= u'0' && m_pattern[end].unicode() <= u'9' &&
           group < 100'000)
        group = group * 10 + (m_pattern[end++].unicode() - u'0');
    if (group <= m_groupCount) {
        m_at = end;
        return emitReference(group);
    }
    if (m_unicode)
        return fail(u"there is no group %1 to refer to"_s.arg(group), start);
    const char32_t code = isOctal(peek()) ? readOctal() : next();
    emitCode(start, code);
}

void RegExpTranslator::readNameReference(qsizetype start)
{
    ++m_at;
    qsizetype end = 0;
    const QString name = groupNameAt(m_at, &end);
    if (name.isEmpty())
        return fail(u"\\k needs the name of a group: \\k<name>"_s, start);
    const qsizetype index = m_names.indexOf(name);
    if (index < 0)
        return fail(u"there is no group called '%1'"_s.arg(name), start);
    m_at = end;
    emitReference(int(index) + 1);
}

void RegExpTranslator::readProperty(qsizetype start)
{
    const bool negated = peek() == u'P';
    const QString text = propertyText(negated);
    if (text.isEmpty())
        return fail(u"\\p needs the name of a Unicode property: \\p{Lu}"_s, start);
    m_needsPcre = true;
    m_pcre += text;
}

QString RegExpTranslator::propertyText(bool negated)
{
    ++m_at;
    const qsizetype close = m_pattern.indexOf(u'}', m_at);
    if (peek() != u'{' || close < 0)
        return {};
    const QString name = regexp::propertyName(m_pattern.mid(m_at + 1, close - m_at - 1));
    m_at = close + 1;
    return name.isEmpty() ? QString() : u"\\%1{%2}"_s.arg(QChar(negated ? u'P' : u'p'), name);
}

// An escape for one character; `m_at` is behind the backslash.
bool RegExpTranslator::readCharacterEscape(bool inClass, char32_t *code)
{
    const qsizetype start = m_at - 1;
    const char16_t c = peek();
    const char16_t after = peek(1);
    static constexpr QStringView letters = u"fnrtv";
    static constexpr QStringView controls = u"\f\n\r\t\v";
    if (const qsizetype known = letters.indexOf(QChar(c)); known >= 0) {
        ++m_at;
        *code = controls[known].unicode();
        return true;
    }
    switch (c) {
    case u'c':
        if (isAsciiLetter(after) || (inClass && !m_unicode && ((after >= u'0' && after <= u'9') || after == u'_'))) {
            m_at += 2;
            *code = after % 32;
            return true;
        }
        if (m_unicode)
            break;
        *code = U'\\'; // the backslash stands for itself
        return true;
    case u'0':
        if (m_unicode && after >= u'0' && after <= u'9')
            break;
        *code = readOctal();
        return true;
    case u'x':
        ++m_at;
        if (readHex(2, code))
            return true;
        *code = U'x';
        if (!m_unicode)
            return true;
        break;
    case u'u':
        ++m_at;
        if (readUnicodeEscape(code))
            return true;
        *code = U'u';
        if (!m_unicode)
            return true;
        break;
    default:
        if (m_unicode && (isAsciiLetter(c) || (c >= u'0' && c <= u'9') || c == u'_'))
            break;
        *code = next();
        return true;
    }
    fail(u"invalid escape"_s, start);
    return false;
}

bool RegExpTranslator::readHex(int digits, char32_t *code)
{
    const QStringView text = m_pattern.mid(m_at, digits);
    bool ok = text.size() == digits;
    for (const QChar c : text)
        ok = ok && c.unicode() < 128 && isxdigit(c.unicode()) != 0;
    if (!ok)
        return false;
    *code = text.toUInt(&ok, 16);
    m_at += digits;
    return true;
}

// Behind \u.
bool RegExpTranslator::readUnicodeEscape(char32_t *code)
{
    if (m_unicode && peek() == u'{') {
        const qsizetype close = m_pattern.indexOf(u'}', m_at);
        bool ok = close > m_at + 1;
        const uint value = ok ? m_pattern.mid(m_at + 1, close - m_at - 1).toUInt(&ok, 16) : 0;
        if (!ok || value > 0x10ffff)
            return false;
        m_at = close + 1;
        *code = value;
        return true;
    }
    if (!readHex(4, code))
        return false;
    if (m_unicode && QChar::isHighSurrogate(*code) && peek() == u'\\' && peek(1) == u'u') {
        const qsizetype back = m_at;
        char32_t low = 0;
        m_at += 2;
        if (readHex(4, &low) && QChar::isLowSurrogate(low))
            *code = QChar::surrogateToUcs4(char16_t(*code), char16_t(low));
        else
            m_at = back;
    }
    return true;
}

// Up to three octal digits, at most 0377 (annex B.1.2).
char32_t RegExpTranslator::readOctal()
{
    char32_t code = 0;
    for (int digits = 0; digits < 3 && isOctal(peek()) && m_at < m_pattern.size(); ++digits) {
        const char32_t longer = code * 8 + (peek() - u'0');
        if (longer > 0377)
            break;
        code = longer;
        ++m_at;
    }
    return code;
}

} // namespace sockscope
