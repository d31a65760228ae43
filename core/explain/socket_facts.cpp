// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/socket_facts.h"

#include <QtEndian>

#include <algorithm>

namespace sockscope {

namespace {

constexpr std::array<QByteArrayView, SocketEventCount> EventNames{"connect", "data", "close", "error", "timeout"};
constexpr qsizetype MaxTextChars = 300;
constexpr qsizetype TextSample = 1024;

bool isTextByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || byte == '\r' || byte == '\n' || byte == '\t';
}

/// Only messages that are longer than their first chunk, and not so long that the bytes can't be meant as a length.
std::array<std::int64_t, 4> announcedLengths(const QByteArray &bytes)
{
    constexpr std::int64_t MaxMessage = 1 << 20;
    std::array<std::int64_t, 4> lengths{};
    if (bytes.size() < 4 || isText(bytes))
        return lengths;
    lengths = {4LL + qFromBigEndian<quint32>(bytes.constData()), 4LL + qFromLittleEndian<quint32>(bytes.constData()),
               2LL + qFromBigEndian<quint16>(bytes.constData()), 2LL + qFromLittleEndian<quint16>(bytes.constData())};
    for (std::int64_t &length : lengths)
        length = length > bytes.size() && length <= MaxMessage ? length : 0;
    return lengths;
}

} // namespace

std::optional<SocketEvent> socketEventOf(QByteArrayView name)
{
    const auto found = std::find(EventNames.begin(), EventNames.end(), name);
    if (found == EventNames.end())
        return std::nullopt;
    return static_cast<SocketEvent>(found - EventNames.begin());
}

bool isText(QByteArrayView bytes)
{
    const QByteArrayView head = bytes.first(std::min(bytes.size(), TextSample));
    const QByteArrayView tail = bytes.last(std::min(bytes.size(), TextSample));
    return !bytes.isEmpty() && std::all_of(head.begin(), head.end(), isTextByte) &&
           std::all_of(tail.begin(), tail.end(), isTextByte);
}

LineEnd lineEndOf(QByteArrayView bytes)
{
    if (!isText(bytes))
        return LineEnd::NotText;
    if (bytes.endsWith("\r\n"))
        return LineEnd::CrLf;
    if (bytes.endsWith('\n'))
        return LineEnd::Lf;
    if (bytes.endsWith('\r'))
        return LineEnd::Cr;
    return bytes.endsWith("\\n") || bytes.endsWith("\\r") ? LineEnd::Escaped : LineEnd::None;
}

void SocketFacts::apply(const Record &record, const RecordRef &ref)
{
    switch (record.kind) {
    case RecordKind::SocketCreated:
        created = ref;
        break;
    case RecordKind::ConnectStarted:
        connect = ref;
        isTls = record.payload.endsWith(" tls");
        target = QString::fromUtf8(record.payload.left(MaxTextChars)).section(u' ', 0, 0);
        lastActionNs = ref.timeNs;
        break;
    case RecordKind::StateChanged:
        applyState(record, ref);
        break;
    case RecordKind::HandlerSet:
        applyHandler(record, ref);
        break;
    case RecordKind::EventDelivered:
        if (const auto event = socketEventOf(record.payload); event)
            handlers[static_cast<std::size_t>(*event)].hasOccurred = true;
        break;
    case RecordKind::BytesReceived:
        applyData(record, ref);
        break;
    case RecordKind::BytesSent:
        applyWrite(record, ref);
        break;
    case RecordKind::SocketError:
        lastError = ref;
        errorText = QString::fromUtf8(record.payload.left(MaxTextChars));
        break;
    case RecordKind::SocketTimeout:
        lastTimeout = ref;
        ++timeoutsInSilence;
        break;
    case RecordKind::IdleTimeoutSet:
        idleTimeout = ref;
        break;
    default:
        break;
    }
}

void SocketFacts::applyState(const Record &record, const RecordRef &ref)
{
    state = record.stateAfter;
    if (state == JournalState::Open) {
        opened = ref;
        lastActionNs = ref.timeNs;
        timeoutsInSilence = 0;
    } else if (state == JournalState::Destroyed) {
        destroyed = ref;
        endCause = record.cause.left(MaxTextChars);
    }
}

void SocketFacts::applyHandler(const Record &record, const RecordRef &ref)
{
    if (const auto event = socketEventOf(record.payload)) {
        Handler &handler = handlers[static_cast<std::size_t>(*event)];
        handler.registered = ref;
        handler.isNone = record.cause == QLatin1String("none");
    }
}

void SocketFacts::applyData(const Record &record, const RecordRef &ref)
{
    if (!firstData.isSet())
        firstData = ref;
    lastData = ref;
    bytesReceived += record.payload.size();
    peerSendsCrLf = peerSendsCrLf || (lineEndOf(record.payload) == LineEnd::CrLf);
    isAnswered = true;
    if (answer.chunks++ == 0)
        answer.announced = announcedLengths(record.payload);
    answer.bytes += record.payload.size();
    answer.lastSize = record.payload.size();
    answer.lastEnd = lineEndOf(record.payload);
    timeoutsInSilence = 0;
    lastActionNs = ref.timeNs;
}

void SocketFacts::applyWrite(const Record &record, const RecordRef &ref)
{
    if (!firstWrite.isSet())
        firstWrite = ref;
    lastWrite = ref;
    lastWriteEnd = lineEndOf(record.payload);
    bytesSent += record.payload.size();
    isAnswered = false;
    answer = {};
    timeoutsInSilence = 0;
    lastActionNs = ref.timeNs;
}

} // namespace sockscope
