// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/esbuild_messages.h"

#include "script/compile/js_tokens.h"

#include <QRegularExpression>

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

struct Phrase
{
    const char *pattern; ///< of esbuild's text
    const char *k6;      ///< what k6 says; \1 is the first capture
};

// Errors that k6 finds after parsing: "SyntaxError: ... at url:line:column".
constexpr std::array laterErrors{
    Phrase{R"re(^The symbol "(.*)" has already been declared)re", "Identifier '\\1' has already been declared"},
    Phrase{R"re(^The constant ".*" must be initialized)re", "Missing initializer in const declaration"},
    Phrase{R"re(^"(.*)" is not declared in this file)re", "exporting unknown binding: \"\\1\""},
    Phrase{R"re(^Multiple exports with the same name "(.*)")re", "Duplicate export name \\1"},
    Phrase{R"re(^Delete of a bare identifier)re", "Delete of an unqualified identifier in strict mode"},
    Phrase{R"re(^With statements cannot be used)re", "Strict mode code may not include a with statement"},
    Phrase{R"re(^Private name "(.*)" must be declared)re",
           "Private field '\\1' must be declared in an enclosing class"},
    Phrase{R"re(^Classes cannot contain more than one constructor)re", "A class may only have one constructor"},
    Phrase{R"re(async generator)re", "Async generators are not supported yet"},
    Phrase{R"re(for-await loop)re", "for await loops are not supported"},
    Phrase{R"re(^Big integer literals)re",
           "BigInt literals are not supported by the JavaScript engine of Sockscope; k6 itself runs them"},
};

QString describeToken(const QString &token)
{
    const QChar first = token.isEmpty() ? QChar() : token.at(0);
    if (first == u'"' || first == u'\'' || first == u'`' || first == u'\\')
        return u"Unexpected string"_s;
    if (first.isDigit())
        return u"Unexpected number"_s;
    const bool isWord = first.isLetter() || first == u'_' || first == u'$';
    return isWord && !JsTokens::isReserved(token) ? u"Unexpected identifier"_s : u"Unexpected token "_s + token;
}

/// k6's phrase for a token in the wrong place, empty when that is not what esbuild complains of.
QString unexpectedToken(const QString &text)
{
    static const QRegularExpression atEnd(u"^Unexpected end of file|but found end of file$"_s);
    static const QRegularExpression token(u"^(?:Expected .* but found|Unexpected) \"(.*)\"$"_s);
    if (atEnd.match(text).hasMatch())
        return u"Unexpected end of input"_s;
    const QRegularExpressionMatch match = token.match(text);
    return match.hasMatch() ? describeToken(match.captured(1)) : QString();
}

bool endsTooEarly(const QString &text)
{
    return text.contains(u"end of file"_s) || text.startsWith(u"Unterminated template literal"_s) ||
           text.contains(u"to terminate multi-line comment"_s);
}

/// esbuild's column of bytes as a column of UTF-16 units, from 1.
int columnOf(const QString &source, int line, int bytes)
{
    qsizetype start = 0;
    for (int i = 1; i < line && start >= 0; ++i)
        start = source.indexOf(u'\n', start) + 1;
    const qsizetype end = source.indexOf(u'\n', start);
    const QString text = source.mid(start, end < 0 ? -1 : end - start);
    return static_cast<int>(QString::fromUtf8(text.toUtf8().left(bytes)).size()) + 1;
}

} // namespace

QList<EsbuildMessage> parseEsbuildMessages(const QByteArray &output)
{
    static const QRegularExpression head(u"^\\S+ \\[ERROR\\] (.*)$"_s);
    static const QRegularExpression place(u"^    .*:(\\d+):(\\d+):$"_s);
    QList<EsbuildMessage> messages;
    bool wantsPlace = false;
    for (const QString &line : QString::fromUtf8(output).split(u'\n')) {
        if (const auto found = head.match(line); found.hasMatch()) {
            messages.append({found.captured(1), 0, 0, false});
            wantsPlace = true;
        } else if (const auto at = wantsPlace ? place.match(line) : QRegularExpressionMatch(); at.hasMatch()) {
            messages.last().line = at.captured(1).toInt();
            messages.last().column = at.captured(2).toInt();
            wantsPlace = false;
        }
    }
    return messages;
}

void mapMessages(QList<EsbuildMessage> &messages, const SourceMap &map, int firstLine)
{
    for (EsbuildMessage &message : messages) {
        const int line = message.line - 1 - firstLine;
        const SourceMapSegment *origin =
            line < 0 ? nullptr : map.find(static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(message.column));
        message.isMapped = true;
        message.line = origin && origin->source >= 0 ? static_cast<int>(origin->line) + 1 : 0;
        message.column = origin ? static_cast<int>(origin->column) : 0;
    }
}

bool isTopLevelAwait(const EsbuildMessage &message)
{
    return message.text.startsWith(u"Top-level await is"_s);
}

CompileError syntaxErrorAt(const QString &text, const QString &url, int line, int column)
{
    CompileError error{u"SyntaxError"_s, {}, text, url, line, column, false};
    error.message = u"SyntaxError: %1 at %2:%3:%4"_s.arg(text, url, QString::number(line), QString::number(column));
    return error;
}

CompileError toCompileError(const QList<EsbuildMessage> &messages, const QString &url, const QString &source,
                            bool inTypeScript)
{
    if (messages.isEmpty())
        return {u"SyntaxError"_s,
                url + u": the script could not be compiled"_s,
                u"the script could not be compiled"_s,
                url,
                0,
                0,
                false};
    const EsbuildMessage &first = messages.first();
    const int column = first.isMapped ? first.column + 1 : columnOf(source, first.line, first.column);
    for (const Phrase &phrase : laterErrors) {
        const QRegularExpressionMatch match = QRegularExpression(QString::fromLatin1(phrase.pattern)).match(first.text);
        if (match.hasMatch())
            return syntaxErrorAt(QString::fromLatin1(phrase.k6).replace(u"\\1"_s, match.captured(1)), url, first.line,
                                 column);
    }
    const QString k6 = inTypeScript ? QString() : unexpectedToken(first.text);
    QString own = first.text;
    if (own.endsWith(" here:"_L1)) // what follows in esbuild's output is not shown
        own.chop(1);
    CompileError error{u"SyntaxError"_s, {},     k6.isEmpty() ? own : k6, url,
                       first.line,       column, endsTooEarly(first.text)};
    const QString more = messages.size() > 1 ? u" (and %1 more errors)"_s.arg(messages.size() - 1) : QString();
    error.message = first.line == 0 ? u"%1: %2%3"_s.arg(url, error.text, more)
                                    : u"%1: Line %2:%3 %4%5"_s.arg(url, QString::number(first.line),
                                                                   QString::number(column), error.text, more);
    return error;
}

} // namespace sockscope
