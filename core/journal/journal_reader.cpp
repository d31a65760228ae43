// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal_reader.h"

#include "journal/journal_blocks.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace sockscope {

using namespace journal_format;

static_assert(JournalReader::MaxPayload == MaxPayloadBytes);

namespace {

bool isState(std::uint8_t state)
{
    return state <= static_cast<std::uint8_t>(JournalState::Destroyed) ||
           state == static_cast<std::uint8_t>(JournalState::None);
}

/// Why the fields of a record can't be right, or an empty string. Kinds of later versions are no problem.
QString fieldProblem(const RecordHeader &header)
{
    const auto length = qFromLittleEndian(header.length);
    if (header.causeBytes > MaxCauseBytes || header.payloadBytes > MaxPayloadBytes ||
        recordLength(header.causeBytes, header.payloadBytes) != length)
        return u"its cause of %1 and payload of %2 bytes don't make up its length of %3"_s.arg(header.causeBytes)
            .arg(header.payloadBytes)
            .arg(length);
    if (header.kind == 0)
        return u"it has no kind"_s;
    if (header.timeNs < 0)
        return u"its time is before the journal's start"_s;
    if (!isState(header.stateBefore) || !isState(header.stateAfter))
        return u"it has a socket state that doesn't exist"_s;
    if (header.level > static_cast<std::uint8_t>(LogLevel::Error))
        return u"it has a log level that doesn't exist"_s;
    return {};
}

RecordHeader headerOf(QByteArrayView bytes)
{
    RecordHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    return header;
}

/// Decodes a record of which at least header and cause are in `bytes`.
Record decode(const RecordHeader &header, QByteArrayView bytes, std::int64_t offset)
{
    Record record;
    record.timeNs = header.timeNs;
    record.kind = static_cast<RecordKind>(header.kind);
    record.stateBefore = static_cast<JournalState>(header.stateBefore);
    record.stateAfter = static_cast<JournalState>(header.stateAfter);
    record.level = static_cast<LogLevel>(header.level);
    record.vu = header.vu;
    record.iteration = header.iteration;
    record.socket = header.socket;
    record.location = {header.file, header.line, header.column};
    record.offset = offset;
    auto rest = bytes.sliced(sizeof header);
    if (header.causeBytes > 0)
        record.cause = QString::fromUtf8(rest.first(header.causeBytes));
    rest = rest.sliced(header.causeBytes);
    record.payload = rest.first(std::min<qsizetype>(rest.size(), header.payloadBytes)).toByteArray();
    return record;
}

} // namespace

struct JournalReader::Private
{
    JournalBlocks blocks;
    QString path;
    std::int64_t offset = 0;
    QHash<std::uint32_t, QString> files;
    QString error;
};

JournalReader::JournalReader()
    : d(std::make_unique<Private>())
{
}

JournalReader::~JournalReader() = default;
JournalReader::JournalReader(JournalReader &&) noexcept = default;
JournalReader &JournalReader::operator=(JournalReader &&) noexcept = default;

bool JournalReader::open(const QString &path)
{
    d = std::make_unique<Private>();
    d->path = path;
    if (!d->blocks.open(path))
        return false;
    d->offset = d->blocks.firstRecord();
    return true;
}

std::optional<Record> JournalReader::next()
{
    if (d->offset == 0 || !d->error.isEmpty())
        return std::nullopt;
    const auto bytes = d->blocks.recordAt(d->offset);
    if (bytes.isEmpty())
        return std::nullopt;
    const auto header = headerOf(bytes);
    if (const auto problem = fieldProblem(header); !problem.isEmpty()) {
        d->error = u"The journal '%1' is damaged: the record at offset %2 can't be read, %3."_s.arg(
            d->path, QString::number(d->offset), problem);
        return std::nullopt;
    }
    auto record = decode(header, bytes, d->offset);
    d->offset += bytes.size();
    if (record.kind == RecordKind::FileName)
        d->files.insert(record.location.file, QString::fromUtf8(record.payload));
    return record;
}

std::optional<Record> JournalReader::at(std::int64_t offset, std::int64_t maxPayload)
{
    constexpr std::int64_t headerBytes = sizeof(RecordHeader);
    const auto payloadBytes = std::clamp<std::int64_t>(maxPayload, 0, MaxPayload);
    const auto bytes = d->blocks.peek(offset, headerBytes + MaxCauseBytes + payloadBytes);
    if (bytes.size() < headerBytes)
        return std::nullopt;
    const auto header = headerOf(bytes);
    if (!fieldProblem(header).isEmpty() || bytes.size() < headerBytes + header.causeBytes)
        return std::nullopt;
    auto record = decode(header, bytes, offset);
    record.payload.truncate(static_cast<qsizetype>(payloadBytes));
    return record;
}

QByteArray JournalReader::payload(std::int64_t offset, std::int64_t from, std::int64_t bytes)
{
    constexpr std::int64_t headerBytes = sizeof(RecordHeader);
    const auto start = d->blocks.settled(offset, headerBytes, d->offset);
    if (offset % 8 != 0 || start.size() < headerBytes || from < 0 || bytes <= 0)
        return {};
    const auto header = headerOf(start);
    const auto length = std::min(bytes, static_cast<std::int64_t>(header.payloadBytes) - from);
    if (!fieldProblem(header).isEmpty() || length <= 0)
        return {};
    return d->blocks.settled(offset + headerBytes + header.causeBytes + from, length, d->offset).toByteArray();
}

QString JournalReader::path() const
{
    return d->path;
}

std::int64_t JournalReader::offset() const
{
    return d->offset;
}

QString JournalReader::fileName(std::uint32_t id) const
{
    return d->files.value(id);
}

const QHash<std::uint32_t, QString> &JournalReader::fileNames() const
{
    return d->files;
}

QDateTime JournalReader::startedAt() const
{
    const auto header = d->blocks.readHeader();
    return header ? QDateTime::fromMSecsSinceEpoch(header->startedAtNs / 1'000'000, Qt::UTC) : QDateTime();
}

QString JournalReader::error() const
{
    return d->error.isEmpty() ? d->blocks.error() : d->error;
}

bool JournalReader::isCut() const
{
    return d->blocks.isCut();
}

JournalReader::Summary JournalReader::summary() const
{
    const auto header = d->blocks.readHeader();
    if (!header)
        return {};
    const auto flags = qFromLittleEndian(header->flags);
    return {.closed = (flags & ClosedFlag) != 0,
            .captureStopped = (flags & StoppedFlag) != 0,
            .records = qFromLittleEndian(header->records),
            .droppedRecords = qFromLittleEndian(header->droppedRecords),
            .droppedBytes = qFromLittleEndian(header->droppedBytes)};
}

QString JournalReader::program() const
{
    const auto header = d->blocks.readHeader();
    return header ? QString::fromUtf8(header->program.data(), qstrnlen(header->program.data(), header->program.size()))
                  : QString();
}

QString formatLocation(const JournalReader &reader, const ScriptLocation &location)
{
    const auto name = reader.fileName(location.file);
    if (location.file == 0 || location.line == 0 || name.isEmpty())
        return {};
    auto text = name.sliced(name.lastIndexOf(u'/') + 1) + u':' + QString::number(location.line);
    if (location.column > 0)
        text += u':' + QString::number(location.column);
    return text;
}

} // namespace sockscope
