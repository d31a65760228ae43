// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

class LineEnding : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(LineEnding)
public:
    LineEnding()
        : ExplainRule(u"line-ending"_s)
    {
    }

    QString title() const override { return tr("A line ending may be missing"); }
    QList<RecordKind> kinds() const override { return {RecordKind::BytesReceived, RecordKind::BytesSent}; }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        const int finding = std::exchange(note(socket), 0);
        if (seen.record.kind == RecordKind::BytesReceived) // a late answer; one behind another write proves nothing
            withdraw(finding);
    }

    void socketQuiet(SocketFacts &socket) override
    {
        const bool isUnanswered = socket.state == JournalState::Open && socket.lastWrite.isSet() && !socket.isAnswered;
        if (isUnanswered && note(socket) == 0 && isSuspect(socket))
            note(socket) = report(socket, explain(socket), static_cast<int>(socket.lastWriteEnd));
    }

    void silenceExcused(SocketFacts &socket) override { withdraw(std::exchange(note(socket), 0)); }

private:
    /// A line feed alone is right for many servers, so it is suspected only where the peer itself sends CR LF.
    static bool isSuspect(const SocketFacts &socket)
    {
        switch (socket.lastWriteEnd) {
        case LineEnd::None:
        case LineEnd::Escaped:
        case LineEnd::Cr:
            return true;
        case LineEnd::Lf:
            return socket.peerSendsCrLf;
        case LineEnd::CrLf:
        case LineEnd::NotText:
            break;
        }
        return false;
    }

    static QString what(const SocketFacts &socket)
    {
        switch (socket.lastWriteEnd) {
        case LineEnd::Escaped:
            return tr("The text sent last on socket %1 ends with a backslash and a letter instead of a line ending, "
                      "and no answer came for 2 s.");
        case LineEnd::Cr:
            return tr("The text sent last on socket %1 ends with CR (\\r) alone, and no answer came for 2 s.");
        case LineEnd::Lf:
            return tr(
                "The text sent last on socket %1 ends with LF (\\n), the peer's own lines end with CR LF (\\r\\n), "
                "and no answer came for 2 s.");
        default:
            return tr("The text sent last on socket %1 does not end a line, and no answer came for 2 s.");
        }
    }

    static Explanation explain(const SocketFacts &socket)
    {
        const bool isEscaped = socket.lastWriteEnd == LineEnd::Escaped;
        return {.what = what(socket).arg(socket.number),
                .why = tr("TCP carries bytes, not messages: write() adds nothing to what it is given. A server that "
                          "reads lines waits for the end of this one, and the script waits for the server."),
                .advice =
                    isEscaped
                        ? tr("Write the escape with one backslash: \"PING\\r\\n\" in a script is two "
                             "characters at its end, \"PING\\\\r\\\\n\" is four that the server takes for text.")
                        : tr("Look up how the protocol ends a request and send it: "
                             "socket.write('PING\\r\\n'). Many use \\r\\n (Redis, SMTP, HTTP, FTP), some \\n alone."),
                .evidence = {{socket.peerSendsCrLf ? socket.firstData : RecordRef(), tr("what the peer sends")},
                             {socket.lastWrite, tr("sent, and not answered")}},
                .place = socket.lastWrite.location};
    }
};

} // namespace

std::unique_ptr<ExplainRule> lineEnding()
{
    return std::make_unique<LineEnding>();
}

} // namespace sockscope::explain
