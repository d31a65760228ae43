// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/js_tokens.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace sockscope {

/// The functions of a text that esbuild printed: where each begins and ends, and what k6 would call it in a stack.
/// Plain data; any thread. Keeps a reference to the tokens.
class FunctionScan
{
public:
    struct Function
    {
        QString name;        ///< empty: anonymous
        int nameToken = -1;  ///< the token that `name` was taken from
        int begin = 0;       ///< first token: `function`, the parameters of an arrow, or the parenthesis of a method
        int parameters = -1; ///< the opening parenthesis; -1: an arrow function with one bare parameter
        int body = 0;        ///< first token of the body, a brace unless it is an expression
        int end = 0;         ///< one past the last token
        bool isArrow = false;
        bool isGenerator = false;
        bool isAsyncBody = false; ///< the generator that esbuild made of an asynchronous function; the function around
                                  ///< it only starts it
    };

    explicit FunctionScan(const JsTokens &tokens);

    /// Index 0 is the text itself.
    [[nodiscard]] const std::vector<Function> &functions() const { return m_functions; }
    [[nodiscard]] const Function &function(std::uint32_t index) const { return m_functions[index]; }
    /// Index of the innermost function around a token.
    [[nodiscard]] std::uint32_t owner(int token) const { return m_owners[static_cast<std::size_t>(token)]; }
    /// The function that begins at a token; 0 when none does.
    [[nodiscard]] std::uint32_t beginningAt(int token) const;
    /// Whether a parenthesis opens the parameters of a function.
    [[nodiscard]] bool opensParameters(int token) const;

    /// The brace that opens the body of the class whose `class` stands at a token; -1 when none does.
    [[nodiscard]] int classBody(int token) const;

    /// One past the last token of the expression that begins at a token and ends at a comma, semicolon or closing
    /// bracket.
    [[nodiscard]] static int expressionEnd(const JsTokens &tokens, int start);
    /// First token of a chain of members and calls such as `a.b[0](1).c` that ends at a token. `crossesCall` tells
    /// whether a call is among what stands before the end.
    [[nodiscard]] static int chainStart(const JsTokens &tokens, int end, bool *crossesCall = nullptr);

private:
    [[nodiscard]] bool detect(int token, Function &found) const;
    [[nodiscard]] bool detectKeyword(int token, Function &found) const;
    [[nodiscard]] bool detectArrow(int token, Function &found) const;
    [[nodiscard]] bool detectMethod(int token, Function &found) const;
    void nameFromContext(Function &found) const;
    [[nodiscard]] QString keyName(int token) const;

    const JsTokens &m_tokens;
    std::vector<Function> m_functions;
    std::vector<std::uint32_t> m_owners;
};

} // namespace sockscope
