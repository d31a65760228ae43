// SPDX-License-Identifier: GPL-3.0-or-later
#include "dap/exception_filters.h"

#include <QByteArray>
#include <QList>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

struct Filter
{
    QString id;
    QString label;
    QString description;
    bool isEvent = true;
    bool isDefault = false;
};

const QList<Filter> &filters()
{
    static const QList<Filter> all{
        {u"caught"_s, u"Caught Exceptions"_s, u"Exceptions that a catch clause is going to take"_s, false, false},
        {u"uncaught"_s, u"Uncaught Exceptions"_s, u"Exceptions that nothing takes"_s, false, true},
        {u"rejections"_s, u"Unhandled Rejections"_s, u"Rejected promises that nothing handles"_s, false, true},
        {u"connect"_s, u"Socket: connect"_s, u"A socket is connected"_s},
        {u"data"_s, u"Socket: data"_s, u"Bytes have come; stops in the handler"_s},
        {u"write"_s, u"Socket: write"_s, u"Bytes were handed to the operating system"_s},
        {u"close"_s, u"Socket: close"_s, u"A socket is closed"_s},
        {u"error"_s, u"Socket: error"_s, u"A socket has an error"_s},
        {u"timeout"_s, u"Socket: timeout"_s, u"The idle timer of a socket ran out"_s},
        {u"state"_s, u"Socket: change of state"_s, u"A socket opens, is open, or is destroyed"_s},
        {u"promise"_s, u"Promise settled"_s, u"A promise of a socket's, or of the script, is settled"_s},
        {u"any"_s, u"Socket: any event"_s, u"Anything happens to a socket"_s}};
    return all;
}

const Filter *filterNamed(const QString &id)
{
    const auto found = std::find_if(filters().begin(), filters().end(), [&](const Filter &f) { return f.id == id; });
    return found == filters().end() ? nullptr : &*found;
}

/// Takes one word with its value from the front; false where there is none, and the rest is an expression.
bool takeWord(QString &rest, QJsonObject &event, QString *error)
{
    static const QRegularExpression number(u"^(socket|nth)\\s+([0-9]{1,9})(?:\\s*,|\\s+|$)"_s);
    static const QRegularExpression text(u"^text\\s+\"([^\"]*)\"(?:\\s*,|\\s+|$)"_s);
    static const QRegularExpression hex(u"^hex\\s+([^,]*)(?:,|$)"_s);
    rest = rest.trimmed();
    if (const auto match = number.match(rest); match.hasMatch()) {
        event.insert(match.captured(1), match.captured(2).toInt());
        rest = rest.mid(match.capturedLength());
        return true;
    }
    if (const auto match = text.match(rest); match.hasMatch()) {
        event.insert(u"text"_s, match.captured(1));
        rest = rest.mid(match.capturedLength());
        return true;
    }
    const auto match = hex.match(rest);
    if (!match.hasMatch())
        return false;
    const QByteArray digits = match.captured(1).remove(u' ').toLatin1().toLower();
    if (digits.isEmpty() || QByteArray::fromHex(digits).toHex() != digits)
        *error = u"\"%1\" is not a sequence of bytes in hexadecimal digits"_s.arg(match.captured(1).trimmed());
    event.insert(u"hex"_s, QString::fromLatin1(digits));
    rest = rest.mid(match.capturedLength());
    return true;
}

QJsonObject result(const QString &problem)
{
    QJsonObject made{{u"verified"_s, problem.isEmpty()}};
    if (!problem.isEmpty())
        made.insert(u"message"_s, problem);
    return made;
}

void choose(const QString &id, const QString &condition, ExceptionChoice &choice)
{
    const Filter *filter = filterNamed(id);
    QString problem;
    if (!filter) {
        problem = u"there is no filter \"%1\""_s.arg(id);
    } else if (!filter->isEvent) {
        choice.exceptions.insert(id, true);
        if (!condition.isEmpty())
            problem = u"exceptions have no conditions here: all of them stop"_s;
    } else {
        QJsonObject event{{u"kind"_s, id}};
        problem = readEventCondition(condition, event);
        if (problem.isEmpty())
            choice.events.append(event);
    }
    choice.results.append(result(problem));
}

} // namespace

QJsonArray exceptionBreakpointFilters()
{
    QJsonArray all;
    for (const Filter &filter : filters()) {
        QJsonObject made{{u"filter"_s, filter.id},
                         {u"label"_s, filter.label},
                         {u"description"_s, filter.description},
                         {u"default"_s, filter.isDefault},
                         {u"supportsCondition"_s, filter.isEvent}};
        if (filter.isEvent)
            made.insert(u"conditionDescription"_s,
                        u"socket 2, nth 3, text \"PONG\", hex 0d 0a, and an expression of the handler"_s);
        all.append(made);
    }
    return all;
}

QString readEventCondition(const QString &condition, QJsonObject &event)
{
    QString error;
    QString rest = condition;
    while (error.isEmpty() && takeWord(rest, event, &error)) {
    }
    if (!rest.isEmpty())
        event.insert(u"condition"_s, rest);
    const QString kind = event.value(u"kind"_s).toString();
    const bool isOfChunks = event.contains(u"nth"_s) || event.contains(u"text"_s) || event.contains(u"hex"_s);
    if (error.isEmpty() && isOfChunks && kind != u"data" && kind != u"write")
        return u"nth, text and hex are for the events data and write"_s;
    return error;
}

ExceptionChoice exceptionChoiceFrom(const QJsonObject &arguments)
{
    ExceptionChoice choice;
    const QJsonArray plain = arguments.value(u"filters"_s).toArray();
    for (const auto &id : plain)
        choose(id.toString(), {}, choice);
    const QJsonArray options = arguments.value(u"filterOptions"_s).toArray();
    for (const auto &option : options)
        choose(option[u"filterId"_s].toString(), option[u"condition"_s].toString().trimmed(), choice);
    return choice;
}

} // namespace sockscope
