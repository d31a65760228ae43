// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/rules/rules.h"

#include <algorithm>
#include <array>

namespace sockscope::explain {

using namespace Qt::StringLiterals;

namespace {

/// Ports that are TLS from their first byte on (IANA): https, smtps, ldaps, dns over TLS, ftps, imaps, pop3s, sips,
/// amqps, secure-mqtt; and what is customary for https and Redis.
constexpr std::array TlsPorts{443, 465, 636, 853, 990, 993, 995, 5061, 5671, 6380, 8443, 8883, 9443};

class TlsMismatch : public ExplainRule
{
    Q_DECLARE_TR_FUNCTIONS(TlsMismatch)
public:
    TlsMismatch()
        : ExplainRule(u"tls-mismatch"_s)
    {
    }

    QString title() const override { return tr("One side speaks TLS, the other does not"); }
    QList<RecordKind> kinds() const override
    {
        return {RecordKind::SocketError, RecordKind::StateChanged, RecordKind::BytesReceived};
    }

    void read(const SeenRecord &seen, SocketFacts &socket) override
    {
        const Record &record = seen.record;
        if (record.kind == RecordKind::StateChanged) {
            if (record.stateAfter == JournalState::Open) // the handshake that seemed to hang went well
                withdraw(std::exchange(note(socket), 0));
        } else if (record.kind == RecordKind::SocketError) {
            if (socket.isTls && isAnswerInPlain(record.payload))
                tellTls(socket, seen.ref, AnsweredInPlain);
        } else if (!socket.isTls && socket.bytesReceived == 0 && socket.bytesSent > 0 && isComplaint(record.payload)) {
            tellPlain(socket, seen.ref, Complained);
        }
    }

    void socketQuiet(SocketFacts &socket) override
    {
        if (socket.isTls && socket.state == JournalState::Opening && note(socket) == 0)
            note(socket) = tellTls(socket, {}, Silent);
    }

    void silenceExcused(SocketFacts &socket) override { withdraw(std::exchange(note(socket), 0)); }

    void socketEnded(SocketFacts &socket) override
    {
        const bool isHungUp = !socket.isTls && socket.bytesSent > 0 && socket.bytesReceived == 0 &&
                              socket.endCause.startsWith(u"peer") &&
                              socket.destroyed.timeNs - socket.firstWrite.timeNs < PromptNs;
        if (isHungUp)
            tellPlain(socket, socket.destroyed, HungUp);
    }

private:
    enum Variant { AnsweredInPlain, Silent, Complained, HungUp };
    static constexpr std::int64_t PromptNs = 1'000'000'000; ///< OpenSSL's servers close at once, and send no alert

    static bool isTlsPort(const SocketFacts &socket)
    {
        const int port = socket.target.section(u':', -1).toInt();
        return std::find(TlsPorts.begin(), TlsPorts.end(), port) != TlsPorts.end();
    }

    static QString whatOfPlain(const SocketFacts &socket, Variant variant)
    {
        if (variant == Complained)
            return tr("The peer of socket %1 at %2 answered plain text as a TLS server does: this port speaks TLS.");
        return isTlsPort(socket)
                   ? tr("The peer of socket %1 at %2 hung up on the first bytes without a word: this port "
                        "usually speaks TLS.")
                   : tr("The peer of socket %1 at %2 hung up on the first bytes without a word: it may "
                        "speak TLS there, or refuse what it was sent.");
    }

    static bool isAnswerInPlain(QByteArrayView error)
    {
        return error.contains("TLS handshake failed") &&
               (error.contains("does not look like a TLS handshake") || error.contains("unexpected handshake message"));
    }

    /// A TLS alert (RFC 8446, section 6: type 21, version 3.x), or a web server that says it in words.
    static bool isComplaint(const QByteArray &bytes)
    {
        if (bytes.size() >= 7 && bytes.at(0) == 0x15 && bytes.at(1) == 0x03)
            return true;
        const QByteArray text = bytes.left(1024);
        return text.contains("HTTP request was sent to HTTPS port") || text.contains("HTTP request to an HTTPS server");
    }

    int tellTls(SocketFacts &socket, const RecordRef &answer, Variant variant)
    {
        return report(
            socket,
            {.what = (variant == Silent ? tr("Socket %1 asked %2 for TLS, and for 2 s nothing came back: the port "
                                             "may not speak TLS, or nobody may be there.")
                                        : tr("Socket %1 asked %2 for TLS, and the answer was not TLS: this port speaks "
                                             "plain TCP."))
                         .arg(socket.number)
                         .arg(socket.target),
             .why =
                 tr("With tls: true the client speaks first and sends a TLS ClientHello. A server without TLS takes it "
                    "for data: it answers in its own words, closes, or waits for more, and k6 sets the handshake no "
                    "time limit."),
             .advice =
                 tr("Leave tls out, as in socket.connect(port, host), or use the server's TLS port. A switch from "
                    "plain to TLS within a connection (STARTTLS) is not possible with k6/x/tcp."),
             .evidence = {{socket.connect, tr("connect() with TLS")}, {answer, tr("what came of it")}},
             .place = socket.connect.location},
            variant);
    }

    void tellPlain(SocketFacts &socket, const RecordRef &answer, Variant variant)
    {
        report(socket,
               {.what = whatOfPlain(socket, variant).arg(socket.number).arg(socket.target),
                .why = tr("A TLS server expects a ClientHello as the first bytes. It takes anything else for an error, "
                          "sends an alert (bytes 15 03 …) or nothing, and closes."),
                .advice = tr("Connect with TLS: socket.connect({ port: …, host: …, tls: true }). The certificate is "
                             "verified unless the option insecureSkipTLSVerify is set."),
                .evidence = {{socket.connect, tr("connect() without TLS")},
                             {socket.firstWrite, tr("the first bytes, in plain")},
                             {answer, tr("the answer")}},
                .place = socket.connect.location},
               variant);
    }
};

} // namespace

std::unique_ptr<ExplainRule> tlsMismatch()
{
    return std::make_unique<TlsMismatch>();
}

} // namespace sockscope::explain
