// SPDX-License-Identifier: GPL-3.0-or-later
#include "dap/dap_session.h"

#include "dap/exception_filters.h"

#include <QFileInfo>
#include <QUrl>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const auto Number = QJsonValue::Double;
const auto Text = QJsonValue::String;
const auto Object = QJsonValue::Object;
const auto Array = QJsonValue::Array;

QString nameOf(QJsonValue::Type type)
{
    return type == Number ? u"a number"_s : type == Text ? u"a text"_s : type == Array ? u"a list"_s : u"an object"_s;
}

QJsonObject capabilities()
{
    QJsonObject made{{u"exceptionBreakpointFilters"_s, exceptionBreakpointFilters()}};
    for (const QString &able :
         {u"supportsConfigurationDoneRequest"_s, u"supportsConditionalBreakpoints"_s,
          u"supportsHitConditionalBreakpoints"_s, u"supportsEvaluateForHovers"_s, u"supportsSetVariable"_s,
          u"supportsSetExpression"_s, u"supportsLogPoints"_s, u"supportsTerminateRequest"_s,
          u"supportsExceptionFilterOptions"_s, u"supportsExceptionInfoRequest"_s, u"supportsDelayedStackTraceLoading"_s,
          u"supportsLoadedSourcesRequest"_s, u"supportsBreakpointLocationsRequest"_s, u"supportsClipboardContext"_s})
        made.insert(able, true);
    return made;
}

} // namespace

DapSession::DapSession(const QString &engineProgram)
    : m_engineProgram(engineProgram)
{
    connectEngine();
}

DapSession::~DapSession() = default;

const QMap<QString, DapSession::Command> &DapSession::commands()
{
    static const QMap<QString, Command> all{
        {u"initialize"_s, {&DapSession::initialize, {}}},
        {u"launch"_s, {&DapSession::launch, {}}},
        {u"attach"_s, {&DapSession::attach, {}}},
        {u"configurationDone"_s, {&DapSession::configurationDone, {}, true}},
        {u"terminate"_s, {&DapSession::terminate, {}}},
        {u"disconnect"_s, {&DapSession::disconnect, {}}},
        {u"setBreakpoints"_s, {&DapSession::setBreakpoints, {{u"source"_s, Object}}, true}},
        {u"setExceptionBreakpoints"_s, {&DapSession::setExceptionBreakpoints, {{u"filters"_s, Array}}, true}},
        {u"breakpointLocations"_s,
         {&DapSession::breakpointLocations, {{u"source"_s, Object}, {u"line"_s, Number}}, true}},
        {u"loadedSources"_s, {&DapSession::loadedSources, {}}},
        {u"source"_s, {&DapSession::source, {}}},
        {u"threads"_s, {&DapSession::threads, {}}},
        {u"stackTrace"_s, {&DapSession::stackTrace, {{u"threadId"_s, Number}}, true}},
        {u"scopes"_s, {&DapSession::scopes, {{u"frameId"_s, Number}}, true}},
        {u"exceptionInfo"_s, {&DapSession::exceptionInfo, {{u"threadId"_s, Number}}, true}},
        {u"continue"_s, {&DapSession::resume, {{u"threadId"_s, Number}}, true}},
        {u"next"_s, {&DapSession::resume, {{u"threadId"_s, Number}}, true}},
        {u"stepIn"_s, {&DapSession::resume, {{u"threadId"_s, Number}}, true}},
        {u"stepOut"_s, {&DapSession::resume, {{u"threadId"_s, Number}}, true}},
        {u"pause"_s, {&DapSession::pause, {{u"threadId"_s, Number}}, true}},
        {u"variables"_s, {&DapSession::variables, {{u"variablesReference"_s, Number}}, true}},
        {u"setVariable"_s,
         {&DapSession::setVariable, {{u"variablesReference"_s, Number}, {u"name"_s, Text}, {u"value"_s, Text}}, true}},
        {u"setExpression"_s, {&DapSession::setExpression, {{u"expression"_s, Text}, {u"value"_s, Text}}, true}},
        {u"evaluate"_s, {&DapSession::evaluate, {{u"expression"_s, Text}}, true}},
    };
    return all;
}

void DapSession::handle(const QJsonObject &message)
{
    const QString type = message.value(u"type"_s).toString();
    if (type == u"response" || type == u"event") // nothing was asked, and clients have no events
        return;
    const DapRequest request{message.value(u"seq"_s).toInteger(), message.value(u"command"_s).toString(),
                             message.value(u"arguments"_s).toObject()};
    if (type != u"request" || request.command.isEmpty())
        return refuse(request, u"a message is no request: it needs \"type\":\"request\" and a \"command\""_s);
    const auto command = commands().constFind(request.command);
    if (command == commands().constEnd())
        return refuse(request, u"this debugger has no request \"%1\""_s.arg(request.command));
    if (const QString mistake = mistakeIn(request, *command); !mistake.isEmpty())
        return refuse(request, mistake);
    (this->*command->handler)(request);
}

QString DapSession::mistakeIn(const DapRequest &request, const Command &command) const
{
    for (const auto &[name, type] : command.required) {
        if (request.arguments.value(name).type() != type)
            return u"the request %1 needs the argument \"%2\", %3"_s.arg(request.command, name, nameOf(type));
    }
    if (!m_isInitialised && request.command != u"initialize" && request.command != u"disconnect")
        return u"the session begins with the request initialize"_s;
    if (command.needsScript && !m_isLoaded)
        return u"no script is loaded: send a launch request first, and wait for the event initialized"_s;
    return {};
}

void DapSession::initialize(const DapRequest &request)
{
    if (std::exchange(m_isInitialised, true))
        return refuse(request, u"the session was initialised already"_s);
    m_linesFromOne = request.arguments.value(u"linesStartAt1"_s).toBool(true);
    m_columnsFromOne = request.arguments.value(u"columnsStartAt1"_s).toBool(true);
    m_hasUris = request.arguments.value(u"pathFormat"_s) == u"uri"_s;
    respond(request, capabilities());
}

void DapSession::respond(const DapRequest &request, const QJsonObject &body)
{
    QJsonObject response{{u"type"_s, u"response"_s},
                         {u"request_seq"_s, request.seq},
                         {u"command"_s, request.command},
                         {u"success"_s, true}};
    if (!body.isEmpty())
        response.insert(u"body"_s, body);
    send(response);
}

void DapSession::refuse(const DapRequest &request, const QString &sentence)
{
    QString format = sentence; // braces are places for variables
    format.replace(u'{', u'(').replace(u'}', u')');
    const QJsonObject error{{u"id"_s, 1}, {u"format"_s, format}, {u"showUser"_s, request.command == u"launch"}};
    send({{u"type"_s, u"response"_s},
          {u"request_seq"_s, request.seq},
          {u"command"_s, request.command},
          {u"success"_s, false},
          {u"message"_s, sentence},
          {u"body"_s, QJsonObject{{u"error"_s, error}}}});
}

void DapSession::askFor(const DapRequest &request, const QString &command, const QJsonObject &members,
                        DapEngine::Answer answer)
{
    m_engine.ask(command, members, [this, request, answer = std::move(answer)](const QJsonObject &given) {
        if (given.value(u"ok"_s).toBool())
            answer(given);
        else
            refuse(request, given.value(u"error"_s).toString());
    });
}

void DapSession::refuseInput(const QString &sentence)
{
    refuse({}, sentence);
}

void DapSession::tell(const QString &event, const QJsonObject &body)
{
    QJsonObject made{{u"type"_s, u"event"_s}, {u"event"_s, event}};
    if (!body.isEmpty())
        made.insert(u"body"_s, body);
    send(made);
}

void DapSession::send(QJsonObject message)
{
    message.insert(u"seq"_s, m_seq++);
    Q_EMIT this->message(message);
}

QJsonObject DapSession::sourceOf(const QString &url) const
{
    const QUrl parsed(url);
    if (!parsed.isLocalFile())
        return {{u"name"_s, url}};
    const QString path = parsed.toLocalFile();
    return {{u"name"_s, QFileInfo(path).fileName()}, {u"path"_s, m_hasUris ? url : path}};
}

QString DapSession::fileOf(const QJsonObject &source) const
{
    const QString path = source.value(u"path"_s).toString();
    return path.startsWith(u"file:") ? QUrl(path).toLocalFile() : path;
}

/// Puts a place of the debugger's into an object of the protocol. Ends that are not known are left out.
void DapSession::insertRange(const QJsonObject &location, QJsonObject &target) const
{
    const auto insert = [&](const QString &name, int base) {
        if (const int value = location.value(name).toInt(); value > 0)
            target.insert(name, value - 1 + base);
    };
    insert(u"line"_s, m_linesFromOne ? 1 : 0);
    insert(u"endLine"_s, m_linesFromOne ? 1 : 0);
    insert(u"column"_s, m_columnsFromOne ? 1 : 0);
    insert(u"endColumn"_s, m_columnsFromOne ? 1 : 0);
}

} // namespace sockscope
