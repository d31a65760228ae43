// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class NeverDestroyed : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(NeverDestroyed)
public:
    NeverDestroyed()
        : ExplainRule(u"never-destroyed"_s)
    {
    }

    QString title() const override { return tr("A socket keeps its iteration alive"); }
    QList<RecordKind> kinds() const override
    {
        return {RecordKind::IterationHeld, RecordKind::BytesReceived, RecordKind::BytesSent, RecordKind::StateChanged};
    }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        if (seen.record.kind == RecordKind::IterationHeld) {
            if (note(socket) == 0)
                note(socket) = report(socket, explain(seen, socket), variantOf(socket));
        } else if (seen.record.cause != u"the iteration ended" && seen.record.cause != u"no handler") {
            // The script goes on after all.
            withdraw(std::exchange(note(socket), 0));
        }
    }

private:
    enum Variant { Open, ConnectFailed, NeverConnected };

    static Variant variantOf(const SocketFacts &socket)
    {
        if (socket.state == JournalState::Open)
            return Open;
        return socket.connect.isSet() ? ConnectFailed : NeverConnected;
    }

    static QString reason(const SocketFacts &socket)
    {
        switch (variantOf(socket)) {
        case Open:
            return tr("It is open, and neither side has closed it.");
        case ConnectFailed:
            return tr("Its connect() failed, which does not destroy it.");
        case NeverConnected:
            break;
        }
        return tr("It was never connected, which does not matter for that.");
    }

    static Explanation explain(const SeenRecord &seen, const SocketFacts &socket)
    {
        const bool isQuietOpen = socket.state == JournalState::Open;
        return {.what = tr("Socket %1 keeps %2 from ending: no callback is left to run, no timer is armed, and nobody "
                           "has destroyed it. %3")
                            .arg(socket.number)
                            .arg(socket.vu == 0
                                     ? tr("setup() or teardown()")
                                     : tr("iteration %1 of virtual user %2").arg(socket.iteration).arg(socket.vu),
                                 reason(socket)),
                .why = tr("An iteration ends when its function has returned and every socket made in it was destroyed, "
                          "by destroy(), by the peer or by a read error. Until then it waits, here and in k6: to the "
                          "end of gracefulStop, 30 s unless set otherwise, and then counts as interrupted."),
                .advice = isQuietOpen
                              ? tr("Call socket.destroy() when the conversation is over, best in a finally block, so "
                                   "that errors get there, too. If the script still waits for an answer, ask why none "
                                   "came: the rows of this socket tell what was sent last.")
                              : tr("Call socket.destroy() behind a failed connect(), too, best in a finally block: "
                                   "try { await socket.connect(…); … } finally { socket.destroy(); }."),
                .evidence = {{socket.created, tr("the socket was made")},
                             {socket.lastError, tr("its connection failed")},
                             {isQuietOpen ? socket.lastWrite : RecordRef(), tr("the last that was sent")},
                             {isQuietOpen ? socket.lastData : RecordRef(), tr("the last that was received")},
                             {seen.ref, tr("from here on nothing else was left to wait for")}},
                .place = socket.created.location};
    }
};

} // namespace

std::unique_ptr<ExplainRule> neverDestroyed()
{
    return std::make_unique<NeverDestroyed>();
}

} // namespace sockscope::explain
