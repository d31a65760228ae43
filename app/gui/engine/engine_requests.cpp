// SPDX-License-Identifier: GPL-3.0-or-later
// What the window asks of the engine, one function a message type.
#include "engine_process.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

QJsonObject EngineProcess::scriptMessage(const QString &type, const EngineRequest &request)
{
    QJsonObject message{
        {u"type"_s, type}, {u"script"_s, request.script}, {u"args"_s, QJsonArray::fromStringList(request.arguments)}};
    if (!request.source.isNull())
        message.insert(u"source"_s, request.source);
    QJsonObject environment;
    for (auto it = request.environment.cbegin(); it != request.environment.cend(); ++it)
        environment.insert(it.key(), it.value());
    message.insert(u"env"_s, environment);
    if (!request.peer.isEmpty())
        message.insert(u"peer"_s, request.peer);
    return message;
}

void EngineProcess::evaluate(qint64 id, const QString &text)
{
    send({{u"type"_s, u"eval"_s}, {u"id"_s, id}, {u"text"_s, text}});
}

void EngineProcess::enter(qint64 id, const EngineRequest &request)
{
    QJsonObject message = scriptMessage(u"enter"_s, request);
    message.insert(u"id"_s, id);
    send(message);
}

void EngineProcess::askDebugger(const QJsonObject &request)
{
    send(request);
}

void EngineProcess::interrupt()
{
    send({{u"type"_s, u"interrupt"_s}});
}

void EngineProcess::setOptions(const QStringList &arguments)
{
    send({{u"type"_s, u"options"_s}, {u"args"_s, QJsonArray::fromStringList(arguments)}});
}

void EngineProcess::startPeer(const QString &name, quint16 port)
{
    send({{u"type"_s, u"peer"_s}, {u"name"_s, name}, {u"port"_s, port}});
}

void EngineProcess::complete(qint64 id, const QString &text, int position)
{
    send({{u"type"_s, u"complete"_s}, {u"id"_s, id}, {u"text"_s, text}, {u"position"_s, position}});
}

} // namespace sockscope
