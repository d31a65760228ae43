// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_search.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Counts UTF-8 bytes while walking through a text.
class ByteCounter
{
public:
    explicit ByteCounter(QStringView text)
        : m_text(text)
    {
    }
    qsizetype bytesUpTo(qsizetype index)
    {
        for (; m_index < index; ++m_index) {
            const char16_t c = m_text[m_index].unicode();
            // Half of a pair each: four bytes for both.
            m_bytes += c < 0x80 ? 1 : c < 0x800 || QChar::isSurrogate(c) ? 2 : 3;
        }
        return m_bytes;
    }

private:
    QStringView m_text;
    qsizetype m_index = 0;
    qsizetype m_bytes = 0;
};

const QString anyLineEnd = u"(*ANYCRLF)"_s; // "$" matches before CRLF too

} // namespace

TextSearch::TextSearch(const QString &pattern, const Options &options)
    : m_options(options)
{
    if (pattern.isEmpty())
        return;
    const QString plain = options.isExpression ? pattern : QRegularExpression::escape(pattern);
    m_expression.setPatternOptions(
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption |
        (options.matchCase ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption));
    m_expression.setPattern(anyLineEnd + plain);
    if (!m_expression.isValid()) {
        m_error = tr("The expression is wrong at character %1: %2.")
                      .arg(m_expression.patternErrorOffset() - anyLineEnd.size() + 1)
                      .arg(m_expression.errorString());
        return;
    }
    if (options.wholeWords) // not \b, which asks for a word character on one side
        m_expression.setPattern(anyLineEnd + u"(?<!\\w)(?:"_s + plain + u")(?!\\w)"_s);
}

template <typename Add>
void TextSearch::forEachMatch(const QString &text, Add add) const
{
    if (isEmpty() || !m_error.isEmpty())
        return;
    ByteCounter bytes(text);
    qsizetype count = 0;
    QRegularExpressionMatchIterator it = m_expression.globalMatch(text);
    while (it.hasNext() && count++ < MaxMatches) {
        const QRegularExpressionMatch match = it.next();
        const qsizetype start = bytes.bytesUpTo(match.capturedStart());
        add(TextMatch{start, bytes.bytesUpTo(match.capturedEnd()) - start, {}}, match);
    }
}

QList<TextMatch> TextSearch::matches(const QString &text) const
{
    QList<TextMatch> found;
    forEachMatch(text, [&found](const TextMatch &place, const QRegularExpressionMatch &) { found += place; });
    return found;
}

QList<TextMatch> TextSearch::replacements(const QString &text, const QString &replacement) const
{
    QList<TextMatch> found;
    forEachMatch(text, [&](TextMatch place, const QRegularExpressionMatch &match) {
        place.replacement = m_options.isExpression ? expand(replacement, match) : replacement;
        found += place;
    });
    return found;
}

QString TextSearch::expand(const QString &replacement, const QRegularExpressionMatch &match) const
{
    static const QRegularExpression special(u"\\$(\\$|&|[0-9]{1,2}|\\{[0-9]{1,2}\\})|\\\\([nt\\\\])"_s);
    QString expanded;
    qsizetype done = 0;
    QRegularExpressionMatchIterator it = special.globalMatch(replacement);
    while (it.hasNext()) {
        const QRegularExpressionMatch found = it.next();
        expanded += QStringView(replacement).sliced(done, found.capturedStart() - done);
        done = found.capturedEnd();
        QStringView what = found.capturedView(1);
        if (const QStringView escape = found.capturedView(2); !escape.isEmpty())
            expanded += escape == u"n" ? u'\n' : escape == u"t" ? u'\t' : u'\\';
        else if (what == u"$")
            expanded += u'$';
        else if (what == u"&")
            expanded += match.capturedView();
        else
            expanded += match.capturedView((what.startsWith(u'{') ? what.sliced(1).chopped(1) : what).toInt());
    }
    return expanded.append(QStringView(replacement).sliced(done));
}

} // namespace sockscope
