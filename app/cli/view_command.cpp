// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "output/journal_text.h"

#include <QFile>

namespace sockscope {

using namespace Qt::StringLiterals;

int viewCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"\nPrints a journal as text, one line a record. Nothing in it is executed."_s);
    parser.addOptions({{u"hex"_s, u"Dump the bytes of each data and write record."_s},
                       {u"socket"_s, u"Only this socket; may be repeated."_s, u"N"_s}});
    parser.addPositionalArgument(u"file"_s, u"The journal, written by run --journal."_s);
    if (const auto code = parseArguments(parser, u"sockscope view"_s, args))
        return *code;
    if (parser.positionalArguments().size() != 1)
        return usageError(u"sockscope view takes one file: a journal written by `sockscope run --journal FILE`"_s);
    JournalText::Options options;
    options.hex = parser.isSet(u"hex"_s);
    for (const QString &socket : parser.values(u"socket"_s)) {
        bool ok = false;
        options.sockets.insert(socket.toUInt(&ok));
        if (!ok)
            return usageError(
                u"invalid argument \"%1\" for \"--socket\" flag: it takes the number of a socket"_s.arg(socket));
    }
    QFile out;
    QString error;
    if (!out.open(stdout, QIODevice::WriteOnly) ||
        !JournalText(options).print(parser.positionalArguments().constFirst(), out, &error))
        return usageError(error);
    return 0;
}

} // namespace sockscope
