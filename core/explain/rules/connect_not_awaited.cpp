// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class ConnectNotAwaited : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(ConnectNotAwaited)
public:
    ConnectNotAwaited()
        : ExplainRule(u"connect-not-awaited"_s)
    {
    }

    QString title() const override { return tr("The socket was used before it was open"); }
    QList<RecordKind> kinds() const override { return {RecordKind::CallRefused, RecordKind::StateChanged}; }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        const Record &record = seen.record;
        if (record.kind == RecordKind::CallRefused && record.cause == u"write" &&
            record.payload == "no active connection" && socket.state != JournalState::Destroyed)
            tell(seen, socket, variantOf(socket));
        else if (record.kind == RecordKind::StateChanged && record.stateBefore == JournalState::Opening &&
                 record.stateAfter == JournalState::Destroyed && record.cause == u"destroy()" && note(socket) == 0)
            tell(seen, socket, Destroyed);
    }

private:
    enum Variant { Opening, NeverConnected, ConnectFailed, Destroyed };

    /// The record of a refused write comes a little behind its call: an open socket was opening then.
    static Variant variantOf(const SocketFacts &socket)
    {
        if (!socket.connect.isSet())
            return NeverConnected;
        return socket.state == JournalState::Disconnected ? ConnectFailed : Opening;
    }

    static QString what(Variant variant)
    {
        switch (variant) {
        case Opening:
            return tr("write() was called on socket %1 while its connect() was still under way: nothing was sent.");
        case NeverConnected:
            return tr("write() was called on socket %1, which was never connected: nothing was sent.");
        case ConnectFailed:
            return tr("write() was called on socket %1 although its connect() had failed: nothing was sent.");
        case Destroyed:
            break;
        }
        return tr("destroy() was called on socket %1 while its connect() was still under way: there never was a "
                  "connection.");
    }

    static QString advice(Variant variant)
    {
        return variant == ConnectFailed
                   ? tr("Let the error of connect() end what depends on it: try { await socket.connect(…); … } catch "
                        "(error) { … } finally { socket.destroy(); }.")
                   : tr("Await it: await socket.connect(port, host); in an async function. Or start what comes next in "
                        "socket.on('connect', () => { … }).");
    }

    void tell(const SeenRecord &seen, SocketFacts &socket, Variant variant)
    {
        note(socket) = 1;
        report(socket,
               {.what = what(variant).arg(socket.number),
                .why = tr("connect() returns a promise at once and connects meanwhile. Until the promise is fulfilled, "
                          "there is nothing to write to: write() rejects with \"no active connection\". In k6 such a "
                          "write fails on most runs and waits on some, which makes it worse to find."),
                .advice = advice(variant),
                .evidence = {{socket.connect, tr("connect() was called")},
                             {socket.opened, tr("the connection was there only now")},
                             {variant == ConnectFailed ? socket.lastError : RecordRef(), tr("connect() failed")},
                             {seen.ref, variant == Destroyed ? tr("destroyed too early") : tr("the write too early")}},
                .place = seen.ref.location},
               variant);
    }
};

} // namespace

std::unique_ptr<ExplainRule> connectNotAwaited()
{
    return std::make_unique<ConnectNotAwaited>();
}

} // namespace sockscope::explain
