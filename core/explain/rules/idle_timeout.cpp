// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class IdleTimeout : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(IdleTimeout)
public:
    IdleTimeout()
        : ExplainRule(u"timeout-keeps-open"_s)
    {
    }

    QString title() const override { return tr("A timeout does not close the socket"); }
    QList<RecordKind> kinds() const override { return {RecordKind::EventDelivered, RecordKind::SocketTimeout}; }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        if (note(socket) != 0)
            return;
        const bool isTimer = seen.record.kind == RecordKind::SocketTimeout;
        if (isTimer && socket.timeoutsInSilence > 0)
            tell(socket, seen.ref, Repeated);
        else if (!isTimer && seen.record.payload == "timeout" && seen.record.cause == u"no handler")
            tell(socket, seen.ref, Unheard);
    }

    void socketEnded(SocketFacts &socket) override
    {
        if (note(socket) == 0 && socket.timeoutsInSilence > 0 && socket.endCause == u"the iteration ended")
            tell(socket, socket.destroyed, LeftOpen);
    }

private:
    enum Variant { Repeated, Unheard, LeftOpen };

    void tell(SocketFacts &socket, const RecordRef &last, Variant variant)
    {
        note(socket) = 1;
        report(
            socket,
            {.what = (variant == Unheard
                          ? tr("The idle timer of socket %1 ran out, and no handler for timeout was registered: the "
                               "connection stays open, and the script is not told.")
                      : variant == Repeated
                          ? tr("The idle timer of socket %1 ran out more than once in a row: the connection is still "
                               "open.")
                          : tr("The idle timer of socket %1 ran out, and the socket stayed open until its iteration "
                               "was ended."))
                         .arg(socket.number),
             .why = tr("setTimeout() on a socket closes nothing. When no bytes were received for so long, it fires "
                       "timeout, starts again and fires again, until data comes, setTimeout(0) or destroy(). "
                       "Promises that wait for data go on waiting."),
             .advice = tr("Say in a handler what a timeout means: socket.on('timeout', () => socket.destroy()) gives "
                          "up; the close handler follows."),
             .evidence = {{socket.idleTimeout, tr("the timer was set")},
                          {socket.lastTimeout, tr("it ran out")},
                          {last,
                           variant == LeftOpen ? tr("the socket was still there") : tr("and nothing was closed")}},
             .place = socket.idleTimeout.location},
            variant == Unheard ? 1 : 0);
    }
};

} // namespace

std::unique_ptr<ExplainRule> idleTimeout()
{
    return std::make_unique<IdleTimeout>();
}

} // namespace sockscope::explain
