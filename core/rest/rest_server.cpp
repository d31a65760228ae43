// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/rest_server.h"

#include "log/log.h"
#include "rest/rest_api.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QThreadPool>

#include <microhttpd.h>

#include <cerrno>
#include <mutex>
#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxBodyBytes = 64 << 20;
constexpr unsigned IdleSeconds = 30; // for a connection on which nothing happens
constexpr int GraceMs = 2000;        // for the script to react to being interrupted
constexpr int RetryMs = 20;

/// A request that comes in, until its reply is sent.
struct Exchange
{
    RestRequest request;
    std::optional<RestReply> reply;
};

MHD_Result send(MHD_Connection *connection, const RestReply &reply)
{
    MHD_Response *response = MHD_create_response_from_buffer(
        static_cast<std::size_t>(reply.body.size()),
        const_cast<char *>(reply.body.constData()), // copied, but the library's type doesn't say so
        MHD_RESPMEM_MUST_COPY);
    if (!reply.type.isEmpty())
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply.type.constData());
    const MHD_Result result = MHD_queue_response(connection, static_cast<unsigned>(reply.status), response);
    MHD_destroy_response(response);
    return result;
}

} // namespace

struct RestServer::Private
{
    Private(RestServer &server, TestRun &testRun, LogSink &logSink, std::unique_ptr<QTcpServer> socket)
        : run(testRun)
        , log(logSink)
        , api(testRun, logSink, [&server] { Q_EMIT server.stopped(); })
        , listener(std::move(socket))
        , port(listener->serverPort())
    {
    }

    static MHD_Result receive(void *server, MHD_Connection *connection, const char *path, const char *method,
                              const char *version, const char *data, std::size_t *size, void **state);
    static void forget(void *server, MHD_Connection *connection, void **state, MHD_RequestTerminationCode code);
    [[nodiscard]] MHD_Result answerLater(MHD_Connection *connection, Exchange &exchange);

    TestRun &run;
    LogSink &log;
    RestApi api;
    std::unique_ptr<QTcpServer> listener;
    const quint16 port;
    QThreadPool calls; // of setup() and teardown()
    std::mutex callsMutex;
    bool isEnding = false; // no call begins any more
    MHD_Daemon *daemon = nullptr;
};

RestServer::RestServer(TestRun &run, LogSink &log, std::unique_ptr<QTcpServer> listener)
    : d(std::make_unique<Private>(*this, run, log, std::move(listener)))
{
    const QHostAddress host = d->listener->serverAddress();
    if (!host.isLoopback())
        log.write({LogLevel::Warning,
                   u"The REST API listens on %1, port %2: whoever reaches that address can stop the test"_s
                       .arg(host == QHostAddress(QHostAddress::Any) ? u"every interface"_s : host.toString())
                       .arg(d->port),
                   {},
                   QDateTime::currentDateTime()});
}

RestServer::~RestServer()
{
    if (!endCalls())
        static_cast<void>(d.release()); // a thread uses it that only the end of the process ends
    else if (d->daemon)
        MHD_stop_daemon(d->daemon);
}

void RestServer::serve()
{
    const int socket = ::dup(static_cast<int>(d->listener->socketDescriptor())); // the daemon's from here on
    d->listener.reset();
    d->daemon =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr,
                         &Private::receive, d.get(), MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_TIMEOUT,
                         IdleSeconds, MHD_OPTION_NOTIFY_COMPLETED, &Private::forget, d.get(), MHD_OPTION_END);
    if (d->daemon)
        return;
    const QString reason = qt_error_string(errno);
    ::close(socket);
    d->log.write({LogLevel::Error, u"Error from API server"_s, {{u"error"_s, reason}}, QDateTime::currentDateTime()});
    static_cast<void>(d->run.setPaused(false)); // nobody else could resume it
}

quint16 RestServer::port() const
{
    return d->port;
}

/// Called with the head of a request, then with the parts of its body, and with nothing when it is all there; again
/// behind answerLater().
MHD_Result RestServer::Private::receive(void *server, MHD_Connection *connection, const char *path, const char *method,
                                        const char * /*version*/, const char *data, std::size_t *size, void **state)
{
    auto &d = *static_cast<Private *>(server);
    if (!*state) {
        *state = new Exchange{{QString::fromLatin1(method), QString::fromUtf8(path), {}}, {}};
        return MHD_YES;
    }
    auto &exchange = *static_cast<Exchange *>(*state);
    if (*size > 0) {
        if (exchange.request.body.size() + static_cast<qsizetype>(*size) > MaxBodyBytes)
            return MHD_NO; // ends the connection
        exchange.request.body.append(data, static_cast<qsizetype>(*size));
        *size = 0;
        return MHD_YES;
    }
    if (!exchange.reply && RestApi::takesTime(exchange.request))
        return d.answerLater(connection, exchange);
    if (!exchange.reply)
        exchange.reply = d.api.answer(exchange.request);
    return send(connection, *exchange.reply);
}

void RestServer::Private::forget(void * /*server*/, MHD_Connection * /*connection*/, void **state,
                                 MHD_RequestTerminationCode /*code*/)
{
    delete static_cast<Exchange *>(*state);
    *state = nullptr;
}

/// The connection rests meanwhile, also where its client has left.
MHD_Result RestServer::Private::answerLater(MHD_Connection *connection, Exchange &exchange)
{
    const std::scoped_lock lock(callsMutex);
    if (isEnding)
        return send(connection, {MHD_HTTP_SERVICE_UNAVAILABLE, {}, {}});
    MHD_suspend_connection(connection);
    calls.start([this, connection, &exchange] {
        exchange.reply = api.answer(exchange.request);
        MHD_resume_connection(connection);
    });
    return MHD_YES;
}

bool RestServer::endCalls()
{
    {
        const std::scoped_lock lock(d->callsMutex);
        d->isEnding = true; // the library must not be stopped while a connection rests
    }
    QElapsedTimer elapsed;
    elapsed.start();
    while (!d->calls.waitForDone(RetryMs)) {
        d->run.interruptRepeated();
        if (elapsed.elapsed() > GraceMs)
            return false;
    }
    return true;
}

} // namespace sockscope
