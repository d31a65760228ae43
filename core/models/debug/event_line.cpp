// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/event_line.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

struct EventLine
{
    Q_DECLARE_TR_FUNCTIONS(EventLine)
};

const QStringList events{u"connect"_s, u"data"_s,  u"close"_s,   u"error"_s, u"timeout"_s,
                         u"state"_s,   u"write"_s, u"promise"_s, u"any"_s};

QString wrongTerm(const QString &term)
{
    return EventLine::tr("\"%1\" is not understood here. Behind the event may stand socket:2, chunk:3, text:PONG or "
                         "hex:0d 0a.")
        .arg(term);
}

/// Takes the pattern at the line's end; a sentence where it is wrong.
QString takePattern(QString &line, Breakpoint &breakpoint)
{
    static const QRegularExpression end(u"\\s(text|hex):(.*)$"_s);
    const QRegularExpressionMatch match = end.match(line);
    if (!match.hasMatch())
        return {};
    breakpoint.isHex = match.capturedView(1) == "hex"_L1;
    breakpoint.pattern = breakpoint.isHex ? match.captured(2).trimmed() : match.captured(2);
    line.truncate(match.capturedStart());
    const QByteArray digits = QString(breakpoint.pattern).remove(u' ').toLatin1().toLower();
    if (breakpoint.pattern.isEmpty() || (breakpoint.isHex && QByteArray::fromHex(digits).toHex() != digits))
        return EventLine::tr("\"%1\" is not a sequence of bytes, as in text:PONG or hex:0d 0a.")
            .arg(match.captured().trimmed());
    if (breakpoint.event != "data"_L1 && breakpoint.event != "write"_L1)
        return EventLine::tr("Only data and write have bytes to look for.");
    return {};
}

} // namespace

std::optional<Breakpoint> eventFromLine(const QString &line, QString *problem)
{
    static const QRegularExpression number(u"^(socket|chunk):([1-9]\\d{0,8})$"_s);
    QString rest = line.trimmed();
    Breakpoint breakpoint;
    breakpoint.kind = Breakpoint::Kind::Event;
    breakpoint.event = rest.section(QRegularExpression(u"\\s"_s), 0, 0).toLower();
    if (!events.contains(breakpoint.event)) {
        *problem =
            EventLine::tr("There is no event \"%1\". The events are %2.").arg(breakpoint.event, events.join(u", "_s));
        return std::nullopt;
    }
    *problem = takePattern(rest, breakpoint);
    const QStringList terms = rest.split(QRegularExpression(u"\\s+"_s)).sliced(1);
    for (const QString &term : terms) {
        const QRegularExpressionMatch match = number.match(term);
        if (!match.hasMatch() && problem->isEmpty())
            *problem = wrongTerm(term);
        (match.capturedView(1) == "socket"_L1 ? breakpoint.socket : breakpoint.nth) = match.captured(2).toInt();
    }
    return problem->isEmpty() ? std::optional(breakpoint) : std::nullopt;
}

} // namespace sockscope
