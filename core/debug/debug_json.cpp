// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug/debug_json.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

QJsonObject toJson(const PlacedBreakpoint &breakpoint)
{
    QJsonObject object{{u"id"_s, breakpoint.id},
                       {u"verified"_s, breakpoint.verified},
                       {u"line"_s, breakpoint.line},
                       {u"column"_s, breakpoint.column}};
    if (!breakpoint.message.isEmpty())
        object.insert(u"message"_s, breakpoint.message);
    return object;
}

QJsonObject toJson(const DebugLocation &location)
{
    return {{u"url"_s, location.url},
            {u"line"_s, location.line},
            {u"column"_s, location.column},
            {u"endLine"_s, location.endLine},
            {u"endColumn"_s, location.endColumn}};
}

QJsonObject toJson(const DebugPause &pause)
{
    static const QStringList reasons{u"breakpoint"_s, u"step"_s, u"pause"_s, u"exception"_s, u"event"_s, u"entry"_s};
    QJsonArray breakpoints;
    for (const int id : pause.breakpoints)
        breakpoints.append(id);
    return {{u"thread"_s, pause.thread},
            {u"vu"_s, pause.vu},
            {u"reason"_s, reasons.at(static_cast<int>(pause.reason))},
            {u"text"_s, pause.text},
            {u"breakpoints"_s, breakpoints},
            {u"location"_s, toJson(pause.location)}};
}

QJsonObject toJson(const DebugStack &stack)
{
    QJsonArray frames;
    for (const DebugFrame &frame : stack.frames)
        frames.append(QJsonObject{{u"id"_s, frame.id},
                                  {u"name"_s, frame.name},
                                  {u"location"_s, toJson(frame.location)},
                                  {u"async"_s, frame.isAsync},
                                  {u"hasValues"_s, frame.hasValues}});
    return {{u"frames"_s, frames}, {u"origin"_s, stack.origin}, {u"cut"_s, stack.isCut}};
}

QJsonObject toJson(const DebugScope &scope)
{
    return {{u"name"_s, scope.name}, {u"kind"_s, scope.kind}, {u"handle"_s, scope.handle}, {u"named"_s, scope.named}};
}

QJsonObject toJson(const DebugVariable &variable)
{
    return {{u"name"_s, variable.name},     {u"type"_s, variable.type},          {u"value"_s, variable.value},
            {u"handle"_s, variable.handle}, {u"named"_s, variable.named},        {u"indexed"_s, variable.indexed},
            {u"lazy"_s, variable.isLazy},   {u"writable"_s, variable.isWritable}};
}

LineBreakpoint lineBreakpointFrom(const QJsonObject &object, QString *error)
{
    static const QStringList rules{u"from"_s, u"only"_s, u"every"_s};
    const QString name = object.value(u"hitRule"_s).toString(rules.first());
    const qsizetype rule = rules.indexOf(name);
    if (rule < 0)
        *error = u"there is no rule \"%1\" for hits; the rules are %2"_s.arg(name, rules.join(u", "_s));
    return {
        object.value(u"line"_s).toInt(),          object.value(u"column"_s).toInt(),
        object.value(u"condition"_s).toString(),  object.value(u"hitCount"_s).toInt(),
        object.value(u"logMessage"_s).toString(), static_cast<LineBreakpoint::HitRule>(std::max<qsizetype>(rule, 0))};
}

EventBreakpoint eventBreakpointFrom(const QJsonObject &object, QString *error)
{
    static const QStringList kinds{u"connect"_s, u"data"_s,  u"close"_s,   u"error"_s, u"timeout"_s,
                                   u"state"_s,   u"write"_s, u"promise"_s, u"any"_s};
    EventBreakpoint breakpoint;
    const QString name = object.value(u"kind"_s).toString(u"any"_s);
    const qsizetype kind = kinds.indexOf(name);
    if (kind < 0)
        *error = u"there is no event \"%1\"; the events are %2"_s.arg(name, kinds.join(u", "_s));
    breakpoint.kind = static_cast<EventBreakpoint::Kind>(std::max<qsizetype>(kind, 0));
    breakpoint.socket = object.value(u"socket"_s).toInt();
    breakpoint.nth = object.value(u"nth"_s).toInt();
    breakpoint.condition = object.value(u"condition"_s).toString();
    breakpoint.pattern = object.value(u"text"_s).toString().toUtf8();
    if (const QString hex = object.value(u"hex"_s).toString().remove(u' '); !hex.isEmpty()) {
        breakpoint.pattern = QByteArray::fromHex(hex.toLatin1());
        if (breakpoint.pattern.toHex() != hex.toLatin1().toLower())
            *error = u"\"%1\" is not a sequence of bytes in hexadecimal digits"_s.arg(hex);
    }
    return breakpoint;
}

ExceptionFilter exceptionFilterFrom(const QJsonObject &object)
{
    return {object.value(u"caught"_s).toBool(), object.value(u"uncaught"_s).toBool(),
            object.value(u"rejections"_s).toBool()};
}

std::optional<StepKind> stepKindFrom(const QString &name)
{
    static const QHash<QString, StepKind> kinds{
        {u"continue"_s, StepKind::Continue}, {u"over"_s, StepKind::Over},
        {u"into"_s, StepKind::Into},         {u"out"_s, StepKind::Out},
        {u"toCursor"_s, StepKind::ToCursor}, {u"nextEvent"_s, StepKind::NextEvent}};
    const auto found = kinds.constFind(name);
    return found == kinds.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace sockscope
