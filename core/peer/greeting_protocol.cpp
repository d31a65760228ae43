// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/greeting_protocol.h"

#include "peer/printable.h"

#include <QByteArrayList>

namespace sockscope {

namespace {

/// Replies of RFC 5321, 4.2: all lines but the last have a hyphen behind the code.
QByteArray replyTo(const QByteArray &verb, const QByteArray &rest)
{
    if (verb == "EHLO" || verb == "HELO") {
        if (rest.isEmpty())
            return "501 5.5.4 Syntax: " + verb + " hostname\r\n";
        const QByteArray greets = "localhost greets " + printable(rest, 64) + "\r\n";
        return verb == "HELO" ? "250 " + greets
                              : "250-" + greets + "250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 HELP\r\n";
    }
    if (verb == "NOOP" || verb == "RSET")
        return "250 2.0.0 OK\r\n";
    if (verb == "HELP")
        return "214 2.0.0 EHLO HELO NOOP RSET HELP QUIT\r\n";
    if (verb == "QUIT")
        return "221 2.0.0 localhost closing connection\r\n";
    static const QByteArrayList mail = {"MAIL", "RCPT", "DATA", "VRFY", "EXPN", "STARTTLS", "AUTH"};
    if (mail.contains(verb))
        return "502 5.5.1 Command not implemented: this peer takes no mail\r\n";
    return "500 5.5.2 Command unrecognized: \"" + printable(verb) + "\"\r\n";
}

} // namespace

void GreetingProtocol::connected(PeerOutput &out)
{
    out.write("220 localhost ESMTP sockscope greeting peer ready\r\n");
}

void GreetingProtocol::answer(QByteArrayView line, PeerOutput &out)
{
    const QByteArray text = line.toByteArray().trimmed();
    const qsizetype space = text.indexOf(' ');
    const QByteArray verb = text.left(space < 0 ? text.size() : space).toUpper();
    out.write(replyTo(verb, space < 0 ? QByteArray() : text.mid(space + 1).trimmed()));
    if (verb == "QUIT")
        out.close();
}

QByteArray GreetingProtocol::tooLong() const
{
    return "500 5.5.2 Line too long\r\n";
}

} // namespace sockscope
