// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class UnheardData : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(UnheardData)
public:
    UnheardData()
        : ExplainRule(u"unheard-data"_s)
    {
    }

    QString title() const override { return tr("Data came, and nobody listened"); }
    QList<RecordKind> kinds() const override { return {RecordKind::BytesReceived}; }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        if (seen.record.cause != u"no handler" || note(socket) != 0)
            return;
        note(socket) = 1;
        const RecordRef &removed = socket.handler(SocketEvent::Data).registered;
        report(socket,
               {.what = tr("Socket %1 received %2 while it had no handler for its data event: nobody can have them any "
                           "more.")
                            .arg(socket.number)
                            .arg(seen.record.payload.size() == 1 ? tr("1 byte")
                                                                 : tr("%1 bytes").arg(seen.record.payload.size())),
                .why = tr("Received bytes come out of on('data', …) and nowhere else. An event that has no handler at "
                          "the moment it occurs is dropped, not kept for later; bytes_read counts the bytes "
                          "nonetheless."),
                .advice = tr("Register the handler before connect(), as in socket.on('data', (bytes) => { … }): "
                             "many servers send their greeting at once."),
                .evidence = {{socket.connect, tr("the connection was asked for")},
                             {removed, tr("on('data') was given no function")},
                             {seen.ref, tr("the bytes that nobody took")}},
                .place = socket.connect.location});
    }
};

} // namespace

std::unique_ptr<ExplainRule> unheardData()
{
    return std::make_unique<UnheardData>();
}

} // namespace sockscope::explain
