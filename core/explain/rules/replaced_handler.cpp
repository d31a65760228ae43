// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class ReplacedHandler : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(ReplacedHandler)
public:
    ReplacedHandler()
        : ExplainRule(u"replaced-handler"_s)
    {
    }

    QString title() const override { return tr("A handler was replaced"); }
    QList<RecordKind> kinds() const override { return {RecordKind::HandlerSet}; }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        const auto event = socketEventOf(seen.record.payload);
        if (seen.record.cause != u"replaces" || !event || socket.handler(*event).isNone)
            return;
        const QString name = QString::fromUtf8(seen.record.payload);
        const RecordRef &former = socket.handler(*event).registered;
        report(socket,
               {.what = tr("on('%1', …) was called again on socket %2: its earlier handler is not called any more.")
                            .arg(name)
                            .arg(socket.number),
                .why = tr("A socket keeps one handler an event. Unlike in Node.js a second on() for the same event "
                          "replaces the first, and there is no once() and no off()."),
                .advice = tr("Register one handler before connect() and let it decide what to do, by a variable that "
                             "the script sets: the promise it waits for, or the step that it is in."),
                .evidence = {{former, tr("the handler until then")}, {seen.ref, tr("replaced here")}},
                .place = seen.ref.location},
               static_cast<int>(*event));
    }
};

} // namespace

std::unique_ptr<ExplainRule> replacedHandler()
{
    return std::make_unique<ReplacedHandler>();
}

} // namespace sockscope::explain
