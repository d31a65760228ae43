// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/compile_job.h"

#include "script/compile/async_module.h"
#include "script/compile/cjs_facts.h"
#include "script/compile/code_shaper.h"
#include "script/compile/es_module_scan.h"
#include "script/compile/module_resolver.h"
#include "script/compile/source_text.h"
#include "script/compile/wrapper.h"

#include <QRegularExpression>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString decode(const QByteArray &text)
{
    const QString decoded = QString::fromUtf8(text);
    return decoded.startsWith(u'\ufeff') ? decoded.sliced(1) : decoded;
}

// Nothing but complaints about top-level await: the text is a valid asynchronous module.
bool isAsynchronous(const QList<EsbuildMessage> &messages)
{
    return !messages.isEmpty() && std::all_of(messages.begin(), messages.end(), isTopLevelAwait);
}

bool importsFiles(const CompiledModule &module)
{
    return std::any_of(module.imports.begin(), module.imports.end(),
                       [](const ImportRecord &record) { return !ModuleResolver::isBuiltinName(record.specifier); });
}

} // namespace

std::optional<PassResult> takeResult(const EsbuildProcess &pass)
{
    QByteArray output = pass.output();
    std::optional<SourceMap> map = SourceMap::takeInline(output);
    if (!map)
        return std::nullopt;
    return PassResult{QString::fromUtf8(output), std::move(*map)};
}

ScriptCompiler::Job::Job(const QString &esbuild, const QString &url, const QByteArray &text,
                         const InstrumentScript &instrumenter, int &nextProbe)
    : m_esbuild(esbuild)
    , m_url(url)
    , m_original(decode(text))
    , m_source(m_original)
    , m_inputMap(m_source, url)
    , m_text(text)
    , m_input(m_source.toUtf8())
{
    if (instrumenter)
        instrument(instrumenter, nextProbe);
    m_javaScript.start(m_esbuild, EsbuildPasses::code(EsbuildPasses::Language::JavaScript), m_input);
    if (mayBeTypeScript() && !m_instrumented)
        m_typeScript.start(m_esbuild, EsbuildPasses::code(EsbuildPasses::Language::TypeScript), m_input);
    else if (seemsToNeedScan())
        m_scan.start(m_esbuild, EsbuildPasses::scan(m_language), m_input);
}

/// Puts probes into what goes to esbuild. A text that can't be read stays as it is: it runs without them, or fails.
void ScriptCompiler::Job::instrument(const InstrumentScript &instrumenter, int &nextProbe)
{
    m_instrumented = InstrumentedSource::make(m_source, m_source, std::nullopt, instrumenter, nextProbe);
    if (!m_instrumented && mayBeTypeScript()) {
        EsbuildProcess strip;
        strip.start(m_esbuild, EsbuildPasses::scan(EsbuildPasses::Language::TypeScript), m_input);
        std::optional<PassResult> pass = strip.wait() && strip.succeeded() ? takeResult(strip) : std::nullopt;
        if (pass)
            m_instrumented = InstrumentedSource::make(m_source, pass->code, pass->map, instrumenter, nextProbe);
    }
    if (!m_instrumented)
        return;
    nextProbe += static_cast<int>(m_instrumented->probes()->points.size());
    m_input = m_instrumented->text().toUtf8();
}

/// The module without probes, for errors in the author's own terms.
CompiledModule ScriptCompiler::Job::finishPlain(CompileError *error) const
{
    int unused = 0;
    return Job(m_esbuild, m_url, m_text, {}, unused).finish(error);
}

void ScriptCompiler::Job::translate(SourceMap &map) const
{
    if (m_instrumented)
        m_instrumented->translate(map);
}

bool ScriptCompiler::Job::mayBeTypeScript() const
{
    static const QStringList endings{u".ts"_s, u".mts"_s, u".cts"_s, u"/-"_s};
    return std::any_of(endings.begin(), endings.end(),
                       [this](const QString &ending) { return m_url.endsWith(ending); });
}

/// A guess, made before anything is known: imports of files, or an await that is not inside of an asynchronous
/// function.
bool ScriptCompiler::Job::seemsToNeedScan() const
{
    static const QRegularExpression fileImport(uR"(\b(?:from|import)\s*["'](?!k6))"_s);
    static const QRegularExpression topLevelAwait(uR"(^(?!.*\basync\b)\S.*\bawait\b|^await\b)"_s,
                                                  QRegularExpression::MultilineOption);
    return fileImport.match(m_source).hasMatch() || topLevelAwait.match(m_source).hasMatch();
}

/// k6 takes TypeScript for what does not parse as JavaScript. False when esbuild did not work.
bool ScriptCompiler::Job::chooseLanguage()
{
    if (!m_javaScript.wait()) {
        refuse(m_javaScript.failure());
        return false;
    }
    if (m_javaScript.succeeded() || !m_typeScript.isStarted() ||
        isAsynchronous(parseEsbuildMessages(m_javaScript.messages())))
        return true;
    m_language = EsbuildPasses::Language::TypeScript;
    m_code = &m_typeScript;
    if (!m_typeScript.wait()) {
        refuse(m_typeScript.failure());
        return false;
    }
    return true;
}

CompiledModule ScriptCompiler::Job::finish(CompileError *error)
{
    CompiledModule module;
    module.url = m_url;
    module.source = m_original;
    if (m_instrumented)
        module.probes = m_instrumented->probes();
    if (chooseLanguage()) {
        std::optional<PassResult> pass = m_code->succeeded() ? takeResult(*m_code) : std::nullopt;
        if (pass)
            finishSync(module, *pass);
        else if (!m_code->succeeded() && isAsynchronous(parseEsbuildMessages(m_code->messages())))
            finishAsync(module);
        else
            refuse(*m_code);
    }
    if (!m_error.isEmpty() && m_instrumented)
        return finishPlain(error);
    *error = m_error;
    if (!m_error.isEmpty())
        return {};
    m_inputMap.apply(module.layout);
    return module;
}

std::optional<PassResult> ScriptCompiler::Job::scan()
{
    if (!m_scan.isStarted())
        m_scan.start(m_esbuild, EsbuildPasses::scan(m_language), m_input);
    if (!m_scan.wait()) {
        refuse(m_scan.failure());
        return std::nullopt;
    }
    return m_scan.succeeded() ? takeResult(m_scan) : std::nullopt;
}

void ScriptCompiler::Job::finishSync(CompiledModule &module, PassResult &pass)
{
    translate(pass.map);
    const SourceText source(m_source);
    CodeShaper shaper(pass.code, pass.map, source);
    const CjsFacts facts(shaper, source);
    if (!facts.unsupported.isEmpty()) {
        const auto [line, column] = source.place(facts.unsupportedAt);
        m_error = syntaxErrorAt(facts.unsupported, m_url, static_cast<int>(line) + 1, static_cast<int>(column) + 1);
        return;
    }
    module.isEsModule = facts.isEsModule;
    module.exportNames = facts.exportNames;
    module.imports = facts.imports;
    wrap(module, shaper.shape());
    if (!importsFiles(module))
        return;
    if (const std::optional<PassResult> scanned = scan())
        readImports(module, EsModuleScan(scanned->code));
}

void ScriptCompiler::Job::finishAsync(CompiledModule &module)
{
    const std::optional<PassResult> scanned = scan();
    if (!scanned) {
        if (m_error.isEmpty())
            refuse(m_scan);
        return;
    }
    const EsModuleScan es(scanned->code);
    const AsyncModule rewritten = AsyncModule::from(scanned->code, es);
    EsbuildProcess second;
    second.start(m_esbuild, EsbuildPasses::code(EsbuildPasses::Language::JavaScript), rewritten.text.toUtf8());
    if (!second.wait()) {
        refuse(second.failure());
        return;
    }
    std::optional<PassResult> pass = second.succeeded() ? takeResult(second) : std::nullopt;
    if (!pass) {
        QList<EsbuildMessage> messages = parseEsbuildMessages(second.messages());
        mapMessages(messages, scanned->map, rewritten.firstLine);
        m_error = toCompileError(messages, m_url, m_source, false);
        return;
    }
    pass->map.composeWith(scanned->map, static_cast<std::uint32_t>(rewritten.firstLine));
    translate(pass->map);
    const SourceText source(m_source);
    CodeShaper shaper(pass->code, pass->map, source);
    module.isEsModule = true;
    module.isAsync = true;
    module.exportNames = es.exportNames();
    module.imports = es.imports();
    wrap(module, shaper.shape());
}

/// The scan knows the names, the code the positions; both list the imports in the same order.
void ScriptCompiler::Job::readImports(CompiledModule &module, const EsModuleScan &scan) const
{
    QList<ImportRecord> imports = scan.imports();
    qsizetype from = 0;
    for (ImportRecord &record : imports) {
        for (qsizetype i = from; i < module.imports.size(); ++i) {
            if (module.imports.at(i).specifier != record.specifier)
                continue;
            record.line = module.imports.at(i).line;
            record.column = module.imports.at(i).column;
            from = i + 1;
            break;
        }
    }
    module.imports = imports;
}

void ScriptCompiler::Job::refuse(const QString &text)
{
    m_error = {u"GoError"_s, text, text, m_url, 0, 0, false};
}

/// Reports the errors of a pass; those about await alone would hide the real one.
void ScriptCompiler::Job::refuse(const EsbuildProcess &pass)
{
    QList<EsbuildMessage> messages = parseEsbuildMessages(pass.messages());
    if (!isAsynchronous(messages))
        messages.removeIf(isTopLevelAwait);
    m_error = toCompileError(messages, m_url, m_source, m_language == EsbuildPasses::Language::TypeScript);
}

} // namespace sockscope
