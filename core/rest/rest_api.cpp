// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/rest_api.h"

#include "log/log.h"
#include "rest/rest_documents.h"
#include "rest/rest_request.h"

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int BadRequest = 400;
constexpr int NotFound = 404;
constexpr int MethodNotAllowed = 405;
constexpr int InternalServerError = 500;

RestReply document(const QByteArray &json, int status = 200)
{
    return {status, "application/json; charset=utf-8"_ba, json};
}

RestReply plain(const QByteArray &text, int status = 200)
{
    return {status, "text/plain; charset=utf-8"_ba, text};
}

RestReply failure(int status, const QString &title, const QString &detail)
{
    return document(errorDocument(status, title, detail), status);
}

RestReply found(const std::optional<QByteArray> &json, const QString &what)
{
    return json ? document(*json) : failure(NotFound, u"Not Found"_s, u"No %1 with that ID was found"_s.arg(what));
}

/// What is behind the route: "vus" in /v1/metrics/vus.
QString idOf(const RestRequest &request)
{
    return request.path.section(u'/', 3);
}

} // namespace

struct RestApi::Route
{
    QLatin1StringView method;
    QLatin1StringView path; ///< with an ID behind it where it ends in a slash
    RestReply (RestApi::*reply)(const RestRequest &);

    [[nodiscard]] bool leadsTo(const QString &wanted) const
    {
        return path.endsWith(u'/') ? wanted.startsWith(path) : wanted == path;
    }
};

RestApi::RestApi(TestRun &run, LogSink &log, std::function<void()> stopped)
    : m_run(run)
    , m_log(log)
    , m_stopped(std::move(stopped))
{
}

RestReply RestApi::answer(const RestRequest &request)
{
    static constexpr std::array<Route, 10> routes{{{"GET"_L1, "/v1/status"_L1, &RestApi::status},
                                                   {"PATCH"_L1, "/v1/status"_L1, &RestApi::changeStatus},
                                                   {"GET"_L1, "/v1/metrics"_L1, &RestApi::metrics},
                                                   {"GET"_L1, "/v1/metrics/"_L1, &RestApi::metric},
                                                   {"GET"_L1, "/v1/groups"_L1, &RestApi::groups},
                                                   {"GET"_L1, "/v1/groups/"_L1, &RestApi::group},
                                                   {"GET"_L1, "/v1/setup"_L1, &RestApi::setupData},
                                                   {"PUT"_L1, "/v1/setup"_L1, &RestApi::setSetupData},
                                                   {"POST"_L1, "/v1/setup"_L1, &RestApi::repeatSetup},
                                                   {"POST"_L1, "/v1/teardown"_L1, &RestApi::repeatTeardown}}};
    bool isKnown = false; // for another method
    for (const Route &route : routes) {
        if (!route.leadsTo(request.path))
            continue;
        if (route.method == request.method)
            return (this->*route.reply)(request);
        isKnown = true;
    }
    if (isKnown)
        return {MethodNotAllowed, {}, {}};
    // Elsewhere "ok", for probes, as in k6; but for its Prometheus metrics and its profiler, which aren't here.
    const bool isMissing =
        request.path.startsWith(u"/v1/") || request.path == u"/metrics" || request.path.startsWith(u"/debug/");
    return isMissing ? plain("404 page not found\n"_ba, NotFound) : plain("ok"_ba);
}

bool RestApi::takesTime(const RestRequest &request)
{
    return request.method == "POST"_L1;
}

RestReply RestApi::status(const RestRequest & /*request*/)
{
    return document(statusDocument({m_run.progress(), m_run.isPaused(), m_run.isStopping(), m_run.isTainted()}));
}

RestReply RestApi::metrics(const RestRequest & /*request*/)
{
    return document(metricsDocument(m_run.snapshot()));
}

RestReply RestApi::metric(const RestRequest &request)
{
    return found(metricDocument(m_run.snapshot(), idOf(request)), u"metric"_s);
}

RestReply RestApi::groups(const RestRequest & /*request*/)
{
    return document(groupsDocument(m_run.checks().root()));
}

RestReply RestApi::group(const RestRequest &request)
{
    return found(groupDocument(m_run.checks().root(), idOf(request)), u"group"_s);
}

RestReply RestApi::changeStatus(const RestRequest &request)
{
    QString error;
    const std::optional<StatusChange> change = parseStatusChange(request.body, &error);
    if (!change)
        return failure(BadRequest, u"Invalid data"_s, error);
    if (change->isStopped) {
        m_run.stop(ExitCode::StoppedByRestApi, u"test run stopped from REST API"_s);
        m_stopped();
        return status(request);
    }
    if (change->paused)
        error = m_run.setPaused(*change->paused);
    if (!error.isEmpty())
        return failure(InternalServerError, u"Pause error"_s, error);
    if (change->hasVus)
        return failure(InternalServerError, u"Execution config error"_s,
                       u"live VU configuration updates are not supported"_s);
    return status(request);
}

RestReply RestApi::setupData(const RestRequest & /*request*/)
{
    return document(setupDocument(m_run.setupData()));
}

RestReply RestApi::setSetupData(const RestRequest &request)
{
    QString error;
    const std::optional<QByteArray> data = parseSetupData(request.body, &error);
    if (!data)
        return failure(BadRequest, u"Error parsing request body"_s, error);
    m_run.setSetupData(*data);
    return document(setupDocument(*data));
}

RestReply RestApi::repeatSetup(const RestRequest &request)
{
    const std::optional<RestReply> failed = call(u"setup"_s, &TestRun::repeatSetup);
    return failed ? *failed : setupData(request);
}

RestReply RestApi::repeatTeardown(const RestRequest & /*request*/)
{
    return call(u"teardown"_s, &TestRun::repeatTeardown).value_or(RestReply());
}

std::optional<RestReply> RestApi::call(const QString &name, TestRunResult (TestRun::*function)())
{
    const QString title = u"Error executing %1"_s.arg(name);
    const RunStage stage = m_run.progress().stage;
    if (stage < RunStage::Paused)
        return failure(InternalServerError, title, u"the virtual users are being made: try again"_s);
    if (stage > RunStage::Teardown)
        return failure(InternalServerError, title, u"the test has ended"_s);
    const TestRunResult result = (m_run.*function)();
    if (result.exitCode == ExitCode::Ok)
        return std::nullopt;
    m_log.write({LogLevel::Error, title, {{u"error"_s, result.reason}}, QDateTime::currentDateTime()});
    return failure(InternalServerError, title, result.reason);
}

} // namespace sockscope
