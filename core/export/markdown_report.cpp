// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/session_report.h"

#include <QRegularExpression>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Text in a table without any meaning of its own in Markdown or HTML; addresses are made no links.
QString plain(QString text)
{
    static const QRegularExpression special(u"[\\\\`*_\\[\\]<>&|~$]|:(?=//)|(?<=www)\\.|@"_s);
    return text.replace(special, u"\\\\0"_s); // a backslash, and what was found
}

/// A code block whose fence is longer than any in the text.
QString block(const QString &text, const QString &language = {})
{
    qsizetype longest = 2;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    return fence + language + u'\n' + text + (text.endsWith(u'\n') ? u""_s : u"\n"_s) + fence + u'\n';
}

QString row(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString socketRow(const ReportSocket &socket)
{
    const QString state = socket.cause.isEmpty() ? socket.state : u"%1 (%2)"_s.arg(socket.state, socket.cause);
    const bool wasOpen = socket.openedNs >= 0 && socket.endedNs >= 0;
    return row({QString::number(socket.number), plain(socket.target), plain(socket.endpoints), plain(socket.tls),
                plain(state), QString::number(socket.sent), QString::number(socket.received),
                wasOpen ? reportDuration(socket.endedNs - socket.openedNs) : QString()});
}

QString more(std::int64_t count)
{
    return count == 0 ? QString() : u"\n\u2026 and %1 more.\n"_s.arg(count);
}

QString lines(const QList<ReportLine> &entries)
{
    QString text;
    for (const ReportLine &line : entries)
        text += u"%1  %2 %3 %4\n"_s.arg(reportTime(line.timeNs).rightJustified(12),
                                        (line.socket == 0 ? QString() : u"#%1"_s.arg(line.socket)).leftJustified(5),
                                        line.mark, line.text);
    return block(text);
}

QString summary(const SessionReport &report)
{
    QString text = row({u"What"_s, u"Value"_s}) + row({u"---"_s, u"---"_s});
    text += row({u"Started"_s, plain(report.startedAt.toString(u"yyyy-MM-dd HH:mm:ss"_s)) + u" UTC"_s});
    text += row({u"Duration"_s, reportDuration(report.durationNs)});
    if (!report.script.isEmpty())
        text += row({u"Script"_s, plain(report.script)});
    if (!report.arguments.isEmpty())
        text += row({u"Arguments"_s, plain(report.arguments.join(u' '))});
    text += row({u"Result"_s, plain(report.result)});
    text += row({u"Sent"_s, u"%1 B"_s.arg(report.sent)});
    text += row({u"Received"_s, u"%1 B"_s.arg(report.received)});
    text += row({u"Recorded by"_s, plain(report.program)});
    return text;
}

} // namespace

QString markdownReport(const SessionReport &report)
{
    QString text = u"# TCP session\n\n"_s + summary(report);
    for (const QString &notice : report.notices)
        text += u"\n> %1\n"_s.arg(plain(notice));
    text += u"\n## Sockets\n\n"_s;
    text += row({u"#"_s, u"Target"_s, u"Endpoints"_s, u"TLS"_s, u"Last state"_s, u"Sent B"_s, u"Received B"_s,
                 u"Open for"_s}) +
            row({u"--:"_s, u"---"_s, u"---"_s, u"---"_s, u"---"_s, u"--:"_s, u"--:"_s, u"--:"_s});
    for (const ReportSocket &socket : report.sockets)
        text += socketRow(socket);
    text += more(report.moreSockets);
    text += u"\n## Conversation\n\n"_s + lines(report.lines) + more(report.moreLines);
    if (!report.errors.isEmpty())
        text += u"\n## Errors\n\n"_s + lines(report.errors) + more(report.moreErrors);
    for (const ReportSource &source : report.sources) {
        text += u"\n## Script %1\n\n"_s.arg(plain(source.name)) + block(source.text, u"js"_s);
        if (!source.note.isEmpty())
            text += u"\nCut: %1.\n"_s.arg(plain(source.note));
    }
    return text;
}

} // namespace sockscope
