// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/completion/completion_context.h"

#include <QList>

#include <algorithm>

namespace sockscope {

namespace {

bool isNamePart(QChar letter)
{
    return letter.isLetterOrNumber() || letter == u'_' || letter == u'$' || letter.isSurrogate();
}

/// The text with strings and comments blanked out, up to the caret, and whether the caret stands in one of them. Holes
/// of templates count as text; regular expressions are not told from divisions, which matters only for quotes in them.
class Blanked
{
public:
    explicit Blanked(QStringView text)
        : m_text(text)
    {
        while (m_at < m_text.size())
            step();
    }

    QString code;
    bool endsInCode = true;

private:
    void step()
    {
        const QChar letter = m_text[m_at];
        const QChar next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
        if (letter == u'"' || letter == u'\'' || letter == u'`')
            skipString(letter);
        else if (letter == u'/' && next == u'/')
            skipTo(u"\n", 0);
        else if (letter == u'/' && next == u'*')
            skipTo(u"*/", 2);
        else
            keep();
    }
    void keep() { code += m_text[m_at++]; }
    void blank()
    {
        code += u' ';
        ++m_at;
    }
    void skipString(QChar quote)
    {
        code += u'"'; // so that what follows is seen to belong to a value
        ++m_at;
        for (; m_at < m_text.size() && m_text[m_at] != quote; blank()) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                blank();
            else if (m_text[m_at] == u'\n' && quote != u'`')
                return; // it never ended
        }
        endsInCode = m_at < m_text.size();
        if (endsInCode) {
            code += u'"';
            ++m_at;
        }
    }
    void skipTo(QStringView end, qsizetype length)
    {
        const qsizetype found = m_text.indexOf(end, m_at + length);
        endsInCode = found >= 0;
        const qsizetype stop = found < 0 ? m_text.size() : found + length;
        while (m_at < stop)
            blank();
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

qsizetype skipSpaces(QStringView code, qsizetype end)
{
    while (end > 0 && code[end - 1].isSpace())
        --end;
    return end;
}

qsizetype nameStart(QStringView code, qsizetype end)
{
    while (end > 0 && isNamePart(code[end - 1]))
        --end;
    return end;
}

/// Reads "a.b[3].c" backwards from its end. False where something else than names and numbers stands in it.
bool readChain(QStringView code, qsizetype end, QStringList &chain)
{
    for (;;) {
        end = skipSpaces(code, end);
        if (end > 0 && code[end - 1] == u']') {
            const qsizetype open = code.first(end).lastIndexOf(u'[');
            const QString index = open < 0 ? QString() : code.sliced(open + 1, end - open - 2).trimmed().toString();
            if (index.isEmpty() || !std::all_of(index.begin(), index.end(), [](QChar c) { return c.isDigit(); }))
                return false;
            chain.prepend(index);
            end = open;
            continue; // an object must stand before it
        }
        const qsizetype start = nameStart(code, end);
        if (start == end || code[start].isDigit())
            return false;
        chain.prepend(code.sliced(start, end - start).toString());
        end = skipSpaces(code, start);
        if (end == 0 || code[end - 1] != u'.')
            return true;
        --end;
        if (end > 0 && code[end - 1] == u'.') // a spread: ...socket
            return true;
        if (end > 0 && code[end - 1] == u'?') // socket?.write
            --end;
    }
}

} // namespace

CompletionContext CompletionContext::at(QStringView text, qsizetype position)
{
    CompletionContext context;
    context.from = std::clamp<qsizetype>(position, 0, text.size());
    const Blanked blanked(text.first(context.from));
    if (!blanked.endsInCode)
        return context;
    const QStringView code = blanked.code;
    context.from = nameStart(code, code.size());
    context.prefix = code.sliced(context.from).toString();
    if (!context.prefix.isEmpty() && context.prefix.front().isDigit())
        return context;
    qsizetype end = skipSpaces(code, context.from);
    const bool isMember = end > 0 && code[end - 1] == u'.' && !(end > 1 && code[end - 2] == u'.');
    if (isMember) {
        --end;
        if (end > 0 && code[end - 1] == u'?')
            --end;
    }
    context.isCode = !isMember || readChain(code, end, context.chain);
    return context;
}

CallContext CallContext::at(QStringView text, qsizetype position)
{
    CallContext call;
    const Blanked blanked(text.first(std::clamp<qsizetype>(position, 0, text.size())));
    const QStringView code = blanked.code;
    int depth = 0;
    for (qsizetype i = code.size() - 1; i >= 0; --i) {
        const QChar letter = code[i];
        if (letter == u')' || letter == u']' || letter == u'}') {
            ++depth;
        } else if (depth > 0 && (letter == u'(' || letter == u'[' || letter == u'{')) {
            --depth;
        } else if (letter == u'(') {
            call.open = i;
            if (!readChain(code, i, call.callee))
                call.callee.clear();
            return call;
        } else if (depth == 0 && letter == u',') {
            ++call.argument;
        } else if (depth == 0 && (letter == u'[' || letter == u'{')) {
            call.argument = 0; // commas so far were those of a literal
        } else if (depth == 0 && letter == u';') {
            break;
        }
    }
    return {};
}

} // namespace sockscope
