// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/record_text.h"

#include "log/visible_text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

/// By number of the kind; 0 is none.
constexpr std::array<const char *, 33> KindNames{
    "",          "file",    "session",      "session-end",  "iteration",   "iteration-end",   "socket",  "connect",
    "endpoints", "state",   "data",         "write",        "event",       "error",           "timeout", "refused",
    "tls",       "promise", "console",      "log",          "exception",   "capture-stopped", "note",    "eval",
    "tcp-info",  "source",  "idle-timeout", "run-progress", "run-summary", "uncaptured",      "paused",  "handler",
    "held"};
static_assert(KindNames.size() == static_cast<std::size_t>(RecordKind::IterationHeld) + 1);

constexpr qsizetype MaxJsonBytes = 64 << 10; // a preview is no place to parse more

using Preview = QString (*)(const QJsonObject &);

QString sessionStarted(const QJsonObject &object)
{
    return object[u"script"].toString();
}

QString sessionFinished(const QJsonObject &object)
{
    const auto reason = object[u"reason"].toString();
    const auto code = u"exit code %1"_s.arg(object[u"exitCode"].toInt());
    return reason.isEmpty() ? code : code + u": "_s + reason;
}

QString endpoints(const QJsonObject &object)
{
    return object[u"local"].toString() + u" \u2192 "_s + object[u"remote"].toString();
}

QString tlsEstablished(const QJsonObject &object)
{
    const auto verified = object[u"verified"].toBool() ? u"verified"_s : u"NOT verified"_s;
    return u"%1 %2, %3, %4"_s.arg(object[u"version"].toString(), object[u"cipher"].toString(), verified,
                                  object[u"subject"].toString());
}

QString tcpInfo(const QJsonObject &object)
{
    const double rtt = object[u"rttUs"].toDouble() / 1000;
    const qint64 lost = object[u"totalRetransmits"].toInteger();
    return object[u"state"].toString() + u", round trip %1 ms"_s.arg(rtt, 0, 'f', 3) +
           (lost > 0 ? u", %1 retransmitted"_s.arg(lost) : QString());
}

QString runProgress(const QJsonObject &object)
{
    return u"%1 after %2 s, %3/%4 VUs, %5 iterations"_s.arg(object.value(u"stage").toString())
        .arg(object.value(u"elapsed").toDouble(), 0, 'f', 1)
        .arg(object.value(u"vus").toInteger())
        .arg(object.value(u"vusInitialized").toInteger())
        .arg(object.value(u"iterations").toInteger());
}

QString uncaptured(const QJsonObject &object)
{
    return u"VUs from %1 on are counted and not recorded"_s.arg(object.value(u"vus").toInteger());
}

QString iterationHeld(const QJsonObject &object)
{
    const qint64 sockets = object.value(u"sockets").toInteger();
    return u"nothing happened for %1 s, and only %2 the iteration"_s
        .arg(object.value(u"ms").toDouble() / 1000, 0, 'f', 1)
        .arg(sockets == 1 ? u"this socket still keeps"_s : u"%1 sockets still keep"_s.arg(sockets));
}

QString debugPaused(const QJsonObject &object)
{
    const QString reason = object.value(u"reason").toString();
    return u"for %1 s before line %2"_s.arg(object.value(u"ms").toDouble() / 1000, 0, 'f', 3)
               .arg(object.value(u"line").toInt()) +
           (reason.isEmpty() ? QString() : u": "_s + reason);
}

Preview jsonPreview(RecordKind kind)
{
    switch (kind) {
    case RecordKind::SessionStarted:
        return sessionStarted;
    case RecordKind::SessionFinished:
        return sessionFinished;
    case RecordKind::Endpoints:
        return endpoints;
    case RecordKind::TlsEstablished:
        return tlsEstablished;
    case RecordKind::TcpInfo:
        return tcpInfo;
    case RecordKind::RunProgressed:
        return runProgress;
    case RecordKind::Uncaptured:
        return uncaptured;
    case RecordKind::DebugPaused:
        return debugPaused;
    case RecordKind::IterationHeld:
        return iterationHeld;
    default:
        return nullptr;
    }
}

QString bounded(const QString &text, qsizetype maxChars)
{
    return text.size() <= maxChars ? text : text.first(std::max<qsizetype>(maxChars - 1, 0)) + u'\u2026';
}

} // namespace

RecordDirection recordDirection(RecordKind kind)
{
    if (kind == RecordKind::BytesReceived)
        return RecordDirection::In;
    return kind == RecordKind::BytesSent ? RecordDirection::Out : RecordDirection::None;
}

QString recordKindName(RecordKind kind)
{
    const auto number = static_cast<std::size_t>(kind);
    return number > 0 && number < KindNames.size() ? QString::fromLatin1(KindNames[number]) : u"kind-%1"_s.arg(number);
}

std::optional<RecordKind> recordKindOf(QStringView name)
{
    for (std::size_t number = 1; number < KindNames.size(); ++number)
        if (name == QLatin1String(KindNames[number]))
            return static_cast<RecordKind>(number);
    return std::nullopt;
}

QStringList recordKindNames()
{
    QStringList names;
    for (std::size_t number = 1; number < KindNames.size(); ++number)
        names.append(QString::fromLatin1(KindNames[number]));
    return names;
}

QString stateWord(JournalState state)
{
    switch (state) {
    case JournalState::Disconnected:
        return u"disconnected"_s;
    case JournalState::Opening:
        return u"opening"_s;
    case JournalState::Open:
        return u"open"_s;
    case JournalState::Destroyed:
        return u"destroyed"_s;
    case JournalState::None:
        break;
    }
    return {};
}

QString levelWord(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return u"debug"_s;
    case LogLevel::Info:
        return u"info"_s;
    case LogLevel::Warning:
        return u"warning"_s;
    case LogLevel::Error:
        return u"error"_s;
    }
    return {};
}

QString recordPreview(const Record &record, qsizetype maxChars)
{
    if (record.kind == RecordKind::StateChanged)
        return bounded(stateWord(record.stateBefore) + u" \u2192 "_s + stateWord(record.stateAfter), maxChars);
    if (record.kind == RecordKind::IdleTimeoutSet)
        return record.payload == "0" ? u"off"_s : visibleBytes(record.payload, maxChars) + u" ms"_s;
    if (record.kind == RecordKind::Source)
        return u"%1 B of script text"_s.arg(record.payload.size());
    if (const auto preview = jsonPreview(record.kind); preview && record.payload.size() <= MaxJsonBytes) {
        const auto json = QJsonDocument::fromJson(record.payload);
        if (json.isObject())
            return bounded(visibleText(preview(json.object())), maxChars);
    }
    return visibleBytes(record.payload, maxChars);
}

} // namespace sockscope
