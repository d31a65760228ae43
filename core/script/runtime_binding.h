// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QObject>

namespace sockscope {

class VirtualUser;

/// The native side of prelude/runtime.mjs: what the globals of a script call. Lives with its VU.
class RuntimeBinding : public QObject
{
    Q_OBJECT
public:
    explicit RuntimeBinding(VirtualUser &vu)
        : m_vu(vu)
    {
    }

    Q_INVOKABLE QJSValue load(const QString &resource); ///< VirtualUser::load()
    Q_INVOKABLE void reportThrown(const QString &text);
    Q_INVOKABLE void reportUnhandled(const QString &text);
    Q_INVOKABLE void noteRejection(); ///< a promise was rejected and has no handler so far
    Q_INVOKABLE int startTimer(double delayMs, bool repeat);
    Q_INVOKABLE void clearTimer(int id);
    Q_INVOKABLE void console(int level, const QString &text);
    Q_INVOKABLE QJSValue environmentVariable(const QString &name); ///< undefined where there is none
    Q_INVOKABLE QStringList environmentNames();
    Q_INVOKABLE QJSValue open(const QString &path, bool binary);
    Q_INVOKABLE QString formatStack(const QString &raw);
    /// The end of a call made for its result: `ok`, the value or error, and whether the error was thrown before any
    /// promise.
    Q_INVOKABLE void settled(int call, bool ok, const QJSValue &value, bool thrown);

private:
    VirtualUser &m_vu;
};

} // namespace sockscope
