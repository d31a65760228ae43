// SPDX-License-Identifier: GPL-3.0-or-later
// Breakpoints and the files that they stand in.
#include "dap/dap_session.h"
#include "dap/exception_filters.h"

#include <QFile>
#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Reads the protocol's free text for hits: `5` and `>= 5` stop from the fifth on, `> 5` from the sixth, `== 5` at the
/// fifth only, `% 5` at each fifth. Returns a sentence where it is none of these.
QString readHitCondition(const QString &text, QJsonObject &breakpoint)
{
    if (text.trimmed().isEmpty())
        return {};
    static const QRegularExpression form(u"^\\s*(>=|>|==?=?|%)?\\s*([0-9]{1,9})\\s*$"_s);
    const auto match = form.match(text);
    const int count = match.captured(2).toInt() + (match.captured(1) == u">" ? 1 : 0);
    if (!match.hasMatch() || count == 0)
        return u"\"%1\" is no number of hits: write 5 or >= 5, > 5, == 5, or %% 5 for each fifth"_s.arg(text).replace(
            u"%%"_s, u"%"_s);
    breakpoint.insert(u"hitCount"_s, count);
    const bool isOnly = match.captured(1).startsWith(u'=');
    breakpoint.insert(u"hitRule"_s, isOnly ? u"only"_s : match.captured(1) == u"%" ? u"every"_s : u"from"_s);
    return {};
}

} // namespace

QJsonObject DapSession::breakpointFrom(const QJsonObject &placed, const QJsonObject &source) const
{
    QJsonObject made{{u"id"_s, placed.value(u"id"_s)}, {u"verified"_s, placed.value(u"verified"_s)}};
    insertRange(placed, made);
    if (!source.isEmpty())
        made.insert(u"source"_s, source);
    if (placed.contains(u"message"_s))
        made.insert(u"message"_s, placed.value(u"message"_s));
    return made;
}

void DapSession::setBreakpoints(const DapRequest &request)
{
    const QJsonObject source = request.arguments.value(u"source"_s).toObject();
    const QString file = fileOf(source);
    if (file.isEmpty())
        return refuse(request, u"the source of the breakpoints has no path"_s);
    QJsonArray asked;
    QStringList mistakes; // of each; empty: none
    const QJsonArray wanted = request.arguments.value(u"breakpoints"_s).toArray();
    for (const auto &entry : wanted) {
        QJsonObject breakpoint{{u"line"_s, ownLine(entry[u"line"_s].toInt())},
                               {u"condition"_s, entry[u"condition"_s].toString()},
                               {u"logMessage"_s, entry[u"logMessage"_s].toString()}};
        if (entry[u"column"_s].isDouble())
            breakpoint.insert(u"column"_s, ownColumn(entry[u"column"_s].toInt()));
        mistakes.append(readHitCondition(entry[u"hitCondition"_s].toString(), breakpoint));
        if (mistakes.constLast().isEmpty())
            asked.append(breakpoint);
    }
    const QJsonObject members{{u"file"_s, file}, {u"breakpoints"_s, asked}};
    askFor(request, u"setBreakpoints"_s, members, [this, request, source, mistakes](const QJsonObject &answer) {
        QJsonArray made;
        const QJsonArray placed = answer.value(u"breakpoints"_s).toArray();
        qsizetype next = 0;
        for (const QString &mistake : mistakes)
            made.append(mistake.isEmpty() ? breakpointFrom(placed.at(next++).toObject(), source)
                                          : QJsonObject{{u"verified"_s, false}, {u"message"_s, mistake}});
        respond(request, {{u"breakpoints"_s, made}});
    });
}

void DapSession::setExceptionBreakpoints(const DapRequest &request)
{
    const ExceptionChoice choice = exceptionChoiceFrom(request.arguments);
    const QStringList modes = choice.exceptions.keys();
    m_exceptionModes = QSet<QString>(modes.begin(), modes.end());
    m_engine.ask(u"setExceptions"_s, choice.exceptions, [](const QJsonObject &) {});
    askFor(request, u"setEventBreakpoints"_s, {{u"breakpoints"_s, choice.events}},
           [this, request, results = choice.results](const QJsonObject &) {
               respond(request, {{u"breakpoints"_s, results}});
           });
}

/// Of a file that has not been compiled yet none are known.
void DapSession::breakpointLocations(const DapRequest &request)
{
    const QJsonObject &arguments = request.arguments;
    const int line = ownLine(arguments.value(u"line"_s).toInt());
    const QJsonValue end = arguments.value(u"endLine"_s);
    const QJsonObject members{{u"file"_s, fileOf(arguments.value(u"source"_s).toObject())},
                              {u"line"_s, line},
                              {u"endLine"_s, end.isDouble() ? ownLine(end.toInt()) : line}};
    askFor(request, u"locations"_s, members, [this, request](const QJsonObject &answer) {
        QJsonArray made;
        const QJsonArray found = answer.value(u"locations"_s).toArray();
        for (const auto &location : found) {
            QJsonObject place;
            insertRange(location.toObject(), place);
            made.append(place);
        }
        respond(request, {{u"breakpoints"_s, made}});
    });
}

void DapSession::loadedSources(const DapRequest &request)
{
    QJsonArray made;
    for (const QString &url : std::as_const(m_sources))
        made.append(sourceOf(url));
    respond(request, {{u"sources"_s, made}});
}

void DapSession::source(const DapRequest &request)
{
    const QString path = fileOf(request.arguments.value(u"source"_s).toObject());
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return refuse(request, path.isEmpty() ? u"the request source names no path: all sources are files here"_s
                                              : u"%1 can't be read: %2"_s.arg(path, file.errorString()));
    respond(request, {{u"content"_s, QString::fromUtf8(file.readAll())}});
}

} // namespace sockscope
