// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class WriteAfterClose : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(WriteAfterClose)
public:
    WriteAfterClose()
        : ExplainRule(u"write-after-close"_s)
    {
    }

    QString title() const override { return tr("A write came after the close"); }
    QList<RecordKind> kinds() const override { return {RecordKind::CallRefused}; }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        if (seen.record.cause != u"write")
            return;
        if (socket.state == JournalState::Destroyed && seen.record.payload == "no active connection")
            tell(seen, socket, socket.endCause == u"destroy()" ? ByScript : ByPeer);
        else if (seen.record.payload.contains("broken pipe") || seen.record.payload.contains("connection reset"))
            tell(seen, socket, WhileClosing);
    }

private:
    enum Variant { ByScript, ByPeer, WhileClosing };

    static QString what(Variant variant)
    {
        switch (variant) {
        case ByScript:
            return tr("write() was called on socket %1 after the script had destroyed it: nothing was sent, and the "
                      "promise rejected.");
        case ByPeer:
            return tr(
                "write() was called on socket %1 after its connection had ended: nothing was sent, and the promise "
                "rejected.");
        case WhileClosing:
            break;
        }
        return tr("write() failed on socket %1 because the peer had closed the connection.");
    }

    static QString advice(Variant variant)
    {
        return variant == ByScript
                   ? tr("Await the last write() before destroy(), and leave the step that follows to the close "
                        "handler. A new conversation needs a new Socket.")
                   : tr("Watch for close and stop sending there: socket.on('close', () => { … }). To go on, make a "
                        "new Socket and connect it. If the peer was not meant to close, its last bytes may say why.");
    }

    void tell(const SeenRecord &seen, SocketFacts &socket, Variant variant)
    {
        report(socket,
               {.what = what(variant).arg(socket.number),
                .why = tr("A destroyed socket stays destroyed: when the peer closes or destroy() is called, the socket "
                          "is over, and write() rejects with \"no active connection\". A handler or a continuation "
                          "that runs late sees the socket as it is then, not as it was."),
                .advice = advice(variant),
                .evidence = {{socket.lastData, tr("the last that was received")},
                             {socket.destroyed, tr("the socket was destroyed: %1").arg(socket.endCause)},
                             {seen.ref, tr("the write that came too late")}},
                .place = seen.ref.location},
               variant);
    }
};

} // namespace

std::unique_ptr<ExplainRule> writeAfterClose()
{
    return std::make_unique<WriteAfterClose>();
}

} // namespace sockscope::explain
