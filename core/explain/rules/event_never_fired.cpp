// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class EventNeverFired : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(EventNeverFired)
public:
    EventNeverFired()
        : ExplainRule(u"event-never-fired"_s)
    {
    }

    QString title() const override { return tr("A handler was never called"); }
    QList<RecordKind> kinds() const override { return {RecordKind::HandlerSet}; }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        if (seen.record.cause == u"unknown event")
            tellUnknown(seen, socket);
        else if (seen.record.cause != u"none")
            tellIfTooLate(seen, socket);
    }

    void socketEnded(SocketFacts &socket) override
    {
        const SocketFacts::Handler &timeout = socket.handler(SocketEvent::Timeout);
        if (!timeout.isNone && !socket.idleTimeout.isSet() && socket.opened.isSet())
            tellNoTimer(socket, timeout.registered);
        const SocketFacts::Handler &data = socket.handler(SocketEvent::Data);
        if (!data.isNone && socket.bytesReceived == 0 && socket.bytesSent > 0 && socket.endCause == u"destroy()" &&
            socket.destroyed.timeNs - socket.lastWrite.timeNs < HastyNs)
            tellHasty(socket, data.registered);
    }

private:
    enum Variant { Unknown, TooLate, NoTimer, Hasty };
    static constexpr std::int64_t HastyNs = 50'000'000; ///< less than many answers take to come

    void tellUnknown(const SeenRecord &seen, SocketFacts &socket)
    {
        const QString name = QString::fromUtf8(seen.record.payload);
        const bool isSpelling = socketEventOf(seen.record.payload.toLower()).has_value();
        report(socket,
               {.what = tr("on('%1', …) was called on socket %2, and sockets have no such event: the handler is never "
                           "called.")
                            .arg(name, QString::number(socket.number)),
                .why = tr("The events of a k6/x/tcp socket are connect, data, close, error and timeout, in lower case. "
                          "on() with any other name only logs a warning. Node.js has more (end, drain, message, "
                          "ready), k6 has not."),
                .advice = isSpelling ? tr("Write '%1'.").arg(name.toLower())
                                     : tr("Use the event that comes closest: data for everything received, close for "
                                          "the end of the connection, whoever ended it."),
                .evidence = {{seen.ref, tr("the handler that is never called")}},
                .place = seen.ref.location},
               Unknown);
    }

    void tellIfTooLate(const SeenRecord &seen, SocketFacts &socket)
    {
        const bool isConnect = seen.record.payload == "connect" && socket.state == JournalState::Open &&
                               socket.handler(SocketEvent::Connect).isNone;
        const bool isClose = seen.record.payload == "close" && socket.handler(SocketEvent::Close).hasOccurred;
        if (!isConnect && !isClose)
            return;
        const RecordRef &passed = isConnect ? socket.opened : socket.destroyed;
        report(socket,
               {.what = tr("on('%1', …) was called on socket %2 after that had happened: the handler is not called.")
                            .arg(QString::fromUtf8(seen.record.payload), QString::number(socket.number)),
                .why = tr("Events are not kept: what is called is the handler that was there when the event occurred. "
                          "connect fires once for each connection, close once for each socket."),
                .advice = isConnect ? tr("Register it before connect(), or put what it does behind await "
                                         "socket.connect(…), which says the same.")
                                    : tr("Register it before connect(): the peer may close at any time."),
                .evidence = {{passed, tr("it happened here")}, {seen.ref, tr("the handler came later")}},
                .place = seen.ref.location},
               TooLate);
    }

    void tellNoTimer(SocketFacts &socket, const RecordRef &handler)
    {
        report(
            socket,
            {.what = tr("The timeout handler of socket %1 was never called: no idle timer was set.").arg(socket.number),
             .why = tr("timeout fires when a socket with an idle timer receives nothing for so long. Without "
                       "setTimeout() on the socket there is no timer. The global setTimeout() is another one: it "
                       "calls a function and knows no socket."),
             .advice = tr("Set the timer: socket.setTimeout(5000), in milliseconds, before or after connect()."),
             .evidence = {{handler, tr("the handler")}, {socket.destroyed, tr("the socket ended without it")}},
             .place = handler.location},
            NoTimer);
    }

    void tellHasty(SocketFacts &socket, const RecordRef &handler)
    {
        report(
            socket,
            {.what = tr("The data handler of socket %1 was never called: the socket was destroyed at once behind its "
                        "last write.")
                         .arg(socket.number),
             .why = tr("write() is fulfilled when the operating system has taken the bytes, not when the peer has "
                       "answered. destroy() closes right away: an answer that is on its way finds nobody."),
             .advice = tr("Wait for the answer before destroy(): make a promise that the data handler resolves, and "
                          "await it."),
             .evidence = {{handler, tr("the handler")},
                          {socket.lastWrite, tr("the last write")},
                          {socket.destroyed, tr("destroyed, before anything came")}},
             .place = socket.destroyed.location},
            Hasty);
    }
};

} // namespace

std::unique_ptr<ExplainRule> eventNeverFired()
{
    return std::make_unique<EventNeverFired>();
}

} // namespace sockscope::explain
