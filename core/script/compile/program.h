// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/compile_error.h"
#include "script/compile/compiled_module.h"
#include "script/compile/module_resolver.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace sockscope {

/// A script with everything it imports and opens: compiled once, shared by all virtual users. Thread-safe.
///
/// Until lock() modules are compiled and files read on first use; after it, only what was used before is served, as in
/// k6, where the first pass over the init code decides what the others may see (k6-reference 1.4).
class Program
{
public:
    /// `script` is the path of the main module, "-" for one that came from standard input. `isBuiltin` says which names
    /// are modules of the program. `esbuild` is the path of the compiler to run; empty: look for it.
    explicit Program(const QString &script, ModuleResolver::IsBuiltin isBuiltin, const QString &esbuild = {});
    ~Program();
    Q_DISABLE_COPY_MOVE(Program)

    [[nodiscard]] QString mainUrl() const;
    /// Gives a module's text instead of the file on disk: an editor's unsaved text, or what came from standard input.
    /// The text is UTF-8. A module compiled before is compiled again on its next use.
    void setSource(const QString &url, const QByteArray &text);

    /// Serves these files, by absolute path, and no others: from here on the disk isn't looked at, as for an archive
    /// (k6-reference 5.9). To be called before the first use.
    void serveOnly(const QHash<QString, QByteArray> &files);
    /// Every file used so far, modules and opened ones, by absolute path.
    [[nodiscard]] QHash<QString, QByteArray> usedFiles() const;
    /// The names of the built-in modules that the modules used so far import, sorted, each once.
    [[nodiscard]] QStringList usedBuiltins() const;

    /// Called with the url and text of every file of the author's that is about to be compiled, on the thread that
    /// needs it, one at a time. To be set before the first use.
    void setSourceListener(std::function<void(const QString &url, const QByteArray &text)> listener);

    /// From here on the author's files get probes, see InstrumentScript. `compiled` is told each module before it runs,
    /// on the thread that compiled it. For debug runs; to be set before the first use.
    void setInstrumenter(InstrumentScript instrument,
                         std::function<void(const std::shared_ptr<const CompiledModule> &)> compiled);

    /// Modules and files are read and compiled anew on their next use, and texts given by setSource() are forgotten.
    /// Snippets stay known. Functions compiled before go on; their positions are read off the text compiled last.
    void forgetFiles();

    /// From here on only modules and files used before are served.
    void lock();
    [[nodiscard]] bool isLocked() const;

    /// What a specifier in the module `base` means. On failure `error` is k6's sentence; a script sees it as a GoError.
    [[nodiscard]] ResolvedModule resolve(const QString &specifier, const QString &base, QString *error);
    /// What `import.meta.resolve()` answers: the url a specifier stands for, whether or not there is such a file.
    [[nodiscard]] QString resolveUrl(const QString &specifier, const QString &base, QString *error) const;
    /// The compiled module of a url that resolve() gave. Null on failure. On first use the module's static imports are
    /// compiled too and linked: a name that a module does not export is an error of the module that imports it. The
    /// result stays valid as long as this object, even after setSource().
    [[nodiscard]] const CompiledModule *module(const QString &url, CompileError *error);
    /// Whether any module so far has top-level await: then the others may have to wait for it.
    [[nodiscard]] bool hasAsyncModules() const;
    /// The error for code that esbuild let pass and the engine does not accept; `generatedLine` and `message` are those
    /// of the SyntaxError that evaluating the module's wrappedCode gave.
    [[nodiscard]] CompileError refusedByEngine(const QString &url, int generatedLine, const QString &message) const;
    /// The bytes of a file for `open()`; the path is relative to the module `base`. On failure `error` is k6's
    /// sentence.
    [[nodiscard]] QByteArray openFile(const QString &path, const QString &base, QString *error);

    /// Compiles a text typed at a console: statements or an expression, with top-level await, TypeScript excluded.
    /// Calling the function that the code yields gives the value of the last expression, or a promise of it where the
    /// text awaits something. What the text declares at its top level is defined as a live property of the global
    /// object, for the snippets after it. `name` and `id` make the url under which stacks show it (`prompt:3`).
    [[nodiscard]] CompiledModule compileExpression(const QString &text, const QString &name, int id,
                                                   CompileError *error);

    /// The author's position of a line of compiled code; an empty url when there is none.
    [[nodiscard]] ScriptPosition map(const QString &url, int generatedLine,
                                     SourceLayout::Use use = SourceLayout::Use::Call) const;
    /// Turns the `stack` of a V4 error into k6's form: lines of `\tat name (file:///abs/script.js:7:35(0))\n`. The
    /// message of the error, where there is one, tells whether the innermost frame failed at a call or at a name.
    [[nodiscard]] QString formatStack(QStringView rawStack, QStringView message = {}) const;
    /// The innermost position in the author's files; an empty url when there is none. Costs well under a microsecond.
    [[nodiscard]] ScriptPosition innermost(QStringView rawStack) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
