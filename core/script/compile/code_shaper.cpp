// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/code_shaper.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString freeName(const QString &code, QString name)
{
    while (code.contains(name))
        name += u'_';
    return name;
}

} // namespace

CodeShaper::Names::Names(const QString &code)
    : temporary(freeName(code, u"__v"_s))
    , caught(freeName(code, u"__caught"_s))
    , helpers(freeName(code, u"__helpers"_s))
    , module(freeName(code, u"__module"_s))
    , exports(freeName(code, u"__exports"_s))
    , importMeta(freeName(code, u"__importMeta"_s))
    , importCall(freeName(code, u"__import"_s))
    , error(freeName(code, u"__c"_s))
    , self(freeName(code, u"__self"_s))
    , rest(freeName(code, u"__rest"_s))
{
}

CodeShaper::CodeShaper(const QString &code, const SourceMap &map, const SourceText &source, Use use)
    : m_use(use)
    , m_code(code)
    , m_map(map)
    , m_source(source)
    , m_tokens(code)
    , m_functions(m_tokens)
    , m_names(code)
{
    m_keep = u'(' + m_names.temporary + u'=';
    m_yield = u',' + m_names.temporary + u')';
    m_yieldMarked = u",1&&"_s + m_names.temporary + u')';
    indexSegments();
    shareSegments();
}

CodeShaper::Result CodeShaper::shape()
{
    Result result{.code = {}, .layout = {}, .names = m_names};
    if (m_tokens.isBalanced()) // else esbuild printed something unforeseen: better unchanged than wrong
        shapeAll();
    write(result);
    result.usesImportCall = m_usesImportCall;
    return result;
}

/// Notes for each token the segment that begins there.
void CodeShaper::indexSegments()
{
    m_segments.resize(static_cast<std::size_t>(m_tokens.size()));
    m_firstMapped = m_tokens.size();
    const SourceText code(m_code);
    int token = 0;
    for (const SourceMapSegment &segment : m_map.segments()) {
        const auto at = code.offset(segment.generatedLine, segment.generatedColumn);
        if (!at || segment.source != 0)
            continue;
        while (token < m_tokens.size() && m_tokens.at(token).start < *at)
            ++token;
        if (token == m_tokens.size())
            break;
        m_firstMapped = std::min(m_firstMapped, token);
        // the segment of a line's first token stands before the indentation
        const QStringView between = QStringView(m_code).sliced(*at, m_tokens.at(token).start - *at);
        if (between.size() == between.count(u' '))
            m_segments[static_cast<std::size_t>(token)] = &segment;
    }
}

/// esbuild maps two tokens of the same origin once: of `"".concat(f())`, made of a template, only the word `concat`.
void CodeShaper::shareSegments()
{
    for (int i = m_firstMapped + 2; i < m_tokens.size(); ++i) {
        const std::optional<qsizetype> origin = originalOffset(i - 2);
        if (segment(i) || segment(i - 1) || !origin || !m_tokens.isIdentifier(i))
            continue;
        if (m_source.nameAt(*origin) == m_tokens.text(i) && m_tokens.text(i - 2) != m_tokens.text(i))
            m_segments[static_cast<std::size_t>(i)] = segment(i - 2);
    }
}

const SourceMapSegment *CodeShaper::segment(int token) const
{
    return token < 0 || token >= m_tokens.size() ? nullptr : m_segments[static_cast<std::size_t>(token)];
}

std::optional<qsizetype> CodeShaper::originalOffset(int token) const
{
    const SourceMapSegment *found = segment(token);
    return found ? m_source.offset(found->line, found->column) : std::nullopt;
}

void CodeShaper::edit(int token, Phase phase, const QString &text, int order)
{
    Edit change;
    change.token = token;
    change.phase = phase;
    change.order = order;
    change.text = text;
    m_edits.push_back(std::move(change));
}

void CodeShaper::shapeAll()
{
    shapeHelpers();
    for (int i = 0; i < m_tokens.size(); ++i) {
        if (m_tokens.is(i, "catch"_L1))
            shapeCatch(i);
        else if (m_tokens.is(i, "module"_L1))
            shapeModuleObject(i);
        if (i < m_firstMapped)
            continue;
        if (m_tokens.is(i, "("_L1))
            shapeCall(i);
        else if (m_tokens.is(i, "["_L1))
            shapeSubscript(i);
        else if (m_tokens.is(i, "return"_L1))
            shapeReturn(i);
        else if (m_tokens.is(i, "import"_L1))
            shapeImportCall(i);
        else if (m_tokens.is(i, "__importMeta"_L1))
            shapeImportMeta(i);
        else if (m_tokens.is(i, "class"_L1))
            shapeClass(i);
        else if (m_tokens.is(i, "super"_L1))
            shapeSuperMember(i);
    }
    for (const FunctionScan::Function &function : m_functions.functions()) {
        if (function.begin < m_firstMapped)
            continue;
        if (function.isArrow && !m_tokens.is(function.body, "{"_L1))
            shapeArrowBody(function);
        shapeRestPattern(function);
    }
    breakLines();
}

/// The helpers that esbuild prints into each file are taken from the virtual user (prelude/helpers.mjs) instead.
void CodeShaper::shapeHelpers()
{
    static const QStringList shared{u"__async"_s, u"__export"_s, u"__copyProps"_s, u"__toCommonJS"_s, u"__toESM"_s};
    for (int i = 0; i + 2 < m_firstMapped; ++i) {
        if (!m_tokens.is(i, "var"_L1) || !m_tokens.is(i + 2, "="_L1))
            continue;
        const QString name = m_tokens.text(i + 1).toString();
        m_helpers.insert(name);
        const qsizetype index = shared.indexOf(name);
        if (index < 0 || m_use == Use::Snippet)
            continue;
        edit(i + 3, Phase::Replace, u"%1[%2]"_s.arg(m_names.helpers).arg(index));
        m_edits.back().removeThrough = FunctionScan::expressionEnd(m_tokens, i + 3) - 1;
    }
}

/// In an ES module `module` means nothing to the author; the object that esbuild's own lines need goes by another name.
void CodeShaper::shapeModuleObject(int token)
{
    if (!m_tokens.is(token + 1, "."_L1) || !m_tokens.is(token + 2, "exports"_L1))
        return;
    const bool isExport = m_tokens.is(token + 3, "="_L1) && m_tokens.is(token + 4, "__toCommonJS"_L1);
    const bool isStarExport = m_tokens.is(token - 1, ","_L1) && m_tokens.is(token + 3, ")"_L1) &&
                              m_tokens.is(m_tokens.partner(token + 3) - 1, "__reExport"_L1);
    if (isExport || isStarExport)
        edit(token, Phase::Replace, m_names.module);
}

void CodeShaper::shapeCatch(int token)
{
    const int open = token + 1;
    if (!m_tokens.is(open, "("_L1) || m_tokens.is(token - 1, "."_L1) || m_tokens.touchesPrevious(open))
        return;
    const int close = m_tokens.partner(open);
    if (!m_tokens.is(close + 1, "{"_L1))
        return;
    if (close == open + 2) {
        const QString name = m_tokens.text(open + 1).toString();
        edit(close + 1, Phase::After, u" %1 = %2(%1);"_s.arg(name, m_names.caught));
        return;
    }
    const JsToken &first = m_tokens.at(open + 1);
    const QString pattern = m_code.mid(first.start, m_tokens.at(close).start - first.start).replace(u'\n', u' ');
    edit(open + 1, Phase::Replace, m_names.error);
    m_edits.back().removeThrough = close - 1;
    edit(close + 1, Phase::After, u" let %1 = %2(%3);"_s.arg(pattern, m_names.caught, m_names.error));
}

void CodeShaper::shapeImportCall(int token)
{
    if (!m_tokens.is(token + 1, "("_L1) || m_tokens.is(token - 1, "."_L1) || m_functions.opensParameters(token + 1))
        return;
    edit(token, Phase::Replace, m_names.importCall);
    m_usesImportCall = true;
}

/// esbuild was told to call it so (EsbuildPasses::code); the author may have given the name to something else.
void CodeShaper::shapeImportMeta(int token)
{
    const std::optional<qsizetype> origin = originalOffset(token);
    if (m_use == Use::Module && origin && m_source.nameAt(*origin) == "import"_L1)
        edit(token, Phase::Replace, m_names.importMeta);
}

} // namespace sockscope
