// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/hex_dump.h"
#include "export/journal_compare.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString dump(const QString &name, const QByteArray &context, std::int64_t contextAt)
{
    if (context.isEmpty())
        return u"    %1 ends here\n"_s.arg(name);
    QString lines;
    for (qsizetype at = 0; at < context.size(); at += 16)
        lines += u"    %1 %2\n"_s.arg(
            name, QString::fromLatin1(hexDumpLine(QByteArrayView(context).sliced(at), contextAt + at)));
    return lines;
}

QString streamText(const QString &what, const StreamComparison &stream)
{
    QString text;
    if (stream.differsAt >= 0) {
        const bool isShorter = stream.differsAt == std::min(stream.firstBytes, stream.secondBytes);
        text += isShorter ? u"  %1: the first %2 bytes are equal, then one ends: A has %3, B has %4\n"_s
                          : u"  %1: differs from byte %2 on; A has %3, B has %4\n"_s;
        text = text.arg(what).arg(stream.differsAt).arg(stream.firstBytes).arg(stream.secondBytes);
        text +=
            dump(u"A"_s, stream.firstContext, stream.contextAt) + dump(u"B"_s, stream.secondContext, stream.contextAt);
    }
    if (stream.chunksDifferAt >= 0)
        text += u"  %1: cut into other chunks from number %2 on\n"_s.arg(what).arg(stream.chunksDifferAt + 1);
    return text;
}

QString socketText(const SocketComparison &socket)
{
    if (socket.second == 0)
        return u"socket #%1: only in A\n"_s.arg(socket.first);
    if (socket.first == 0)
        return u"socket #%1: only in B\n"_s.arg(socket.second);
    const QString name = socket.first == socket.second
                             ? u"socket #%1"_s.arg(socket.first)
                             : u"socket #%1 in A, #%2 in B"_s.arg(socket.first).arg(socket.second);
    if (socket.isEqual())
        return u"%1: equal, %2 bytes sent, %3 received\n"_s.arg(name)
            .arg(socket.sent.firstBytes)
            .arg(socket.received.firstBytes);
    QString text = u"%1: different\n"_s.arg(name) + streamText(u"sent"_s, socket.sent) +
                   streamText(u"received"_s, socket.received);
    if (socket.statesDiffer)
        text += u"  states:\n    A %1\n    B %2\n"_s.arg(socket.firstStates, socket.secondStates);
    return text;
}

} // namespace

QString comparisonText(const JournalComparison &comparison)
{
    if (!comparison.error.isEmpty())
        return comparison.error + u'\n';
    QString text;
    for (const SocketComparison &socket : comparison.sockets)
        text += socketText(socket);
    const auto different = std::count_if(comparison.sockets.begin(), comparison.sockets.end(),
                                         [](const SocketComparison &socket) { return !socket.isEqual(); });
    if (comparison.sockets.isEmpty())
        return u"Neither session has a socket.\n"_s;
    return text + (different == 0
                       ? u"The sessions are equal.\n"_s
                       : u"The sessions differ in %1 of %2 sockets.\n"_s.arg(different).arg(comparison.sockets.size()));
}

} // namespace sockscope
