// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug/evaluator.h"

#include "script/compile/esbuild_messages.h"
#include "script/compile/esbuild_passes.h"
#include "script/compile/esbuild_process.h"
#include "script/virtual_user.h"

#include <QDeadlineTimer>
#include <QJSEngine>
#include <QMutex>
#include <QRegularExpression>
#include <QWaitCondition>

#include <thread>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxKnown = 500;

/// Interrupts an engine from a thread of its own unless it ends before the time is over.
class TimeLimit
{
public:
    TimeLimit(QJSEngine &engine, int ms)
        : m_thread([this, &engine, ms] {
            const QDeadlineTimer deadline(ms);
            QMutexLocker lock(&m_mutex);
            while (!m_isOver && !deadline.hasExpired())
                m_over.wait(&m_mutex, deadline);
            if (!m_isOver)
                engine.setInterrupted(true);
        })
    {
    }
    ~TimeLimit()
    {
        {
            QMutexLocker lock(&m_mutex);
            m_isOver = true;
        }
        m_over.wakeAll();
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(TimeLimit)

private:
    QMutex m_mutex;
    QWaitCondition m_over;
    bool m_isOver = false;
    std::thread m_thread;
};

QString wrapped(const QString &names, const QString &body, bool awaits)
{
    const QString head = awaits ? u"async function ("_s : u"function ("_s;
    return head + names + u") { \"use strict\"; "_s + body + u" }"_s;
}

QString asExpression(const QString &text, const QString &names)
{
    return u"const $r = (%1\n); return [$r, [%2]];"_s.arg(text, names);
}

QString asStatements(const QString &text, const QString &names)
{
    return u"%1\n; return [undefined, [%2]];"_s.arg(text, names);
}

} // namespace

QJSValue Evaluator::callLimited(VirtualUser &vu, const QJSValue &function, const QJSValueList &arguments)
{
    QJSValue result;
    {
        const TimeLimit limit(vu.engine(), LimitMs);
        result = function.call(arguments);
    }
    vu.engine().setInterrupted(vu.isInterrupted());
    return result;
}

QJSValue Evaluator::function(const QString &text, const QString &names, QString *error)
{
    const QString key = names + u'\n' + text;
    if (const auto known = m_known.constFind(key); known != m_known.constEnd())
        return *known;
    QJSValue made = compile(text, names, error);
    if (!error->isEmpty())
        return {};
    if (m_known.size() >= MaxKnown)
        m_known.clear();
    m_known.insert(key, made);
    return made;
}

/// V4 itself reads most of what people type; for the rest there is esbuild.
QJSValue Evaluator::compile(const QString &text, const QString &names, QString *error)
{
    static const QRegularExpression await(u"\\bawait\\b"_s);
    const bool awaits = text.contains(await);
    for (const QString &body : {asExpression(text, names), asStatements(text, names)}) {
        if (awaits)
            break;
        const QJSValue made = m_vu.engine().evaluate(u"(() => %1)"_s.arg(wrapped(names, body, false)), u"debugger"_s);
        if (!made.isError())
            return made;
    }
    QJSValue made = lowered(wrapped(names, asExpression(text, names), awaits), error);
    if (error->isEmpty())
        return made;
    QString other;
    made = lowered(wrapped(names, asStatements(text, names), awaits), &other);
    if (other.isEmpty())
        error->clear();
    return made;
}

QJSValue Evaluator::lowered(const QString &source, QString *error)
{
    EsbuildProcess pass;
    QStringList options = EsbuildPasses::code(EsbuildPasses::Language::JavaScript);
    options.removeIf([](const QString &option) {
        return option.startsWith("--sourcemap"_L1) || option.startsWith("--sources-content"_L1);
    });
    pass.start(EsbuildProcess::find(), options, (u"const $f = "_s + source + u";\n"_s).toUtf8());
    if (!pass.wait()) {
        *error = pass.failure();
        return {};
    }
    if (!pass.succeeded()) {
        const QList<EsbuildMessage> messages = parseEsbuildMessages(pass.messages());
        *error = u"SyntaxError: "_s +
                 (messages.isEmpty() ? u"this is neither an expression nor a statement"_s : messages.first().text);
        return {};
    }
    QString code = QString::fromUtf8(pass.output());
    code.replace(u"return __async("_s, u"return $await("_s); // the promise can't be waited for: nothing else runs
    const QJSValue made = m_vu.engine().evaluate(u"($await => { %1\nreturn $f; })"_s.arg(code), u"debugger"_s);
    if (made.isError())
        *error = made.toString();
    return made;
}

} // namespace sockscope
