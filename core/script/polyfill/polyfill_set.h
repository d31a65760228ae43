// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <bitset>

class QJSEngine;

namespace sockscope {

/// The parts of k6's JavaScript library that V4 lacks or gets wrong, as far as they are loaded independently. Each is
/// one module under js/, which says what is wrong with V4's own.
enum class Polyfill {
    GlobalThis,      ///< globalThis
    ObjectLibrary,   ///< Object.fromEntries, hasOwn
    ObjectFreeze,    ///< freeze, seal, preventExtensions of arrays
    ArrayFlat,       ///< flat, flatMap
    ArraySearch,     ///< at (of strings too), findLast, findLastIndex
    ArrayCopying,    ///< toSorted, toReversed, toSpliced, with
    ArraySort,       ///< stable sort; sort of typed arrays
    ArrayFrom,       ///< Array.from of strings
    ArraySpecies,    ///< results of methods of classes that extend Array
    StringTrim,      ///< trimStart, trimEnd, trim
    StringReplace,   ///< replace, replaceAll
    StringSplit,     ///< split by regular expressions
    StringMatchAll,  ///< matchAll
    StringSearch,    ///< search for something other than a regular expression
    StringLocale,    ///< localeCompare
    SymbolLibrary,   ///< Symbol.prototype.description
    NumberFormat,    ///< toString in another base, toLocaleString
    MathLibrary,     ///< cbrt
    JsonParse,       ///< JSON.parse with a reviver
    JsonStringify,   ///< JSON.stringify with a list of names
    DateFormat,      ///< toString and its relatives
    DateParse,       ///< forms other than those of ECMAScript
    FunctionApply,   ///< apply() with typed arrays
    MapAndSet,       ///< Map, Set
    WeakCollections, ///< WeakMap, WeakSet; compiled private fields and methods live in them
    ProxyKeys,       ///< proxies as keys of the collections above
    ProxyViews,      ///< proxies of arrays in JSON.stringify and Object.prototype.toString
    RegExpLibrary,   ///< RegExp()
    RegExpSource,    ///< source of patterns with slashes
    TextEncoding,    ///< TextEncoder, TextDecoder
    Crypto,          ///< crypto
    BigIntNotice,    ///< BigInt(), which says that there is none
    OnDemand,        ///< what V4 lacks of the above, each loaded when it is first touched
    OnDemandAll,     ///< what V4 gets wrong as well
    Count
};

/// A set of polyfills. A plain value: make it once for a program and use it for all of its virtual users.
class PolyfillSet
{
public:
    PolyfillSet() = default;
    PolyfillSet(std::initializer_list<Polyfill> members)
    {
        for (const Polyfill member : members)
            add(member);
    }

    void add(Polyfill member) { m_members.set(std::size_t(member)); }
    void remove(Polyfill member) { m_members.reset(std::size_t(member)); }
    [[nodiscard]] bool contains(Polyfill member) const { return m_members.test(std::size_t(member)); }
    [[nodiscard]] bool isEmpty() const { return m_members.none(); }
    [[nodiscard]] std::size_t size() const { return m_members.count(); }
    PolyfillSet &operator|=(const PolyfillSet &other)
    {
        m_members |= other.m_members;
        return *this;
    }
    friend bool operator==(const PolyfillSet &a, const PolyfillSet &b) { return a.m_members == b.m_members; }

    /// Everything there is, loaded at once.
    [[nodiscard]] static PolyfillSet all();

private:
    std::bitset<std::size_t(Polyfill::Count)> m_members;
};

/// What scripts may need, by the words in their compiled text (as esbuild prints it, with or without further shaping).
/// Errs towards more: a word in a string counts. Where a script calls members by names that it computes, `OnDemand` is
/// among the result, and `OnDemandAll` where it makes code at run time.
[[nodiscard]] PolyfillSet polyfillsFor(const QStringList &sources);

/// Loads polyfills into an engine, on its thread. What is loaded already costs nothing, so this can be called again,
/// for instance for each line typed into a console. Order does not matter. Objects behind the polyfills belong to the
/// engine and die with it.
///
/// Callbacks that a script hands to a polyfilled function run under frames whose file begins with polyfillUrlPrefix().
void install(QJSEngine &engine, const PolyfillSet &polyfills);

/// Where the modules of the polyfills say they are in V4's stack traces.
[[nodiscard]] QString polyfillUrlPrefix();

} // namespace sockscope
