// SPDX-License-Identifier: GPL-3.0-or-later
// `this` and `super` in the arrow functions of classes.
#include "script/compile/code_shaper.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

void CodeShaper::shapeClass(int token)
{
    const int body = m_functions.classBody(token);
    if (body < 0 || (!m_tokens.is(token + 1, "extends"_L1) && !m_tokens.is(token + 2, "extends"_L1)))
        return;
    for (int i = body + 1; i < m_tokens.partner(body); ++i) {
        const std::uint32_t index = m_functions.beginningAt(i);
        if (index == 0) { // a computed key is no place for a constructor
            i = m_tokens.is(i, "["_L1) ? m_tokens.partner(i) : i;
            continue;
        }
        const FunctionScan::Function &method = m_functions.function(index);
        const QStringView name = m_tokens.text(i - 1);
        if ((name == "constructor"_L1 || name == "\"constructor\""_L1) && !m_tokens.is(i - 2, "static"_L1))
            shapeDerivedConstructor(method);
        i = method.end - 1;
    }
}

/// V4 takes the `this` of an arrow function from the entry of the function around it, and a derived constructor has
/// none there yet. So the constructor keeps what super() returns in a variable, which its arrow functions use.
void CodeShaper::shapeDerivedConstructor(const FunctionScan::Function &constructor)
{
    const QString self = m_names.self + QString::number(m_selves + 1);
    std::vector<int> superCalls;
    int superArrow = -1; // the name of what isSuperArrow() is about
    int firstUse = -1;
    int arrowEnd = 0;
    for (int i = constructor.parameters + 1; i < constructor.end; ++i) {
        if (const std::uint32_t index = m_functions.beginningAt(i); index != 0) {
            const FunctionScan::Function &inner = m_functions.function(index);
            if (!inner.isArrow) {
                i = inner.end - 1;
                continue;
            }
            arrowEnd = std::max(arrowEnd, inner.end);
        }
        const bool isInArrow = i < arrowEnd;
        if (isInArrow && isSuperArrow(i)) {
            superArrow = m_tokens.partner(i - 3) - 2;
            edit(i, Phase::Replace, u"void 0"_s);
            m_edits.back().removeThrough = m_tokens.partner(i + 1);
        } else if (m_tokens.is(i + 1, "("_L1) &&
                   (m_tokens.is(i, "super"_L1) || (!isInArrow && m_tokens.text(i) == m_tokens.text(superArrow)))) {
            superCalls.push_back(i);
        } else if (isInArrow && useSelf(i, self)) {
            firstUse = firstUse < 0 ? i : firstUse;
        }
    }
    if (firstUse < 0 && superArrow < 0)
        return;
    ++m_selves;
    declareSelf(constructor, self, firstUse >= 0 && firstUse < constructor.body);
    for (const int token : superCalls)
        keepSelf(token, self, superArrow);
}

/// Replaces a `this`, and the one that `super.f()` needs. Says whether the token was such.
bool CodeShaper::useSelf(int token, const QString &self)
{
    if (isThis(token))
        edit(token, Phase::Replace, self);
    else if (superMemberCall(token) >= 0)
        m_selfOfSuper.insert(token, self);
    else
        return false;
    return true;
}

/// Whether a `super` is that of the arrow function which esbuild makes of several super() with fields to initialise:
/// `var __super = (...args) => { super(...args); ...`.
bool CodeShaper::isSuperArrow(int token) const
{
    if (!m_tokens.is(token, "super"_L1) || !m_tokens.is(token + 1, "("_L1) || !m_tokens.is(token - 1, "{"_L1) ||
        !m_tokens.is(token - 2, "=>"_L1) || !m_tokens.is(token - 3, ")"_L1))
        return false;
    const int open = m_tokens.partner(token - 3);
    return m_tokens.is(open - 1, "="_L1) && m_tokens.text(open - 2).startsWith("__super"_L1) &&
           m_tokens.is(open - 3, "var"_L1) && m_tokens.is(open + 1, "..."_L1);
}

void CodeShaper::declareSelf(const FunctionScan::Function &constructor, const QString &self, bool isUsedByParameters)
{
    const int close = m_tokens.partner(constructor.parameters);
    bool hasRest = false;
    for (int i = constructor.parameters + 1; i < close; i = FunctionScan::expressionEnd(m_tokens, i) + 1)
        hasRest = hasRest || m_tokens.is(i, "..."_L1);
    if (isUsedByParameters && !hasRest)
        edit(close, Phase::Before, u", "_s + self + u" = void 0"_s);
    else // which V4's parameters see too
        edit(constructor.body, Phase::After, u" let "_s + self + u';');
}

/// super(...) -> (self=super(...)); __super(...) -> (self=super(...),__super(),self)
void CodeShaper::keepSelf(int token, const QString &self, int superArrow)
{
    const int close = m_tokens.partner(token + 1);
    edit(token, Phase::Wrap, u'(' + self + u'=', -close);
    if (m_tokens.is(token, "super"_L1)) {
        edit(close, Phase::After, u")"_s, -token - 1);
        return;
    }
    m_superCalls.insert(token);
    edit(token, Phase::Replace, u"super"_s);
    edit(close, Phase::After, u',' + m_tokens.text(superArrow).toString() + u"(),"_s + self + u')', -token - 1);
}

bool CodeShaper::isThis(int token) const
{
    return m_tokens.is(token, "this"_L1) && !m_tokens.is(token - 1, "."_L1) && !m_tokens.is(token - 1, "?."_L1) &&
           !(m_tokens.is(token + 1, ":"_L1) && m_tokens.touchesPrevious(token + 1)) &&
           !(m_tokens.is(token + 1, "("_L1) && m_functions.opensParameters(token + 1));
}

/// The last token of `super.name` or `super[name]` when that is called; else -1.
int CodeShaper::superMemberCall(int token) const
{
    if (!m_tokens.is(token, "super"_L1))
        return -1;
    int callee = -1;
    if (m_tokens.is(token + 1, "["_L1))
        callee = m_tokens.partner(token + 1);
    else if (m_tokens.is(token + 1, "."_L1))
        callee = token + 2;
    const int open = m_tokens.is(callee + 1, "?."_L1) ? callee + 2 : callee + 1;
    return callee >= 0 && m_tokens.is(open, "("_L1) && m_tokens.touchesPrevious(open) ? callee : -1;
}

/// super.f(...) -> super.f.call(this, ...): in an arrow function V4 forgets `this` in such a call.
void CodeShaper::shapeSuperMember(int token)
{
    const int callee = superMemberCall(token);
    if (callee < 0 || !m_functions.function(m_functions.owner(token)).isArrow)
        return;
    const bool isOptional = m_tokens.is(callee + 1, "?."_L1);
    const int open = isOptional ? callee + 2 : callee + 1;
    edit(open - 1, Phase::After, isOptional ? u"call"_s : u".call"_s);
    const QString separator = m_tokens.partner(open) == open + 1 ? QString() : u", "_s;
    edit(open, Phase::After, m_selfOfSuper.value(token, u"this"_s) + separator);
}

} // namespace sockscope
