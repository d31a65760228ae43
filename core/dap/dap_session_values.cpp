// SPDX-License-Identifier: GPL-3.0-or-later
// Variables and expressions.
#include "dap/dap_session.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 200;      // the debugger's bound of an answer
constexpr int MaxVariables = 1000; // of an answer to a client that does not page

/// The expression for a member; empty where there is none.
QString memberExpression(const ValueReferences::Value &parent, const QString &name, bool isIndexed)
{
    static const QRegularExpression identifier(u"^[\\p{L}_$][\\p{L}\\p{N}_$]*$"_s);
    static const QRegularExpression index(u"^[0-9]+$"_s);
    if (parent.isScope)
        return identifier.match(name).hasMatch() ? name : QString();
    if (parent.expression.isEmpty() || name.startsWith(u"[["))
        return {};
    if (isIndexed && index.match(name).hasMatch())
        return u"%1[%2]"_s.arg(parent.expression, name);
    if (identifier.match(name).hasMatch())
        return parent.expression + u'.' + name;
    QString quoted = name;
    return u"%1[\"%2\"]"_s.arg(parent.expression, quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s));
}

void insertCounts(const QJsonObject &variable, QJsonObject &target)
{
    if (const int indexed = variable.value(u"indexed"_s).toInt(); indexed > 0)
        target.insert(u"indexedVariables"_s, indexed);
    if (const int named = variable.value(u"named"_s).toInt(); variable.value(u"indexed"_s).toInt() > 0 || named > 1)
        target.insert(u"namedVariables"_s, named); // 1 says that their number is not known
}

} // namespace

/// A value with a number for what is inside; `name` is "value" or "result".
QJsonObject DapSession::resultFrom(const QJsonObject &variable, const QString &name,
                                   const ValueReferences::Value &value)
{
    QJsonObject made{{name, variable.value(u"value"_s)}, {u"type"_s, variable.value(u"type"_s)}};
    ValueReferences::Value inside = value;
    inside.handle = variable.value(u"handle"_s).toInt();
    inside.indexed = variable.value(u"indexed"_s).toInt();
    inside.isScope = false;
    made.insert(u"variablesReference"_s, inside.handle == 0 ? 0 : m_references.add(inside));
    if (inside.handle != 0)
        insertCounts(variable, made);
    return made;
}

QJsonObject DapSession::variableFrom(const QJsonObject &variable, const ValueReferences::Value &parent)
{
    const QString name = variable.value(u"name"_s).toString();
    ValueReferences::Value value = parent;
    value.expression = memberExpression(parent, name, parent.indexed > 0);
    QJsonObject made = resultFrom(variable, u"value"_s, value);
    made.insert(u"name"_s, name);
    if (!value.expression.isEmpty())
        made.insert(u"evaluateName"_s, value.expression);
    QJsonObject hint;
    if (variable.value(u"lazy"_s).toBool())
        hint.insert(u"lazy"_s, true);
    if (!variable.value(u"writable"_s).toBool())
        hint.insert(u"attributes"_s, QJsonArray{u"readOnly"_s});
    if (!hint.isEmpty())
        made.insert(u"presentationHint"_s, hint);
    return made;
}

void DapSession::variables(const DapRequest &request)
{
    const auto parent = m_references.value(request.arguments.value(u"variablesReference"_s).toInt());
    if (!parent)
        return refuse(request, u"this value belonged to an earlier pause"_s);
    const int count = request.arguments.value(u"count"_s).toInt();
    readPage(request, *parent, request.arguments.value(u"start"_s).toInt(), count > 0 ? count : MaxVariables, {});
}

/// The debugger answers in pieces; this asks for the next one until there are enough.
void DapSession::readPage(const DapRequest &request, const ValueReferences::Value &parent, int first, int wanted,
                          QJsonArray made)
{
    const int count = std::min(wanted, PageSize);
    const QJsonObject members{{u"thread"_s, parent.thread},
                              {u"handle"_s, parent.handle},
                              {u"part"_s, request.arguments.value(u"filter"_s).toString()},
                              {u"first"_s, first},
                              {u"count"_s, count}};
    askFor(request, u"variables"_s, members, [=, this](const QJsonObject &answer) mutable {
        const QJsonArray found = answer.value(u"variables"_s).toArray();
        for (const auto &variable : found)
            made.append(variableFrom(variable.toObject(), parent));
        const bool isFull = found.size() == count;
        if (isFull && wanted > count)
            return readPage(request, parent, first + count, wanted - count, made);
        if (isFull && request.arguments.value(u"count"_s).toInt() <= 0)
            made.append(QJsonObject{{u"name"_s, u"…"_s},
                                    {u"value"_s, u"only the first %1 are shown"_s.arg(made.size())},
                                    {u"variablesReference"_s, 0}});
        respond(request, {{u"variables"_s, made}});
    });
}

void DapSession::setVariable(const DapRequest &request)
{
    const auto parent = m_references.value(request.arguments.value(u"variablesReference"_s).toInt());
    if (!parent)
        return refuse(request, u"this value belonged to an earlier pause"_s);
    const QString name = request.arguments.value(u"name"_s).toString();
    const QJsonObject members{{u"thread"_s, parent->thread},
                              {u"handle"_s, parent->handle},
                              {u"frame"_s, parent->frame},
                              {u"name"_s, name},
                              {u"text"_s, request.arguments.value(u"value"_s)}};
    askFor(request, u"assign"_s, members, [this, request, parent = *parent, name](const QJsonObject &answer) {
        ValueReferences::Value value = parent;
        value.expression = memberExpression(parent, name, parent.indexed > 0);
        respond(request, resultFrom(answer.value(u"value"_s).toObject(), u"value"_s, value));
    });
}

/// Without a frame, the globals of the virtual user that stopped last.
ValueReferences::Frame DapSession::frameOf(const DapRequest &request) const
{
    const QJsonValue id = request.arguments.value(u"frameId"_s);
    if (id.isDouble() && id.toInt() != 0)
        return ValueReferences::frame(id.toInt());
    if (!m_threads.value(m_lastStopped).pause.isEmpty())
        return {m_lastStopped, -1};
    for (auto it = m_threads.cbegin(); it != m_threads.cend(); ++it) {
        if (!it->pause.isEmpty())
            return {it.key(), -1};
    }
    return {};
}

void DapSession::evaluate(const DapRequest &request)
{
    const QString text = request.arguments.value(u"expression"_s).toString();
    answerWith(request, text, u"result"_s, u'(' + text + u')');
}

void DapSession::setExpression(const DapRequest &request)
{
    const QString target = request.arguments.value(u"expression"_s).toString();
    const QString text = u"%1 = (%2\n)"_s.arg(target, request.arguments.value(u"value"_s).toString());
    answerWith(request, text, u"value"_s, target);
}

/// Evaluates a text in the request's frame; `member` of the response has the value, which `expression` gives again.
void DapSession::answerWith(const DapRequest &request, const QString &text, const QString &member,
                            const QString &expression)
{
    const auto at = frameOf(request);
    if (at.thread == 0)
        return refuse(request, u"expressions have values only while a virtual user stands still"_s);
    const QJsonObject members{{u"thread"_s, at.thread},
                              {u"frame"_s, at.frame},
                              {u"text"_s, text},
                              {u"full"_s, request.arguments.value(u"context"_s) == u"clipboard"_s}};
    askFor(request, u"evaluate"_s, members, [=, this](const QJsonObject &answer) {
        ValueReferences::Value value;
        value.thread = at.thread;
        value.frame = at.frame;
        value.expression = expression;
        respond(request, resultFrom(answer.value(u"value"_s).toObject(), member, value));
    });
}

} // namespace sockscope
