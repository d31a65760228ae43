// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/snippet.h"

#include "script/compile/es_module_scan.h"
#include "script/compile/function_scan.h"

#include <QList>

#include <algorithm>
#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// A statement that begins with one of these has no value worth showing.
constexpr std::array statementWords{"if"_L1,     "for"_L1,      "while"_L1,  "do"_L1,    "switch"_L1,   "throw"_L1,
                                    "try"_L1,    "var"_L1,      "let"_L1,    "const"_L1, "function"_L1, "class"_L1,
                                    "import"_L1, "export"_L1,   "return"_L1, "else"_L1,  "break"_L1,    "continue"_L1,
                                    "{"_L1,      "debugger"_L1, ";"_L1};

/// What a snippet declares at its top level.
class Declarations
{
public:
    explicit Declarations(const EsModuleScan &scan);

    [[nodiscard]] QString accessors() const;
    [[nodiscard]] int lastStatement() const { return m_lastStatement; }

private:
    struct Name
    {
        QString name;
        bool isConstant = false;
    };
    void declare(int token, bool isConstant);
    void readList(int token, bool isConstant);
    void readTarget(int token, bool isConstant);
    void readPattern(int open, bool isConstant);

    const JsTokens &m_tokens;
    QList<Name> m_names;
    int m_lastStatement = -1;
};

Declarations::Declarations(const EsModuleScan &scan)
    : m_tokens(scan.tokens())
{
    for (const QString &local : scan.importedLocals())
        m_names.append({local, true});
    for (int i = 0; i < m_tokens.size(); ++i) {
        const bool closes = m_tokens.is(i, "}"_L1) || m_tokens.is(i, ")"_L1) || m_tokens.is(i, "]"_L1);
        if (!scan.beginsTopLevelLine(i) || closes || m_tokens.is(i, ";"_L1))
            continue;
        m_lastStatement = i;
        const int keyword = m_tokens.is(i, "async"_L1) && m_tokens.is(i + 1, "function"_L1) ? i + 1 : i;
        if (m_tokens.is(keyword, "const"_L1) || m_tokens.is(keyword, "let"_L1) || m_tokens.is(keyword, "var"_L1))
            readList(keyword + 1, m_tokens.is(keyword, "const"_L1));
        else if (m_tokens.is(keyword, "function"_L1))
            declare(m_tokens.is(keyword + 1, "*"_L1) ? keyword + 2 : keyword + 1, false);
        else if (m_tokens.is(keyword, "class"_L1))
            declare(keyword + 1, false);
    }
}

void Declarations::declare(int token, bool isConstant)
{
    if (m_tokens.isName(token))
        m_names.append({m_tokens.text(token).toString(), isConstant});
}

/// a = 1, { b, c: [d] } = e;
void Declarations::readList(int token, bool isConstant)
{
    while (token < m_tokens.size()) {
        readTarget(token, isConstant);
        token = FunctionScan::expressionEnd(m_tokens, token);
        if (!m_tokens.is(token, ","_L1))
            return;
        ++token;
    }
}

void Declarations::readTarget(int token, bool isConstant)
{
    if (m_tokens.is(token, "{"_L1) || m_tokens.is(token, "["_L1))
        readPattern(token, isConstant);
    else
        declare(token, isConstant);
}

void Declarations::readPattern(int open, bool isConstant)
{
    const bool isObject = m_tokens.is(open, "{"_L1);
    int i = open + 1;
    while (i < m_tokens.partner(open)) {
        if (m_tokens.is(i, ","_L1) || m_tokens.is(i, "..."_L1)) {
            ++i;
            continue;
        }
        const int keyEnd = isObject && m_tokens.is(i, "["_L1) ? m_tokens.partner(i) : i;
        if (isObject && m_tokens.is(keyEnd + 1, ":"_L1))
            i = keyEnd + 2;
        readTarget(i, isConstant);
        i = FunctionScan::expressionEnd(m_tokens, i);
    }
}

QString Declarations::accessors() const
{
    QString text;
    for (const Name &entry : m_names) {
        const QString write = entry.isConstant ? u"__constant"_s : u"(value) => { %1 = value; }"_s.arg(entry.name);
        text += u"%1: [() => %1, %2], "_s.arg(entry.name, write);
    }
    return text;
}

bool awaitsAtTopLevel(const EsModuleScan &scan)
{
    const FunctionScan functions(scan.tokens());
    for (int i = 0; i < scan.tokens().size(); ++i) {
        const bool isAwait =
            scan.tokens().is(i, "await"_L1) && !scan.tokens().is(i - 1, "."_L1) && !scan.tokens().is(i + 1, ":"_L1);
        if (isAwait && functions.owner(i) == 0)
            return true;
    }
    return false;
}

bool isExpression(const JsTokens &tokens, int token)
{
    const QStringView text = tokens.text(token);
    const bool isStatement = std::find(statementWords.begin(), statementWords.end(), text) != statementWords.end();
    const bool isLabel = tokens.isName(token) && tokens.is(token + 1, ":"_L1);
    const bool isAsyncFunction = text == "async"_L1 && tokens.is(token + 1, "function"_L1);
    return !text.isEmpty() && !isStatement && !isLabel && !isAsyncFunction;
}

void erase(QString &text, const EsModuleScan::Range &range)
{
    for (qsizetype i = range.begin; i < range.end; ++i) {
        if (text.at(i) != u'\n')
            text[i] = u' ';
    }
}

} // namespace

Snippet Snippet::from(const QString &code, const EsModuleScan &scan)
{
    Snippet snippet;
    const JsTokens &tokens = scan.tokens();
    const Declarations declarations(scan);
    snippet.isAsync = awaitsAtTopLevel(scan);
    QString body = code;
    QString head;
    for (const EsModuleScan::Range &range : scan.importStatements()) {
        head += code.mid(range.begin, range.end - range.begin).replace(u'\n', u' ') + u'\n';
        erase(body, range);
    }
    for (const EsModuleScan::Range &range : scan.exportClauses())
        erase(body, range);
    const QString declare = u"__declare({ %1});"_s.arg(declarations.accessors());
    head += snippet.isAsync ? u"export {};\n__result = (async () => { "_s + declare : u"export {};\n"_s + declare;
    snippet.firstLine = static_cast<int>(head.count(u'\n')) + 1;
    body.prepend(u'\n');

    const int last = declarations.lastStatement();
    if (last >= 0 && isExpression(tokens, last)) {
        // what is put before the expression goes to the end of the line before it, where it moves nothing
        int end = tokens.size() - 1;
        while (tokens.is(end, ";"_L1))
            --end;
        body.insert(1 + tokens.at(end).end, u')');
        body.insert(tokens.at(last).start, snippet.isAsync ? u" return ("_s : u" __result = ("_s);
    }
    snippet.text = head + body + (snippet.isAsync ? u"\n})();\n"_s : u"\n"_s);
    return snippet;
}

} // namespace sockscope
