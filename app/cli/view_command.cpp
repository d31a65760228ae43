// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "export/journal_text.h"
#include "export/record_text.h"
#include "socket_filter.h"

#include <QFile>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// A sentence about the first name that no kind has, otherwise empty.
QString readKinds(const QStringList &values, QSet<RecordKind> &kinds)
{
    for (const QString &value : values) {
        const QStringList names = value.split(u',');
        for (const QString &name : names) {
            const std::optional<RecordKind> kind = recordKindOf(name);
            if (!kind)
                return u"invalid argument \"%1\" for \"--kind\" flag: \"%2\" is none of %3"_s.arg(
                    value, name, recordKindNames().join(u", "_s));
            kinds.insert(*kind);
        }
    }
    return {};
}

} // namespace

int viewCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"\nPrints a journal as text, one line a record. Nothing in it is executed."_s);
    parser.addOptions(
        {{u"hex"_s, u"Dump the bytes of each data and write record."_s},
         {u"numbers"_s, u"Begin each line with the record's number, as `sockscope explain` names it."_s},
         {u"socket"_s, u"Only this socket; may be repeated."_s, u"N"_s},
         {u"kind"_s, u"Only records of these kinds; may be repeated. Kinds: %1."_s.arg(recordKindNames().join(u", "_s)),
          u"NAME[,NAME...]"_s}});
    parser.addPositionalArgument(u"file"_s, u"The journal, written by run --journal."_s);
    if (const auto code = parseArguments(parser, u"sockscope view"_s, args))
        return *code;
    if (parser.positionalArguments().size() != 1)
        return usageError(u"sockscope view takes one file: a journal written by `sockscope run --journal FILE`"_s);
    JournalText::Options options;
    options.hex = parser.isSet(u"hex"_s);
    options.numbers = parser.isSet(u"numbers"_s);
    QString error = readSocketNumbers(parser.values(u"socket"_s), options.sockets);
    if (error.isEmpty())
        error = readKinds(parser.values(u"kind"_s), options.kinds);
    if (!error.isEmpty())
        return usageError(error);
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly) ||
        !JournalText(options).print(parser.positionalArguments().constFirst(), out, &error))
        return usageError(error);
    if (!out.flush()) // a full disk may show as late as here
        return usageError(u"Can't write: %1."_s.arg(out.errorString()));
    return 0;
}

} // namespace sockscope
