// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/polyfill_table.h"

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array table{
    PolyfillRow{Polyfill::GlobalThis, "global_this"_L1, ":globalThis"_L1},
    PolyfillRow{Polyfill::ObjectLibrary, "object_library"_L1, "Object:fromEntries,hasOwn"_L1},
    PolyfillRow{Polyfill::ObjectFreeze, "object_freeze"_L1, "Object:freeze,seal,preventExtensions"_L1},
    PolyfillRow{Polyfill::ArrayFlat, "array_flat"_L1, "Array.prototype:flat,flatMap"_L1},
    PolyfillRow{
        Polyfill::ArraySearch, "array_search"_L1,
        "Array.prototype:at,findLast,findLastIndex String.prototype:at TypedArray.prototype:at,findLast,findLastIndex"_L1},
    PolyfillRow{Polyfill::ArrayCopying, "array_copying"_L1,
                "Array.prototype:toSorted,toReversed,toSpliced,with TypedArray.prototype:toSorted,toReversed,with"_L1},
    PolyfillRow{Polyfill::ArraySort, "array_sort"_L1, "Array.prototype:sort TypedArray.prototype:sort"_L1},
    PolyfillRow{Polyfill::ArrayFrom, "array_from"_L1, "Array:from"_L1},
    PolyfillRow{Polyfill::ArraySpecies, "array_species"_L1, ""_L1},
    PolyfillRow{Polyfill::StringTrim, "string_trim"_L1,
                "String.prototype:trim,trimStart,trimEnd,trimLeft,trimRight"_L1},
    PolyfillRow{Polyfill::StringReplace, "string_replace"_L1, "String.prototype:replace,replaceAll"_L1},
    PolyfillRow{Polyfill::StringSplit, "string_split"_L1, "String.prototype:split"_L1},
    PolyfillRow{Polyfill::StringMatchAll, "string_match_all"_L1, "String.prototype:matchAll Symbol:matchAll"_L1},
    PolyfillRow{Polyfill::StringSearch, "string_search"_L1, "String.prototype:search"_L1},
    PolyfillRow{Polyfill::StringLocale, "string_locale"_L1, "String.prototype:localeCompare"_L1},
    PolyfillRow{Polyfill::SymbolLibrary, "symbol_library"_L1, "Symbol.prototype:description"_L1},
    PolyfillRow{Polyfill::NumberFormat, "number_format"_L1, "Number.prototype:toString,toLocaleString"_L1},
    PolyfillRow{Polyfill::MathLibrary, "math_library"_L1, "Math:cbrt"_L1},
    PolyfillRow{Polyfill::JsonParse, "json_parse"_L1, "JSON:parse"_L1},
    PolyfillRow{Polyfill::JsonStringify, "json_stringify"_L1, "JSON:stringify"_L1},
    PolyfillRow{
        Polyfill::DateFormat, "date_format"_L1,
        "Date.prototype:toString,toUTCString,toDateString,toTimeString,toLocaleString,toLocaleDateString,toLocaleTimeString"_L1},
    PolyfillRow{Polyfill::DateParse, "date_parse"_L1, ":Date"_L1},
    PolyfillRow{Polyfill::FunctionApply, "function_apply"_L1, "Function.prototype:apply"_L1},
    PolyfillRow{Polyfill::MapAndSet, "map_and_set"_L1, ":Map,Set"_L1},
    PolyfillRow{Polyfill::WeakCollections, "weak_collections"_L1, ":WeakMap,WeakSet"_L1},
    PolyfillRow{Polyfill::ProxyKeys, "proxy_keys"_L1, ":Proxy"_L1},
    PolyfillRow{Polyfill::ProxyViews, "proxy_views"_L1, ""_L1},
    PolyfillRow{Polyfill::RegExpLibrary, "regexp_library"_L1, ":RegExp"_L1},
    PolyfillRow{Polyfill::RegExpSource, "regexp_source"_L1, "RegExp.prototype:source"_L1},
    PolyfillRow{Polyfill::TextEncoding, "text_encoding"_L1, ":TextEncoder,TextDecoder"_L1},
    PolyfillRow{Polyfill::Crypto, "crypto"_L1, ":crypto"_L1},
    PolyfillRow{Polyfill::BigIntNotice, "bigint_notice"_L1, ""_L1},
    PolyfillRow{Polyfill::OnDemand, "on_demand"_L1, ""_L1},
    PolyfillRow{Polyfill::OnDemandAll, "on_demand_all"_L1, ""_L1},
};
static_assert(table.size() == std::size_t(Polyfill::Count));

} // namespace

std::span<const PolyfillRow> polyfillTable()
{
    return table;
}

} // namespace sockscope
