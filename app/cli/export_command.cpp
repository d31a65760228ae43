// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "output/journal_json_lines.h"
#include "output/journal_pcapng.h"
#include "socket_filter.h"

#include <QFile>
#include <QSaveFile>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool exportTo(QIODevice &to, const QString &format, const QString &journal, const QSet<std::uint32_t> &sockets,
              QString *error)
{
    if (format == u"pcapng")
        return JournalPcapng({sockets}).write(journal, to, error);
    return JournalJsonLines({sockets}).write(journal, to, error);
}

/// Writes the file whole or not at all.
QString exportToFile(const QString &path, const QString &format, const QString &journal,
                     const QSet<std::uint32_t> &sockets)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return u"%1 can't be written: %2"_s.arg(path, file.errorString());
    QString error;
    if (!exportTo(file, format, journal, sockets, &error))
        return error;
    return file.commit() ? QString() : u"%1 can't be written: %2"_s.arg(path, file.errorString());
}

} // namespace

int exportCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"\nWrites a journal in another format: pcapng for Wireshark (with synthetic TCP and IP headers), or jsonl, one JSON object a record."_s);
    parser.addOptions({{{u"o"_s, u"output"_s}, u"File to write; standard output where there is none."_s, u"FILE"_s},
                       {u"socket"_s, u"Only this socket; may be repeated."_s, u"N"_s}});
    parser.addPositionalArgument(u"format"_s, u"pcapng or jsonl."_s);
    parser.addPositionalArgument(u"file"_s, u"The journal, written by run --journal."_s);
    if (const auto code = parseArguments(parser, u"sockscope export"_s, args))
        return *code;
    const QStringList given = parser.positionalArguments();
    if (given.size() != 2)
        return usageError(u"sockscope export takes a format (pcapng or jsonl) and a journal"_s);
    if (given[0] != u"pcapng" && given[0] != u"jsonl")
        return usageError(u"there is no format \"%1\": pcapng and jsonl are known"_s.arg(given[0]));
    QSet<std::uint32_t> sockets;
    QString error = readSocketNumbers(parser.values(u"socket"_s), sockets);
    if (!error.isEmpty())
        return usageError(error);
    if (parser.isSet(u"output"_s)) {
        error = exportToFile(parser.value(u"output"_s), given[0], given[1], sockets);
        return error.isEmpty() ? 0 : usageError(error);
    }
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly) || !exportTo(out, given[0], given[1], sockets, &error))
        return usageError(error);
    return out.flush() ? 0 : usageError(u"Can't write: %1."_s.arg(out.errorString()));
}

} // namespace sockscope
