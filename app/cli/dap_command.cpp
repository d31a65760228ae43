// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "dap/dap_session.h"
#include "dap_channel.h"
#include "parent_watch.h"
#include "stop_signals.h"

#include <QCoreApplication>

namespace sockscope {

using namespace Qt::StringLiterals;

int dapCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"\nServes an editor that debugs a script: one session of the Debug Adapter "
                                     "Protocol on standard input and output (docs/debugger.md)."_s);
    if (const auto code = parseArguments(parser, u"sockscope dap"_s, args))
        return *code;
    if (const QStringList surplus = parser.positionalArguments(); !surplus.isEmpty())
        return usageError(u"sockscope dap takes no arguments: the editor's launch request names the script"_s);
    DapSession session(QCoreApplication::applicationFilePath());
    DapChannel channel;
    QObject::connect(&session, &DapSession::message, &channel, &DapChannel::send);
    QObject::connect(&session, &DapSession::ended, &channel, [] { QCoreApplication::exit(0); });
    QObject::connect(&channel.reader(), &DapReader::received, &session, &DapSession::handle);
    QObject::connect(&channel.reader(), &DapReader::malformed, &session, &DapSession::refuseInput);
    QObject::connect(&channel, &DapChannel::closed, &session, &DapSession::end);
    const StopSignals signalled({SIGINT, SIGTERM, SIGHUP});
    QObject::connect(&signalled, &StopSignals::received, &session, &DapSession::end);
    const ParentWatch parent;
    QObject::connect(&parent, &ParentWatch::ended, &session, &DapSession::end);
    channel.start();
    return QCoreApplication::exec();
}

} // namespace sockscope
