// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal_writer.h"

#include "journal/journal_file.h"

#include <QHash>
#include <QLocale>

#include <atomic>
#include <cstring>
#include <ctime>
#include <mutex>

using namespace Qt::StringLiterals;

namespace sockscope {

using namespace journal_format;

namespace {

constexpr std::int64_t FinalBytes = 4096; // room for CaptureStopped and SessionFinished, kept behind every other record
constexpr std::int64_t MinFileBytes = 16 << 10;

std::int64_t clockNs(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

FileHeader makeHeader(std::int64_t monotonicBase)
{
    FileHeader header{};
    header.magic = Magic;
    header.version = Version;
    header.headerBytes = sizeof(FileHeader);
    header.startedAtNs = clockNs(CLOCK_REALTIME);
    header.monotonicBaseNs = monotonicBase;
    constexpr std::string_view program = "sockscope " SOCKSCOPE_VERSION;
    static_assert(program.size() < sizeof header.program);
    std::copy(program.begin(), program.end(), header.program.begin());
    return header;
}

/// Counters in the mapped header are read by other processes while they change.
void publish(std::uint64_t &field, std::uint64_t value)
{
    std::atomic_ref(field).store(qToLittleEndian(value), std::memory_order_relaxed);
}

void encode(RecordHeader &out, const RecordHead &head, std::int64_t causeBytes, std::int64_t payloadBytes)
{
    out.kind = static_cast<std::uint8_t>(head.kind);
    out.stateBefore = static_cast<std::uint8_t>(head.stateBefore);
    out.stateAfter = static_cast<std::uint8_t>(head.stateAfter);
    out.level = static_cast<std::uint8_t>(head.level);
    out.timeNs = head.timeNs;
    out.vu = head.vu;
    out.iteration = head.iteration;
    out.socket = head.socket;
    out.file = head.location.file;
    out.line = head.location.line;
    out.column = head.location.column;
    out.causeBytes = static_cast<std::uint32_t>(causeBytes);
    out.payloadBytes = static_cast<std::uint32_t>(payloadBytes);
}

/// At most `bytes` of UTF-8 text, cut between characters.
QByteArrayView cutUtf8(QByteArrayView text, qsizetype bytes)
{
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80)
        --bytes;
    return text.first(bytes);
}

} // namespace

struct JournalWriter::Private
{
    mutable std::mutex mutex;
    JournalFile file;
    std::int64_t monotonicBase = clockNs(CLOCK_MONOTONIC);
    std::int64_t maxBytes = 0;
    Totals totals;
    QHash<QString, std::uint32_t> fileIds;

    [[nodiscard]] std::int64_t now() const { return clockNs(CLOCK_MONOTONIC) - monotonicBase; }
    [[nodiscard]] bool capturing() const { return totals.stopReason.isEmpty() && file.isOpen(); }
    void append(RecordHead head, QByteArrayView payload, QByteArrayView cause);
    bool storeParts(const RecordHead &head, QByteArrayView &payload, QByteArrayView cause);
    bool store(const RecordHead &head, QByteArrayView payload, QByteArrayView cause, std::int64_t keepFree);
    void put(unsigned char *at, const RecordHead &head, QByteArrayView payload, QByteArrayView cause);
    void drop(std::int64_t payloadBytes);
    void stop(const QString &reason);
    void close();
};

void JournalWriter::Private::append(RecordHead head, QByteArrayView payload, QByteArrayView cause)
{
    head.timeNs = now();
    cause = cutUtf8(cause, MaxCauseBytes);
    bool stored = capturing() && storeParts(head, payload, cause);
    // What ends a session is worth its place in the room kept for it.
    if (!stored && head.kind == RecordKind::SessionFinished && file.isOpen())
        stored = recordLength(cause.size(), payload.size()) <= FinalBytes / 2 && store(head, payload, cause, 0);
    if (!stored)
        drop(payload.size());
}

bool JournalWriter::Private::storeParts(const RecordHead &head, QByteArrayView &payload, QByteArrayView cause)
{
    do {
        const auto part = payload.first(std::min<qsizetype>(payload.size(), MaxPayloadBytes));
        if (!store(head, part, cause, FinalBytes))
            return false;
        payload = payload.sliced(part.size());
    } while (!payload.isEmpty());
    return true;
}

bool JournalWriter::Private::store(const RecordHead &head, QByteArrayView payload, QByteArrayView cause,
                                   std::int64_t keepFree)
{
    const auto length = recordLength(cause.size(), payload.size());
    if (totals.bytes + length + keepFree > maxBytes) {
        stop(u"Capture stopped: the journal reached its size limit of %1."_s.arg(
            QLocale::c().formattedDataSize(maxBytes, 1, QLocale::DataSizeIecFormat)));
        return false;
    }
    auto *at = file.reserve(totals.bytes, length + keepFree);
    if (!at) {
        stop(u"Capture stopped: the journal can't grow (%1)."_s.arg(file.error()));
        return false;
    }
    put(at, head, payload, cause);
    return true;
}

void JournalWriter::Private::put(unsigned char *at, const RecordHead &head, QByteArrayView payload,
                                 QByteArrayView cause)
{
    auto &header = *reinterpret_cast<RecordHeader *>(at);
    encode(header, head, cause.size(), payload.size());
    at += sizeof(RecordHeader);
    if (!cause.isEmpty())
        std::memcpy(at, cause.data(), static_cast<std::size_t>(cause.size()));
    if (!payload.isEmpty())
        std::memcpy(at + cause.size(), payload.data(), static_cast<std::size_t>(payload.size()));
    // The padding and the next record's length are zero: fresh blocks of a file are.
    const auto length = recordLength(cause.size(), payload.size());
    std::atomic_ref(header.length)
        .store(qToLittleEndian(static_cast<std::uint32_t>(length)), std::memory_order_release);
    totals.bytes += length;
    ++totals.records;
}

void JournalWriter::Private::drop(std::int64_t payloadBytes)
{
    ++totals.droppedRecords;
    totals.droppedBytes += payloadBytes;
    if (auto *header = file.header()) {
        publish(header->droppedRecords, totals.droppedRecords);
        publish(header->droppedBytes, static_cast<std::uint64_t>(totals.droppedBytes));
    }
}

void JournalWriter::Private::stop(const QString &reason)
{
    if (!totals.stopReason.isEmpty())
        return;
    totals.stopReason = reason;
    std::atomic_ref(file.header()->flags).store(qToLittleEndian(std::uint32_t{StoppedFlag}), std::memory_order_relaxed);
    RecordHead head;
    head.kind = RecordKind::CaptureStopped;
    head.level = LogLevel::Warning;
    head.timeNs = now();
    // In a stretch that was reserved with the record before, so this can't fail.
    if (auto *at = file.reserve(totals.bytes, FinalBytes))
        put(at, head, cutUtf8(reason.toUtf8(), FinalBytes / 4), {});
}

void JournalWriter::Private::close()
{
    if (!file.isOpen())
        return;
    auto *header = file.header();
    publish(header->usedBytes, static_cast<std::uint64_t>(totals.bytes));
    publish(header->records, totals.records);
    const auto stopped = totals.stopReason.isEmpty() ? 0u : std::uint32_t{StoppedFlag};
    std::atomic_ref(header->flags).store(qToLittleEndian(ClosedFlag | stopped), std::memory_order_release);
    file.close(totals.bytes);
}

JournalWriter::JournalWriter()
    : d(std::make_unique<Private>())
{
}

JournalWriter::~JournalWriter()
{
    close();
}

std::unique_ptr<JournalWriter> JournalWriter::create(const QString &path, const Options &options, QString *error)
{
    std::unique_ptr<JournalWriter> writer(new JournalWriter);
    auto &d = *writer->d;
    d.maxBytes = std::max(options.maxBytes, MinFileBytes);
    d.totals.bytes = sizeof(FileHeader);
    if (!d.file.create(path, makeHeader(d.monotonicBase))) {
        if (error)
            *error = u"Can't write the journal '%1': %2."_s.arg(path, d.file.error());
        return nullptr;
    }
    return writer;
}

void JournalWriter::append(const RecordHead &head, QByteArrayView payload, QByteArrayView causeUtf8)
{
    const std::scoped_lock lock(d->mutex);
    d->append(head, payload, causeUtf8);
}

std::uint32_t JournalWriter::fileId(const QString &name)
{
    const std::scoped_lock lock(d->mutex);
    auto &id = d->fileIds[name];
    if (id == 0) {
        id = static_cast<std::uint32_t>(d->fileIds.size());
        RecordHead head;
        head.kind = RecordKind::FileName;
        head.location.file = id;
        d->append(head, name.toUtf8(), {});
    }
    return id;
}

std::int64_t JournalWriter::now() const
{
    return d->now();
}

JournalWriter::Totals JournalWriter::totals() const
{
    const std::scoped_lock lock(d->mutex);
    return d->totals;
}

QString JournalWriter::path() const
{
    return d->file.path();
}

void JournalWriter::close()
{
    const std::scoped_lock lock(d->mutex);
    d->close();
}

} // namespace sockscope
