// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug/debug_service.h"

#include "debug/debug_json.h"
#include "debug/meanwhile.h"
#include "debug/vu_agent.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QJsonObject valueJson(const DebugValue &value)
{
    return value.value ? QJsonObject{{u"value"_s, toJson(*value.value)}} : QJsonObject{{u"error"_s, value.error}};
}

} // namespace

DebugService::DebugService()
{
    connect(&m_controller, &DebugController::paused, this,
            [this](const DebugPause &pause) { tell(u"paused"_s, toJson(pause)); });
    connect(&m_controller, &DebugController::resumed, this, [this](int thread) {
        tell(u"resumed"_s, {{u"thread"_s, thread}});
    });
    connect(&m_controller, &DebugController::output, this,
            [this](int thread, const QString &text, const DebugLocation &location) {
                tell(u"output"_s, {{u"thread"_s, thread}, {u"text"_s, text}, {u"location"_s, toJson(location)}});
            });
    connect(&m_controller, &DebugController::breakpointPlaced, this,
            [this](const PlacedBreakpoint &placed) { tell(u"breakpoint"_s, toJson(placed)); });
    connect(&m_controller, &DebugController::moduleLoaded, this, [this](const QString &url, bool isDebuggable) {
        tell(u"file"_s, {{u"url"_s, url}, {u"debuggable"_s, isDebuggable}});
    });
    connect(&m_controller, &DebugController::threadStarted, this, [this](int thread, int vu) {
        tell(u"thread"_s, {{u"thread"_s, thread}, {u"vu"_s, vu}, {u"started"_s, true}});
    });
    connect(&m_controller, &DebugController::threadEnded, this, [this](int thread) {
        tell(u"thread"_s, {{u"thread"_s, thread}, {u"started"_s, false}});
    });
    connect(&m_coverage, &CoverageReport::counted, this, [this](const QJsonArray &files) {
        tell(u"coverage"_s, {{u"files"_s, files}});
    });
    connect(&m_controller, &DebugController::paused, &m_coverage, &CoverageReport::tellNow);
    connect(&m_controller, &DebugController::threadEnded, &m_coverage, &CoverageReport::tellNow);
}

const QMap<QString, DebugService::Handler> &DebugService::handlers()
{
    static const QMap<QString, Handler> all{
        {u"setBreakpoints"_s, &DebugService::setBreakpoints},
        {u"setEventBreakpoints"_s, &DebugService::setEventBreakpoints},
        {u"setExceptions"_s, &DebugService::setExceptions},
        {u"locations"_s, &DebugService::locations},
        {u"pause"_s, &DebugService::pause},
        {u"resume"_s, &DebugService::resume},
        {u"pauses"_s, &DebugService::pauses},
        {u"stack"_s, &DebugService::stack},
        {u"scopes"_s, &DebugService::scopes},
        {u"variables"_s, &DebugService::variables},
        {u"evaluate"_s, &DebugService::evaluate},
        {u"assign"_s, &DebugService::assign},
        {u"meanwhile"_s, &DebugService::lookAround},
        {u"setCoverage"_s, &DebugService::setCoverage},
    };
    return all;
}

void DebugService::handle(const QJsonObject &request)
{
    const QString command = request.value(u"command"_s).toString();
    if (const Handler handler = handlers().value(command))
        (this->*handler)(request);
    else
        refuse(request, u"the debugger has no command \"%1\""_s.arg(command));
}

void DebugService::answer(const QJsonObject &request, QJsonObject members)
{
    members.insert(u"type"_s, u"debugger"_s);
    members.insert(u"id"_s, request.value(u"id"_s));
    members.insert(u"command"_s, request.value(u"command"_s));
    members.insert(u"ok"_s, !members.contains(u"error"_s));
    Q_EMIT message(members);
}

void DebugService::refuse(const QJsonObject &request, const QString &sentence)
{
    answer(request, {{u"error"_s, sentence}});
}

void DebugService::tell(const QString &event, QJsonObject members)
{
    members.insert(u"type"_s, u"debugger-event"_s);
    members.insert(u"event"_s, event);
    Q_EMIT message(members);
}

void DebugService::setBreakpoints(const QJsonObject &request)
{
    QList<LineBreakpoint> asked;
    const QJsonArray list = request.value(u"breakpoints"_s).toArray();
    QString error;
    for (const auto &entry : list)
        asked.append(lineBreakpointFrom(entry.toObject(), &error));
    const QString file = request.value(u"file"_s).toString();
    if (file.isEmpty())
        error = u"setBreakpoints names no file"_s;
    if (!error.isEmpty())
        return refuse(request, error);
    answer(request, {{u"breakpoints"_s, toJson(m_controller.setBreakpoints(file, asked))}});
}

void DebugService::setEventBreakpoints(const QJsonObject &request)
{
    QList<EventBreakpoint> asked;
    QString error;
    const QJsonArray list = request.value(u"breakpoints"_s).toArray();
    for (const auto &entry : list)
        asked.append(eventBreakpointFrom(entry.toObject(), &error));
    if (!error.isEmpty())
        return refuse(request, error);
    m_controller.setEventBreakpoints(asked);
    answer(request, {});
}

void DebugService::setExceptions(const QJsonObject &request)
{
    m_controller.setExceptionFilter(exceptionFilterFrom(request));
    answer(request, {});
}

void DebugService::locations(const QJsonObject &request)
{
    const QList<DebugLocation> found = m_controller.breakableLocations(
        request.value(u"file"_s).toString(), request.value(u"line"_s).toInt(), request.value(u"endLine"_s).toInt());
    answer(request, {{u"locations"_s, toJson(found)}});
}

void DebugService::pause(const QJsonObject &request)
{
    m_controller.pause(request.value(u"thread"_s).toInt());
    answer(request, {});
}

void DebugService::resume(const QJsonObject &request)
{
    const QString name = request.value(u"step"_s).toString(u"continue"_s);
    const auto step = stepKindFrom(name);
    if (!step)
        return refuse(request, u"there is no step \"%1\""_s.arg(name));
    const QJsonObject cursor = request.value(u"cursor"_s).toObject();
    const DebugLocation to{cursor.value(u"url"_s).toString(), cursor.value(u"line"_s).toInt(),
                           cursor.value(u"column"_s).toInt(), 0, 0};
    if (!m_controller.resume(request.value(u"thread"_s).toInt(), *step, to))
        return refuse(request, *step == StepKind::ToCursor
                                   ? u"the virtual user does not stand still, or no statement stands at that line"_s
                                   : u"the virtual user does not stand still"_s);
    answer(request, {});
}

void DebugService::pauses(const QJsonObject &request)
{
    answer(request, {{u"pauses"_s, toJson(m_controller.pauses())}});
}

void DebugService::look(const QJsonObject &request, std::function<QJsonObject(VuAgent &)> look)
{
    const bool isPaused = m_controller.inspect(
        request.value(u"thread"_s).toInt(), [this, request, look = std::move(look)](VuAgent &agent) {
            const QJsonObject members = look(agent);
            QMetaObject::invokeMethod(this, [this, request, members] { answer(request, members); });
        });
    if (!isPaused)
        refuse(request, u"the virtual user does not stand still"_s);
}

void DebugService::stack(const QJsonObject &request)
{
    look(request, [](VuAgent &agent) { return toJson(agent.stack()); });
}

void DebugService::scopes(const QJsonObject &request)
{
    look(request, [frame = request.value(u"frame"_s).toInt()](VuAgent &agent) {
        return QJsonObject{{u"scopes"_s, toJson(agent.scopes(frame))}};
    });
}

void DebugService::variables(const QJsonObject &request)
{
    look(request, [request](VuAgent &agent) {
        QString error;
        const QList<DebugVariable> found =
            agent.variables(request.value(u"handle"_s).toInt(), request.value(u"part"_s).toString(),
                            request.value(u"first"_s).toInt(), request.value(u"count"_s).toInt(), &error);
        return error.isEmpty() ? QJsonObject{{u"variables"_s, toJson(found)}} : QJsonObject{{u"error"_s, error}};
    });
}

void DebugService::evaluate(const QJsonObject &request)
{
    look(request, [request](VuAgent &agent) {
        return valueJson(agent.evaluate(request.value(u"text"_s).toString(), request.value(u"frame"_s).toInt(),
                                        request.value(u"full"_s).toBool()));
    });
}

void DebugService::setCoverage(const QJsonObject &request)
{
    m_coverage.setOn(request.value(u"on"_s).toBool());
    answer(request, {});
}

void DebugService::lookAround(const QJsonObject &request)
{
    look(request, [](VuAgent &agent) { return meanwhile(agent.vu()); });
}

void DebugService::assign(const QJsonObject &request)
{
    look(request, [request](VuAgent &agent) {
        return valueJson(agent.assign(request.value(u"handle"_s).toInt(), request.value(u"name"_s).toString(),
                                      request.value(u"text"_s).toString(), request.value(u"frame"_s).toInt()));
    });
}

} // namespace sockscope
