// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "peer/peer_factory.h"
#include "peer/peer_server.h"
#include "peer_fault_arguments.h"
#include "stop_signals.h"

#include <QCoreApplication>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString listOfPeers()
{
    QString list = u"Peers:\n"_s;
    for (const PeerKind &kind : peerKinds())
        list += u"  %1 %2\n"_s.arg(kind.name, -9).arg(kind.description);
    return list;
}

int serve(PeerServer &peer, const QString &name, const PeerFaults &faults, quint16 port)
{
    StopSignals stop; // before anybody is told that the peer is there
    if (!peer.start(QHostAddress::LocalHost, port))
        return usageError(peer.errorString());
    const QString misbehaviour = faultsInWords(faults);
    printOut(u"%1 peer on 127.0.0.1:%2%3, Ctrl+C to stop\n"_s.arg(name)
                 .arg(peer.port())
                 .arg(misbehaviour.isEmpty() ? QString() : u" (%1)"_s.arg(misbehaviour)));
    QObject::connect(&stop, &StopSignals::received, &stop, [](int) { QCoreApplication::quit(); });
    QCoreApplication::exec();
    printOut(u"%1 connections, %2 B received, %3 B sent\n"_s.arg(peer.counters().connections)
                 .arg(peer.counters().bytesReceived)
                 .arg(peer.counters().bytesSent));
    return 0;
}

} // namespace

int peerCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"\nStarts a built-in peer and serves until Ctrl+C. It listens on 127.0.0.1. Without a name, lists the "
        "peers.\n\n"_s +
        listOfPeers().trimmed());
    parser.addOptions({{u"port"_s, u"Port to listen on; 0 takes a free one (default)."_s, u"N"_s, u"0"_s}});
    parser.addOptions(faultOptions());
    parser.addPositionalArgument(u"name"_s, u"The peer: %1."_s.arg(peerNames().join(u", "_s)));
    if (const auto code = parseArguments(parser, u"sockscope peer"_s, args))
        return *code;
    const QStringList names = parser.positionalArguments();
    if (names.isEmpty()) {
        printOut(listOfPeers());
        return 0;
    }
    if (names.size() != 1)
        return usageError(u"sockscope peer takes the name of one peer: %1"_s.arg(peerNames().join(u", "_s)));
    bool ok = false;
    const uint port = parser.value(u"port"_s).toUInt(&ok);
    if (!ok || port > 65535)
        return usageError(u"invalid argument \"%1\" for \"--port\" flag: a port is a number from 0 to 65535"_s.arg(
            parser.value(u"port"_s)));
    QString error;
    const std::optional<PeerFaults> faults = parseFaults(parser, &error);
    if (!faults)
        return usageError(error);
    const std::unique_ptr<PeerServer> peer = createPeer(names.first(), *faults, &error);
    return peer ? serve(*peer, names.first(), *faults, static_cast<quint16>(port)) : usageError(error);
}

} // namespace sockscope
