// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

#include <algorithm>

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class SplitMessage : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(SplitMessage)
public:
    SplitMessage()
        : ExplainRule(u"split-message"_s)
    {
    }

    QString title() const override { return tr("A message came in pieces"); }
    QList<RecordKind> kinds() const override { return {RecordKind::BytesReceived}; }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        const bool isHeard = seen.record.cause.isEmpty() && !socket.handler(SocketEvent::Data).isNone;
        if (!isHeard || note(socket) != 0 || socket.answer.chunks == 0)
            return;
        const Variant variant = variantOf(seen.record.payload, socket.answer);
        if (variant == Whole)
            return;
        note(socket) = 1;
        report(
            socket,
            {.what = what(variant).arg(socket.number),
             .why = tr("TCP is a stream of bytes. A data event is what one read got, at most 4096 bytes: it can hold "
                       "a part of a message, several messages, or the end of one and the start of the next, and "
                       "that differs from run to run. On loopback it goes well more often than in a network."),
             .advice = tr("Collect before you look: append each chunk to what is left over, take out whole messages "
                          "(up to the line ending, or as many bytes as the length says), keep the rest. A script "
                          "that does so needs no change."),
             .evidence = {{socket.handler(SocketEvent::Data).registered, tr("the handler that gets the chunks")},
                          {socket.lastData, tr("the first piece ended here")},
                          {seen.ref, tr("and it went on here")}},
             .place = socket.handler(SocketEvent::Data).registered.location},
            variant);
    }

private:
    enum Variant { Whole, FullChunk, Line, Length };
    static constexpr qsizetype ChunkBytes = 4096; ///< of k6/x/tcp

    static Variant variantOf(const QByteArray &chunk, const SocketFacts::Answer &sofar)
    {
        const std::int64_t bytes = sofar.bytes + chunk.size();
        const auto &announced = sofar.announced;
        if (std::find(announced.begin(), announced.end(), bytes) != announced.end())
            return Length;
        if (sofar.lastSize == ChunkBytes)
            return FullChunk;
        return sofar.lastEnd == LineEnd::None && isText(chunk) && chunk.contains('\n') ? Line : Whole;
    }

    static QString what(Variant variant)
    {
        switch (variant) {
        case FullChunk:
            return tr("What socket %1 received was longer than one data event takes: it came in pieces of 4096 bytes.");
        case Length:
            return tr("A message on socket %1 that begins with its length came in more than one data event.");
        default:
            return tr("A line that socket %1 received came in more than one data event.");
        }
    }
};

} // namespace

std::unique_ptr<ExplainRule> splitMessage()
{
    return std::make_unique<SplitMessage>();
}

} // namespace sockscope::explain
