// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "export/journal_export.h"
#include "socket_filter.h"

#include <QFile>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString formatNames()
{
    QStringList names;
    for (const ExportFormat &format : exportFormats())
        names.append(format.name);
    const QString last = names.takeLast();
    return names.join(u", "_s) + u" or "_s + last;
}

QString description()
{
    QString text = u"\nWrites a journal in another format:\n"_s;
    for (const ExportFormat &format : exportFormats())
        text += u"  %1%2: %3\n"_s.arg(format.name, -10).arg(format.title, format.summary);
    return text + u"\nTests go elsewhere, too: `sockscope export k6 SCRIPT` writes a folder for k6, `sockscope export "
                  u"k6-operator SCRIPT` "
                  "manifests for Kubernetes (--help tells more).\n"_s;
}

bool isFormat(const QString &name)
{
    const QList<ExportFormat> formats = exportFormats();
    return std::any_of(formats.begin(), formats.end(), [&](const ExportFormat &format) { return format.name == name; });
}

QString exportToOutput(const QString &format, const QString &journal, const JournalWalkOptions &options)
{
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return u"Can't write: %1."_s.arg(out.errorString());
    QString error = exportJournal(format, journal, options, out);
    if (!error.isEmpty())
        return error;
    return out.flush() ? QString() : u"Can't write: %1."_s.arg(out.errorString());
}

} // namespace

int exportCommand(const QStringList &args)
{
    if (args.value(0) == u"k6" || args.value(0) == u"k6-operator")
        return exportTestCommand(args.first(), args.mid(1));
    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    parser.addOptions(
        {{{u"o"_s, u"output"_s}, u"File to write; standard output where there is none."_s, u"FILE"_s},
         {u"socket"_s, u"Only this socket; may be repeated."_s, u"N"_s},
         {u"redact"_s,
          u"Put asterisks in place of this text wherever its bytes occur, also where they are spread over several writes or reads; may be repeated. Encoded forms of it (base64, escapes) and names of script files stay."_s,
          u"TEXT"_s}});
    parser.addPositionalArgument(u"format"_s, formatNames() + u'.');
    parser.addPositionalArgument(u"file"_s, u"The journal, written by run --journal or saved from the window."_s);
    if (const auto code = parseArguments(parser, u"sockscope export"_s, args))
        return *code;
    const QStringList given = parser.positionalArguments();
    if (given.size() != 2)
        return usageError(u"sockscope export takes a format (%1) and a journal"_s.arg(formatNames()));
    if (!isFormat(given[0]))
        return usageError(u"there is no format \"%1\": choose %2"_s.arg(given[0], formatNames()));
    JournalWalkOptions options;
    if (const QString error = readSocketNumbers(parser.values(u"socket"_s), options.sockets); !error.isEmpty())
        return usageError(error);
    for (const QString &text : parser.values(u"redact"_s)) {
        if (text.isEmpty())
            return usageError(u"invalid argument \"\" for \"--redact\" flag: it takes the text to mask"_s);
        options.redact.append(text.toUtf8());
    }
    const QString error = parser.isSet(u"output"_s)
                              ? exportJournalToFile(given[0], given[1], options, parser.value(u"output"_s))
                              : exportToOutput(given[0], given[1], options);
    return error.isEmpty() ? 0 : usageError(error);
}

} // namespace sockscope
