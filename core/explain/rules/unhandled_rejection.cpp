// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

#include <QHash>

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class UnhandledRejection : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(UnhandledRejection)
public:
    UnhandledRejection()
        : ExplainRule(u"unhandled-rejection"_s)
    {
    }

    QString title() const override { return tr("Nobody handled a rejected promise"); }
    QList<RecordKind> kinds() const override
    {
        return {RecordKind::CallRefused, RecordKind::PromiseSettled, RecordKind::Exception,
                RecordKind::IterationFinished};
    }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        if (m_rejected.size() > MaxVus)
            m_rejected.clear();
        Rejection &last = m_rejected[seen.record.vu];
        if (seen.record.kind == RecordKind::CallRefused) {
            last = {seen.ref, {}, seen.ref.location, socket.number, seen.record.payload.left(MaxMessage)};
        } else if (const auto at = seen.record.payload.indexOf(Marker); at >= 0) {
            const QByteArray message = seen.record.payload.mid(at + Marker.size()).left(MaxMessage);
            if (last.socket == socket.number && last.message == message && !last.settled.isSet())
                last.settled = seen.ref;
            else
                last = {socket.connect, seen.ref, socket.connect.location, socket.number, message};
        }
    }

    void readPlain(const SeenRecord &seen) override
    {
        const std::uint32_t vu = seen.record.vu;
        if (seen.record.kind == RecordKind::Exception && seen.record.payload.startsWith(Uncaught))
            tell(seen, m_rejected.value(vu));
        else if (seen.record.kind == RecordKind::IterationFinished)
            m_rejected.remove(vu);
    }

    void clear() override { m_rejected.clear(); }

private:
    static constexpr QByteArrayView Uncaught{"Uncaught (in promise) "};
    static constexpr QByteArrayView Marker{"() rejected: "};
    static constexpr qsizetype MaxMessage = 300;
    static constexpr qsizetype MaxVus = 20'000;

    /// The last rejection of a socket's promise in a virtual user, to find the call behind an error without a stack.
    struct Rejection
    {
        RecordRef call;
        RecordRef settled;
        ScriptLocation place;
        std::uint32_t socket = 0;
        QByteArray message;
    };

    struct Ended
    {
        QString call;
        QString consequence;
    };

    /// k6-reference 1.7: what the run makes of it.
    static Ended endedBy(const QString &cause)
    {
        if (cause == u"setup()")
            return {cause, tr("No iteration runs, and neither does teardown(); the run's exit code is 255.")};
        if (cause == u"teardown()")
            return {cause, tr("The run's exit code is 255, unless it had failed before.")};
        if (cause == u"handleSummary()")
            return {cause, tr("The usual summary is shown in its place, and the run's exit code stays as it was.")};
        return {tr("the iteration"), tr("The run goes on with the next iteration, and its exit code stays 0.")};
    }

    void tell(const SeenRecord &seen, const Rejection &rejection)
    {
        const QByteArray error = seen.record.payload.mid(Uncaught.size()).split('\n').value(0).left(MaxMessage);
        const bool isOfSocket = !rejection.message.isEmpty() && error.contains(rejection.message);
        const bool hasPlace = seen.ref.location.file != 0;
        const Ended ended = endedBy(seen.record.cause);
        report(
            {.what = tr("A promise was rejected and nobody handled it, which ended %1: %2")
                         .arg(ended.call, QString::fromUtf8(error)),
             .why = tr("A rejection that is still without a handler when the callbacks of the moment have run fails "
                       "%1: its timers and sockets are dropped. A catch() that is added later comes too late. %2")
                        .arg(ended.call, ended.consequence),
             .advice = tr("Await the promise inside try { … } catch (error) { … }, or add .catch() to it on the same "
                          "line. A write() that nobody awaits can reject, too."),
             .evidence = {{isOfSocket ? rejection.call : RecordRef(), tr("the call")},
                          {isOfSocket ? rejection.settled : RecordRef(), tr("its promise was rejected")},
                          {seen.ref, tr("nobody had a handler for it")}},
             .place = hasPlace || !isOfSocket ? seen.ref.location : rejection.place,
             .vu = seen.record.vu,
             .iteration = seen.record.iteration,
             .socket = isOfSocket ? rejection.socket : 0});
    }

    QHash<std::uint32_t, Rejection> m_rejected;
};

} // namespace

std::unique_ptr<ExplainRule> unhandledRejection()
{
    return std::make_unique<UnhandledRejection>();
}

} // namespace sockscope::explain
