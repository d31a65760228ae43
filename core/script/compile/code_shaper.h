// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/function_scan.h"
#include "script/compile/js_tokens.h"
#include "script/compile/source_layout.h"
#include "script/compile/source_map.h"
#include "script/compile/source_text.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <vector>

namespace sockscope {

/// Fits what esbuild printed to V4. Six things are done to the text; none changes what it means.
///
/// - A line break before every token that may call or fail, so that V4's line numbers tell such tokens apart;
/// SourceLayout turns the
///   lines back into the author's positions. No break goes where the grammar forbids one (ECMAScript 12.10: after
///   return, throw, yield and so on).
/// - V4 remembers a line for a call through a global name or a member only; other calls get the line of whatever ran
/// before them. They
///   are given one with `1&&`, after which V4 notes the line it stands on: `f(a.b)` becomes `(1&&f)((t=a.b,1&&t))`.
///   Measured cost: none that could be told from noise.
/// - V4 makes tail calls in strict functions, which removes the caller from stacks; and `return x = f()` forgets to
/// assign to x.
///   `return f()` becomes `return (t=f(),t)`.
/// - `catch (e) {` becomes `catch (e) { e = __caught(e);`, and `import()` becomes `__import()`. Names such as these are
///   chosen so that the author's code has none like them.
/// - V4 has no `this` for the arrow functions of a derived constructor, and none for `super.f()` in any arrow function.
///   The former get a variable, the latter becomes `super.f.call(this)`.
/// - V4 doesn't take apart rest parameters: `(...[a]) => a` becomes `(...r) => { var [a] = r; return (a); }`.
class CodeShaper
{
public:
    enum class Use { Module, Snippet };

    /// `code` is printed by esbuild for format cjs, `map` leads from it to `source`. References are kept.
    CodeShaper(const QString &code, const SourceMap &map, const SourceText &source, Use use = Use::Module);

    /// What the added code calls things: names that occur nowhere in the code.
    struct Names
    {
        explicit Names(const QString &code);

        QString temporary;  ///< a variable that must be declared outside of the code
        QString caught;     ///< a function: what a catch block shall see
        QString helpers;    ///< the functions of prelude/helpers.mjs
        QString module;     ///< the object with the `exports` of an ES module
        QString exports;    ///< its `exports`
        QString importMeta; ///< `import.meta`
        QString importCall; ///< a function: `import()`
        QString error;      ///< what a catch block with a pattern catches
        QString self;       ///< with a number: `this` in arrow functions of a derived constructor
        QString rest;       ///< with a number: a rest parameter
    };

    struct Result
    {
        QString code;
        SourceLayout layout; ///< without the url of its source
        Names names;
        bool usesImportCall = false;
    };
    [[nodiscard]] Result shape();

    [[nodiscard]] const JsTokens &tokens() const { return m_tokens; }
    /// Where a token comes from, as an offset into the source; nothing for what esbuild added.
    [[nodiscard]] std::optional<qsizetype> originalOffset(int token) const;

private:
    // The order of edits at one token: what wraps it, its line break, what is put right before it, instead of it, and
    // behind it.
    enum class Phase { Wrap, Break, Before, Replace, After };
    struct Edit
    {
        int token = 0;
        Phase phase = Phase::Before;
        int order = 0; ///< among edits of the same token and phase
        QString text;
        int breakAt = -1;        ///< in the text: where a line begins; -1: nowhere
        SourceLayout::Line line; ///< the entry of that line
        int removeThrough = -1;  ///< last token that the text replaces
    };

    void indexSegments();
    void shareSegments();
    [[nodiscard]] const SourceMapSegment *segment(int token) const;

    // code_shaper.cpp: header of the module, catch blocks, import()
    void shapeAll();
    void shapeHelpers();
    void shapeModuleObject(int token);
    void shapeCatch(int token);
    void shapeImportCall(int token);
    void shapeImportMeta(int token);
    // shape_returns.cpp
    void shapeReturn(int token);
    void shapeArrowBody(const FunctionScan::Function &function);
    [[nodiscard]] bool endsInCall(int begin, int end) const;
    [[nodiscard]] bool isFunctionOrClass(int begin, int end) const;
    void wrapTail(int begin, int end);
    // shape_classes.cpp
    void shapeClass(int token);
    void shapeDerivedConstructor(const FunctionScan::Function &constructor);
    bool useSelf(int token, const QString &self);
    [[nodiscard]] bool isSuperArrow(int token) const;
    void declareSelf(const FunctionScan::Function &constructor, const QString &self, bool isUsedByParameters);
    void keepSelf(int token, const QString &self, int superArrow);
    [[nodiscard]] bool isThis(int token) const;
    [[nodiscard]] int superMemberCall(int token) const;
    void shapeSuperMember(int token);
    // shape_parameters.cpp
    void shapeRestPattern(const FunctionScan::Function &function);
    // shape_calls.cpp
    void shapeCall(int parenthesis);
    void shapeSubscript(int bracket);
    void markCallee(int token);
    SourceLayout::Line markFunctionCallee(int open);
    SourceLayout::Line markImportedCallee(int open);
    SourceLayout::Line markComputedCallee(int open);
    void markCalledResult(int begin, int callee, const SourceLayout::Line &line);
    [[nodiscard]] SourceLayout::Line lineBehind(int token) const;
    void markArguments(int parenthesis, const SourceLayout::Line &line);
    [[nodiscard]] bool setsLine(int begin, int end) const;
    // code_layout.cpp
    void breakLines();
    [[nodiscard]] bool wantsBreak(int token) const;
    [[nodiscard]] bool isRestricted(int token) const;
    [[nodiscard]] bool isCallee(int token) const;
    [[nodiscard]] SourceLayout::Line lineOf(int token) const;
    [[nodiscard]] SourceLayout::Line lineAt(qsizetype offset, qsizetype callOffset) const;
    void nameFunctions(SourceLayout &layout) const;
    [[nodiscard]] QString originalName(const FunctionScan::Function &function) const;
    void write(Result &result);

    void edit(int token, Phase phase, const QString &text, int order = 0);
    [[nodiscard]] bool isHelper(QStringView name) const
    {
        return name.startsWith(u"__") && m_helpers.contains(name.toString());
    }

    const Use m_use;
    const QString &m_code;
    const SourceMap &m_map;
    const SourceText &m_source;
    const JsTokens m_tokens;
    const FunctionScan m_functions;
    std::vector<const SourceMapSegment *> m_segments; ///< of each token, null where there is none
    int m_firstMapped = 0; ///< the first token that comes from the author's text; esbuild's helpers stand before
    QSet<QString> m_helpers;
    const Names m_names;
    QString m_keep;        ///< "(t=", which begins an expression whose value is kept in the temporary
    QString m_yield;       ///< ",t)", which ends it
    QString m_yieldMarked; ///< ",1&&t)", which ends it on a line of its own
    std::vector<Edit> m_edits;
    bool m_usesImportCall = false;
    QSet<int> m_superCalls;            ///< calls of an arrow function that stands for super()
    QHash<int, QString> m_selfOfSuper; ///< for `super.f()` in arrow functions of derived constructors: their `this`
    int m_selves = 0;
    int m_rests = 0;
};

} // namespace sockscope
