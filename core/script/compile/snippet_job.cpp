// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/snippet_job.h"

#include "script/compile/code_shaper.h"
#include "script/compile/compile_job.h"
#include "script/compile/constant_tail.h"
#include "script/compile/es_module_scan.h"
#include "script/compile/esbuild_messages.h"
#include "script/compile/esbuild_passes.h"
#include "script/compile/snippet.h"
#include "script/compile/source_text.h"
#include "script/compile/wrapper.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr auto language = EsbuildPasses::Language::JavaScript;

} // namespace

SnippetJob::SnippetJob(const QString &esbuild, const QString &url, const QString &text)
    : m_esbuild(esbuild)
    , m_url(url)
    , m_text(text)
    , m_source(text)
    , m_keptConstant(withKeptConstant(text))
{
    m_asStatements.start(esbuild, EsbuildPasses::scan(language), text.toUtf8());
    if (text.trimmed().startsWith(u'{')) // at a console {a: 1} is an object, not a block
        m_asExpression.start(esbuild, EsbuildPasses::scan(language), (u'(' + text + u"\n)"_s).toUtf8());
    if (!m_keptConstant.isEmpty())
        m_withConstant.start(esbuild, EsbuildPasses::scan(language), m_keptConstant.toUtf8());
}

bool SnippetJob::chooseReading()
{
    for (EsbuildProcess *pass : {&m_asExpression, &m_asStatements, &m_withConstant}) {
        if (pass->isStarted() && !pass->wait()) {
            refuse(pass->failure());
            return false;
        }
    }
    if (m_asExpression.isStarted() && m_asExpression.succeeded()) {
        m_scan = &m_asExpression;
        m_source = u'(' + m_text + u"\n)"_s;
    } else if (m_withConstant.isStarted() && m_withConstant.succeeded() && m_asStatements.succeeded()) {
        m_scan = &m_withConstant;
        m_source = m_keptConstant;
    }
    return true;
}

CompiledModule SnippetJob::finish(CompileError *error)
{
    CompiledModule module;
    module.url = m_url;
    module.source = m_text;
    if (chooseReading())
        compile(module);
    *error = m_error;
    return m_error.isEmpty() ? module : CompiledModule();
}

void SnippetJob::compile(CompiledModule &module)
{
    const std::optional<PassResult> scanned = m_scan->succeeded() ? takeResult(*m_scan) : std::nullopt;
    if (!scanned) {
        m_error = toCompileError(parseEsbuildMessages(m_scan->messages()), m_url, m_text, false);
        m_error.isIncomplete = m_error.isIncomplete || endsInTemplate();
        return;
    }
    const EsModuleScan scan(scanned->code);
    const Snippet snippet = Snippet::from(scanned->code, scan);
    EsbuildProcess code;
    code.start(m_esbuild, EsbuildPasses::code(language), snippet.text.toUtf8());
    if (!code.wait()) {
        refuse(code.failure());
        return;
    }
    std::optional<PassResult> pass = code.succeeded() ? takeResult(code) : std::nullopt;
    if (!pass) {
        QList<EsbuildMessage> messages = parseEsbuildMessages(code.messages());
        mapMessages(messages, scanned->map, snippet.firstLine);
        m_error = toCompileError(messages, m_url, m_text, false);
        return;
    }
    pass->map.composeWith(scanned->map, static_cast<std::uint32_t>(snippet.firstLine));
    const SourceText source(m_source);
    CodeShaper shaper(pass->code, pass->map, source, CodeShaper::Use::Snippet);
    module.isEsModule = true;
    module.isAsync = snippet.isAsync;
    module.imports = scan.imports();
    wrapSnippet(module, shaper.shape());
    if (m_scan == &m_asExpression)
        shiftFirstLine(module.layout);
}

/// esbuild says the same of a string and of a template that do not end, but only a template goes on when there is more.
bool SnippetJob::endsInTemplate() const
{
    if (!m_error.text.startsWith(u"Unterminated string literal"_s))
        return false;
    EsbuildProcess pass;
    pass.start(m_esbuild, EsbuildPasses::scan(language), (m_text + u"\n`"_s).toUtf8());
    if (!pass.wait() || pass.succeeded())
        return pass.succeeded();
    const CompileError error = toCompileError(parseEsbuildMessages(pass.messages()), m_url, m_text, false);
    return !error.text.startsWith(u"Unterminated string literal"_s);
}

/// Takes the parenthesis that was put before the text out of the positions.
void SnippetJob::shiftFirstLine(SourceLayout &layout) const
{
    for (SourceLayout::Line &entry : layout.lines) {
        if (entry.line == 1 && entry.column > 1)
            --entry.column;
        if (entry.callLine == 1 && entry.callColumn > 1)
            --entry.callColumn;
    }
}

void SnippetJob::refuse(const QString &text)
{
    m_error = {u"GoError"_s, text, text, m_url, 0, 0, false};
}

} // namespace sockscope
