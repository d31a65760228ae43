// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QObject>
#include <QString>

namespace sockscope {

class VirtualUser;

/// The modules of one VU: the native side of prelude/loader.js, which evaluates them in order (k6-reference 1.4).
class ModuleLoader : public QObject
{
    Q_OBJECT
public:
    /// `makeFunctions` is what prelude/loader.mjs exports.
    ModuleLoader(VirtualUser &vu, const QJSValue &makeFunctions);

    /// The function that evaluates the main module; its result (or promise) is that module's `module` object.
    [[nodiscard]] QJSValue mainEvaluator() const;
    /// The url of the module whose body is executing, empty outside of any.
    [[nodiscard]] QString currentUrl() const;
    /// `require` as the main module sees it, for snippets typed by hand.
    [[nodiscard]] QJSValue requireFunction() const;
    /// A function that gives the namespace of a built-in module by name, in any stage.
    [[nodiscard]] QJSValue builtinFunction() const;

    /// Evaluates modules anew on their next use; built-in ones stay.
    void forgetModules();

    // Called by loader.mjs.
    Q_INVOKABLE QJSValue resolve(const QString &specifier, const QString &base);
    Q_INVOKABLE QJSValue compile(const QString &url);
    Q_INVOKABLE bool hasAsyncModules() const;
    Q_INVOKABLE QJSValue createBuiltin(const QString &name);
    Q_INVOKABLE void checkRequire();

private:
    VirtualUser &m_vu;
    QJSValue m_functions;
};

} // namespace sockscope
