// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/cjs_facts.h"

#include "script/compile/code_shaper.h"
#include "script/compile/es_module_scan.h"
#include "script/compile/source_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// __export(script_exports, { name: () => name, ... })
QStringList readExports(const JsTokens &tokens, int token)
{
    QStringList names;
    const int brace = token + 4;
    if (!tokens.is(brace, "{"_L1))
        return names;
    for (int i = brace + 1; i < tokens.partner(brace); i = FunctionScan::expressionEnd(tokens, i + 2) + 1) {
        const bool isString = tokens.at(i).kind == JsToken::Kind::String;
        names.append(isString ? unquoteJs(tokens.text(i)) : tokens.text(i).toString());
    }
    return names;
}

// The nearest place in the source at or before a token.
qsizetype nearestOffset(const CodeShaper &code, int token)
{
    for (; token >= 0; --token) {
        if (const auto offset = code.originalOffset(token))
            return *offset;
    }
    return 0;
}

} // namespace

CjsFacts::CjsFacts(const CodeShaper &code, const SourceText &source)
{
    const JsTokens &tokens = code.tokens();
    if (!tokens.isBalanced())
        return;
    for (int i = 0; i < tokens.size(); ++i) {
        if (!tokens.isName(i) || tokens.is(i - 1, "."_L1) || tokens.is(i - 1, "var"_L1))
            continue;
        if (tokens.is(i, "__toCommonJS"_L1)) {
            isEsModule = true;
        } else if (tokens.is(i, "__export"_L1) && tokens.at(i).startsLine) {
            exportNames = readExports(tokens, i);
        } else if (tokens.is(i, "require"_L1) && tokens.is(i + 1, "("_L1)) {
            // esbuild's own calls come from the specifier of an import, an author's from the word "require"
            const int begin = tokens.is(i - 2, "__toESM"_L1) ? i - 2 : i;
            const auto offset = code.originalOffset(begin);
            const QChar c = offset && *offset < source.text().size() ? source.text().at(*offset) : QChar();
            if (c != u'"' && c != u'\'')
                continue;
            const auto [line, column] = source.place(*offset);
            ImportRecord record;
            record.specifier = unquoteJs(tokens.text(i + 2));
            record.isStarExport = tokens.is(i - 4, "__reExport"_L1);
            record.line = static_cast<int>(line) + 1;
            record.column = static_cast<int>(column) + 1;
            imports.append(record);
            isEsModule = true;
        } else if (tokens.is(i, "__asyncGenerator"_L1) || tokens.is(i, "__forAwait"_L1)) {
            unsupported = tokens.is(i, "__forAwait"_L1) ? u"for await loops are not supported"_s
                                                        : u"Async generators are not supported yet"_s;
            unsupportedAt = nearestOffset(code, i);
        }
    }
}

} // namespace sockscope
