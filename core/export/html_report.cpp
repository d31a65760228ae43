// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/session_report.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The policy keeps the page from loading or running anything, should something slip through the escaping.
constexpr QLatin1StringView Head(R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TCP session</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1c2128; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #d8dee4; vertical-align: top; }
td.number, th.number { text-align: right; }
pre, .lines td { font: 13px/1.5 ui-monospace, monospace; } pre { background: #f6f8fa; padding: 1rem; overflow-x: auto; }
.lines td { border: 0; padding: 0 1rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.lines .out { color: #0b5cad; } .lines .in { color: #8a4600; } .notice { border-left: 3px solid #bf8700; padding-left: .75rem; }
@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117; } pre { background: #161b22; }
th, td { border-color: #30363d; } .lines .out { color: #79b8ff; } .lines .in { color: #ffb77c; } }
</style>
</head>
<body>
<h1>TCP session</h1>
)html");

QString cell(const QString &text, const QString &type = {})
{
    return (type.isEmpty() ? u"<td>"_s : u"<td class=\""_s + type + u"\">"_s) + text.toHtmlEscaped() + u"</td>"_s;
}

QString fact(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString() : u"<tr><th scope=\"row\">%1</th>"_s.arg(name) + cell(value) + u"</tr>\n"_s;
}

QString summary(const SessionReport &report)
{
    QString text = u"<table>\n"_s;
    text += fact(u"Started"_s, report.startedAt.toString(u"yyyy-MM-dd HH:mm:ss"_s) + u" UTC"_s);
    text += fact(u"Duration"_s, reportDuration(report.durationNs));
    text += fact(u"Script"_s, report.script);
    text += fact(u"Arguments"_s, report.arguments.join(u' '));
    text += fact(u"Result"_s, report.result);
    text += fact(u"Sent"_s, u"%1 B"_s.arg(report.sent));
    text += fact(u"Received"_s, u"%1 B"_s.arg(report.received));
    text += fact(u"Recorded by"_s, report.program);
    text += u"</table>\n"_s;
    for (const QString &notice : report.notices)
        text += u"<p class=\"notice\">"_s + notice.toHtmlEscaped() + u"</p>\n"_s;
    return text;
}

QString more(std::int64_t count)
{
    return count == 0 ? QString() : u"<p>\u2026 and %1 more.</p>\n"_s.arg(count);
}

QString sockets(const SessionReport &report)
{
    QString text = u"<h2>Sockets</h2>\n<table>\n<tr>"_s;
    for (const QString &name : {u"#"_s, u"Target"_s, u"Endpoints"_s, u"TLS"_s, u"Last state"_s, u"Cause"_s})
        text += u"<th scope=\"col\">%1</th>"_s.arg(name);
    for (const QString &name : {u"Sent B"_s, u"Received B"_s, u"Open for"_s})
        text += u"<th scope=\"col\" class=\"number\">%1</th>"_s.arg(name);
    text += u"</tr>\n"_s;
    for (const ReportSocket &socket : report.sockets) {
        const bool wasOpen = socket.openedNs >= 0 && socket.endedNs >= 0;
        text += u"<tr>"_s + cell(QString::number(socket.number)) + cell(socket.target) + cell(socket.endpoints) +
                cell(socket.tls) + cell(socket.state) + cell(socket.cause) +
                cell(QString::number(socket.sent), u"number"_s) + cell(QString::number(socket.received), u"number"_s) +
                cell(wasOpen ? reportDuration(socket.endedNs - socket.openedNs) : QString(), u"number"_s) +
                u"</tr>\n"_s;
    }
    return text + u"</table>\n"_s + more(report.moreSockets);
}

QString lines(const QList<ReportLine> &entries)
{
    QString text = u"<table class=\"lines\">\n"_s;
    for (const ReportLine &line : entries) {
        const QString type = line.mark == u"\u2192" ? u"out"_s : line.mark == u"\u2190" ? u"in"_s : QString();
        text += u"<tr>"_s + cell(reportTime(line.timeNs)) +
                cell(line.socket == 0 ? QString() : u"#%1"_s.arg(line.socket)) + cell(line.mark, type) +
                cell(line.text, type) + u"</tr>\n"_s;
    }
    return text + u"</table>\n"_s;
}

} // namespace

QString htmlReport(const SessionReport &report)
{
    QString text = Head + summary(report) + sockets(report);
    text += u"<h2>Conversation</h2>\n"_s + lines(report.lines) + more(report.moreLines);
    if (!report.errors.isEmpty())
        text += u"<h2>Errors</h2>\n"_s + lines(report.errors) + more(report.moreErrors);
    for (const ReportSource &source : report.sources) {
        text += u"<h2>Script "_s + source.name.toHtmlEscaped() + u"</h2>\n<pre>"_s + source.text.toHtmlEscaped() +
                u"</pre>\n"_s;
        if (!source.note.isEmpty())
            text += u"<p>Cut: "_s + source.note.toHtmlEscaped() + u".</p>\n"_s;
    }
    return text + u"</body>\n</html>\n"_s;
}

} // namespace sockscope
