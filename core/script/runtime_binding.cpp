// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/runtime_binding.h"

#include "script/compile/program.h"
#include "script/module_loader.h"
#include "script/virtual_user.h"

namespace sockscope {

using namespace Qt::StringLiterals;

QJSValue RuntimeBinding::load(const QString &resource)
{
    return m_vu.load(resource);
}

void RuntimeBinding::reportThrown(const QString &text)
{
    m_vu.reportThrown(text);
}

void RuntimeBinding::reportUnhandled(const QString &text)
{
    m_vu.reportRejection(text);
}

void RuntimeBinding::noteRejection()
{
    m_vu.noteRejection();
}

int RuntimeBinding::startTimer(double delayMs, bool repeat)
{
    return m_vu.loop().startTimer(delayMs, repeat);
}

void RuntimeBinding::clearTimer(int id)
{
    m_vu.loop().clearTimer(id);
}

void RuntimeBinding::console(int level, const QString &text)
{
    m_vu.consoleLine(static_cast<LogLevel>(level), text);
}

QJSValue RuntimeBinding::environmentVariable(const QString &name)
{
    const auto it = m_vu.environment().constFind(name);
    return it == m_vu.environment().cend() ? QJSValue() : QJSValue(*it);
}

QStringList RuntimeBinding::environmentNames()
{
    return m_vu.environment().keys();
}

QJSValue RuntimeBinding::open(const QString &path, bool binary)
{
    if (!m_vu.inInit()) {
        m_vu.throwGoError(u"the \"open\" function is only available in the init stage (i.e. the global scope), see "
                          "https://grafana.com/docs/k6/latest/using-k6/test-lifecycle/ for more information"_s);
        return {};
    }
    QString error;
    const QByteArray bytes = m_vu.context().program->openFile(path, m_vu.loader().currentUrl(), &error);
    if (!error.isEmpty()) {
        m_vu.throwGoError(error);
        return {};
    }
    return binary ? m_vu.engine().toScriptValue(bytes) : QJSValue(QString::fromUtf8(bytes));
}

QString RuntimeBinding::formatStack(const QString &raw)
{
    return m_vu.context().program->formatStack(raw);
}

void RuntimeBinding::settled(int call, bool ok, const QJSValue &value, bool thrown)
{
    m_vu.callSettled(call, ok, value, thrown);
}

} // namespace sockscope
