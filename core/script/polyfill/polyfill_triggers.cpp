// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/polyfill_triggers.h"

namespace sockscope {

namespace {

bool always(const ScriptWord &)
{
    return true;
}

// Common English words: only where they can name a member: a.at, a["at"], const {at} = a.
bool isMember(const ScriptWord &word)
{
    const char16_t before = word.before();
    return before == u'.' || before == u'{' || before == u',' || before == u'[' || ScriptWord::isQuote(before);
}

// replace("a", ...) and split(",") are fine in V4.
bool takesPattern(const ScriptWord &word)
{
    return !(word.after() == u'(' && ScriptWord::isQuote(word.after(1)));
}

bool searchesForOther(const ScriptWord &word)
{
    return isMember(word) && takesPattern(word) && word.after(1) != u'/';
}

bool hasArguments(const ScriptWord &word)
{
    return word.after() != u'(' || word.after(1) != u')';
}

bool isArrayFrom(const ScriptWord &word)
{
    if (word.before() != u'.')
        return word.before() == u'{'; // const {from} = Array
    const QStringView owner = word.wordBefore();
    return owner == u"Array" || !owner.endsWith(u"Array");
}

bool isExtendedArray(const ScriptWord &word)
{
    return word.wordBefore() == u"extends";
}

// esbuild's helper for asynchronous functions calls apply() once, with what a function got as arguments.
bool isOwnApply(const ScriptWord &word)
{
    return isMember(word) && word.wordBefore() != u"generator";
}

bool isDateOtherThanNow(const ScriptWord &word)
{
    return !word.isFollowedBy(u".now") && !word.isFollowedBy(u".UTC");
}

bool isDateWithText(const ScriptWord &word)
{
    return isDateOtherThanNow(word) && !word.isFollowedBy(u"()");
}

bool isWebCrypto(const ScriptWord &word)
{
    return !ScriptWord::isQuote(word.before()) && word.before() != u'/' && word.before() != u'.';
}

// Libraries find the global object with Function("return this")().
bool makesFunction(const ScriptWord &word)
{
    return (word.after() == u'(' || word.wordBefore() == u"new") && !word.isFollowedBy(u"(\"returnthis\")");
}

bool isIndexed(const ScriptWord &word)
{
    return word.after() == u'[';
}

bool isOtherJson(const ScriptWord &word)
{
    return !word.isFollowedBy(u".parse") && !word.isFollowedBy(u".stringify");
}

bool parsesWithReviver(const ScriptWord &word)
{
    return isOtherJson(word) || word.callsWithSecondArgument(u"parse");
}

bool stringifiesWithList(const ScriptWord &word)
{
    return isOtherJson(word) || word.callsWithSecondArgument(u"stringify");
}

constexpr PolyfillTrigger triggers[] = {
    {u"globalThis", Polyfill::GlobalThis, always},
    {u"fromEntries", Polyfill::ObjectLibrary, always},
    {u"hasOwn", Polyfill::ObjectLibrary, always},
    {u"freeze", Polyfill::ObjectFreeze, always},
    {u"seal", Polyfill::ObjectFreeze, isMember},
    {u"preventExtensions", Polyfill::ObjectFreeze, always},
    {u"flat", Polyfill::ArrayFlat, isMember},
    {u"flatMap", Polyfill::ArrayFlat, always},
    {u"at", Polyfill::ArraySearch, isMember},
    {u"findLast", Polyfill::ArraySearch, always},
    {u"findLastIndex", Polyfill::ArraySearch, always},
    {u"toSorted", Polyfill::ArrayCopying, always},
    {u"toReversed", Polyfill::ArrayCopying, always},
    {u"toSpliced", Polyfill::ArrayCopying, always},
    {u"with", Polyfill::ArrayCopying, isMember},
    {u"sort", Polyfill::ArraySort, isMember},
    {u"from", Polyfill::ArrayFrom, isArrayFrom},
    {u"Array", Polyfill::ArraySpecies, isExtendedArray},
    {u"trim", Polyfill::StringTrim, isMember},
    {u"trimStart", Polyfill::StringTrim, always},
    {u"trimEnd", Polyfill::StringTrim, always},
    {u"trimLeft", Polyfill::StringTrim, always},
    {u"trimRight", Polyfill::StringTrim, always},
    {u"replace", Polyfill::StringReplace, takesPattern},
    {u"replaceAll", Polyfill::StringReplace, always},
    {u"split", Polyfill::StringSplit, takesPattern},
    {u"matchAll", Polyfill::StringMatchAll, always},
    {u"search", Polyfill::StringSearch, searchesForOther},
    {u"localeCompare", Polyfill::StringLocale, always},
    {u"description", Polyfill::SymbolLibrary, isMember},
    {u"toString", Polyfill::NumberFormat, hasArguments},
    {u"toLocaleString", Polyfill::NumberFormat, always},
    {u"cbrt", Polyfill::MathLibrary, always},
    {u"JSON", Polyfill::JsonParse, parsesWithReviver},
    {u"JSON", Polyfill::JsonStringify, stringifiesWithList},
    {u"Date", Polyfill::DateFormat, isDateOtherThanNow},
    {u"Date", Polyfill::DateParse, isDateWithText},
    {u"apply", Polyfill::FunctionApply, isOwnApply},
    {u"Map", Polyfill::MapAndSet, always},
    {u"Set", Polyfill::MapAndSet, always},
    {u"WeakMap", Polyfill::WeakCollections, always},
    {u"WeakSet", Polyfill::WeakCollections, always},
    {u"Proxy", Polyfill::ProxyViews, always},
    {u"SharedArray", Polyfill::ProxyViews, always},
    {u"RegExp", Polyfill::RegExpLibrary, always},
    {u"source", Polyfill::RegExpSource, isMember},
    {u"TextEncoder", Polyfill::TextEncoding, always},
    {u"TextDecoder", Polyfill::TextEncoding, always},
    {u"crypto", Polyfill::Crypto, isWebCrypto},
    {u"getRandomValues", Polyfill::Crypto, always},
    {u"randomUUID", Polyfill::Crypto, always},
    {u"subtle", Polyfill::Crypto, always},
    {u"BigInt", Polyfill::BigIntNotice, always},
    {u"eval", Polyfill::OnDemandAll, always},
    {u"Function", Polyfill::OnDemandAll, makesFunction},
    {u"prototype", Polyfill::OnDemand, isIndexed},
};

} // namespace

std::span<const PolyfillTrigger> polyfillTriggers()
{
    return triggers;
}

} // namespace sockscope
