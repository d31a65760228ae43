// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "peer/echo_peer.h"
#include "stop_signals.h"

#include <QCoreApplication>

namespace sockscope {

using namespace Qt::StringLiterals;

int peerCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"\nStarts a built-in peer and serves until Ctrl+C. It listens on 127.0.0.1.\n\nPeers: echo (sends back what it receives)."_s);
    parser.addOptions({{u"port"_s, u"Port to listen on; 0 takes a free one (default)."_s, u"N"_s, u"0"_s}});
    parser.addPositionalArgument(u"name"_s, u"The peer: echo."_s);
    if (const auto code = parseArguments(parser, u"sockscope peer"_s, args))
        return *code;
    const QStringList names = parser.positionalArguments();
    if (names.size() != 1 || names.first() != u"echo")
        return usageError(u"sockscope peer takes the name of one peer: echo"_s);
    bool ok = false;
    const uint port = parser.value(u"port"_s).toUInt(&ok);
    if (!ok || port > 65535)
        return usageError(u"invalid argument \"%1\" for \"--port\" flag: a port is a number from 0 to 65535"_s.arg(
            parser.value(u"port"_s)));

    StopSignals stop; // before anybody is told that the peer is there
    EchoPeer peer;
    if (!peer.start(QHostAddress::LocalHost, static_cast<quint16>(port)))
        return usageError(peer.errorString());
    printOut(u"echo peer on 127.0.0.1:%1, Ctrl+C to stop\n"_s.arg(peer.port()));
    QObject::connect(&stop, &StopSignals::received, &stop, [](int) { QCoreApplication::quit(); });
    QCoreApplication::exec();
    printOut(u"%1 connections, %2 B received, %3 B sent\n"_s.arg(peer.counters().connections)
                 .arg(peer.counters().bytesReceived)
                 .arg(peer.counters().bytesSent));
    return 0;
}

} // namespace sockscope
