// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "module_helpers.h"
#include "script/compile/program.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QJSEngine>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace sockscope {

/// Files in a folder of their own, and the least that is needed to run them: `require`, `console.log`, and a
/// translation of what the engine throws. The real loader and runtime are not involved.
class ScriptRunner : public QObject
{
    Q_OBJECT
public:
    ScriptRunner() { reset(); }

    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("can't write a test file");
        return path;
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString url(const QString &name) const { return ModuleResolver::urlOf(m_folder.filePath(name)); }

    /// Compiles and evaluates a file and calls its default export; returns what it printed. What fails is printed too.
    QStringList run(const QString &name)
    {
        reset();
        program =
            std::make_unique<Program>(m_folder.filePath(name), [](const QString &module) { return module == u"k6"; });
        const QJSValue exports = load(program->mainUrl());
        settle();
        const QJSValue main = exports.property(QStringLiteral("default"));
        if (main.isCallable())
            report(main.call());
        settle();
        return lines;
    }
    QStringList runText(const QByteArray &text)
    {
        write(QStringLiteral("script.js"), text);
        return run(QStringLiteral("script.js"));
    }

    /// Lets the microtasks of V4 run, which are posted events.
    void settle()
    {
        QElapsedTimer clock;
        clock.start();
        for (int quiet = 0; quiet < 100 && clock.elapsed() < 5000; ++quiet) {
            const qsizetype before = lines.size();
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            if (lines.size() != before)
                quiet = 0;
        }
    }

    QJSValue load(const QString &moduleUrl)
    {
        if (m_modules.contains(moduleUrl))
            return m_modules.value(moduleUrl).property(QStringLiteral("exports"));
        CompileError error;
        const CompiledModule *module = program->module(moduleUrl, &error);
        if (!module) {
            engine->throwError(QString(error.name + QStringLiteral(": ") + error.message));
            lines.append(error.name + QStringLiteral(": ") + error.message);
            return {};
        }
        const QJSValue body = engine->evaluate(module->wrappedCode, module->url);
        if (body.isError()) {
            lines.append(QStringLiteral("V4 refuses the code: ") + body.toString());
            return {};
        }
        QJSValue object = engine->newObject();
        object.setProperty(QStringLiteral("exports"), engine->newObject());
        m_modules.insert(moduleUrl, object);
        const QJSValue makeRequire = engine->evaluate(
            QStringLiteral("(function (host, base) { return function (name) { return host.require(name, base) } })"));
        const QJSValue require = makeRequire.call({m_self, moduleUrl});
        report(body.call({object, object.property(QStringLiteral("exports")), require, meta, caught,
                          moduleHelpers(*engine, caught)}));
        return object.property(QStringLiteral("exports"));
    }

    Q_INVOKABLE QJSValue require(const QString &name, const QString &base)
    {
        QString error;
        const ResolvedModule found = program->resolve(name, base, &error);
        if (!error.isEmpty()) {
            engine->throwError(error);
            return {};
        }
        return found.builtin ? engine->globalObject().property(QStringLiteral("builtin")) : load(found.url);
    }
    Q_INVOKABLE void print(const QString &text) { lines.append(text); }
    Q_INVOKABLE QString formatStack(const QString &raw, const QString &message) const
    {
        return program->formatStack(raw, message);
    }
    Q_INVOKABLE QString innermost(const QString &raw) const
    {
        const ScriptPosition at = program->innermost(raw);
        return QStringLiteral("%1:%2").arg(at.line).arg(at.column);
    }

    std::unique_ptr<QJSEngine> engine;
    std::unique_ptr<Program> program;
    QStringList lines;
    QJSValue caught;
    QJSValue meta;

private:
    void report(const QJSValue &result)
    {
        if (result.isError())
            lines.append(engine->globalObject().property(QStringLiteral("stackOf")).call({result}).toString());
    }

    void reset()
    {
        lines.clear();
        m_modules.clear();
        engine = std::make_unique<QJSEngine>();
        QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
        m_self = engine->newQObject(this);
        engine->globalObject().setProperty(QStringLiteral("host"), m_self);
        engine->evaluate(QString::fromLatin1(R"js(
            var globalThis = this;
            var builtin = Object.defineProperty({ check: function () { "use strict"; return this === undefined }, value: 7 }, "__esModule", { value: true });
            builtin.default = builtin;
            var console = { log: function () { host.print(Array.prototype.map.call(arguments, String).join(" ")) } };
            // what the engine throws is copied, as the runtime does, so that its stack can be translated
            var caught = function (value) {
                if (!(value instanceof Error) || value.raw !== undefined)
                    return value;
                var copy = Object.create(Object.getPrototypeOf(value));
                Object.defineProperty(copy, "message", { value: value.message });
                Object.defineProperty(copy, "raw", { value: value.stack });
                if (Object.prototype.hasOwnProperty.call(value, "name"))
                    copy.name = value.name;
                return copy;
            };
            var stackOf = function (error) {
                if (!(error instanceof Error))
                    return String(error);
                return String(error) + "\n" + host.formatStack(error.raw === undefined ? error.stack : error.raw, error.message);
            };
            // the frames of an error, without the url
            var at = function (error) {
                return stackOf(error).split("\n\tat ").slice(1).map(function (frame) {
                    return frame.replace(/\(?file:\/\/.*\/([^\/]*):(\d+):(\d+)\(0\)\)?\n?/, function (all, file, line, column) {
                        return (file === "script.js" ? "" : file + ":") + line + ":" + column;
                    });
                }).join(", ");
            };
            var here = function () { return host.innermost(new Error().stack) };
        )js"));
        caught = engine->globalObject().property(QStringLiteral("caught"));
        meta = engine->newObject();
    }

    QTemporaryDir m_folder;
    QHash<QString, QJSValue> m_modules;
    QJSValue m_self;
};

} // namespace sockscope
