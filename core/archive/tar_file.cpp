// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/tar_file.h"

#include <QDateTime>
#include <QHash>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

constexpr int FileMode = 0644;
constexpr int FolderMode = 0755;

QString reason(archive *file)
{
    return QString::fromUtf8(archive_error_string(file));
}

la_ssize_t append(archive *, void *data, const void *buffer, size_t length)
{
    static_cast<QByteArray *>(data)->append(static_cast<const char *>(buffer), static_cast<qsizetype>(length));
    return static_cast<la_ssize_t>(length);
}

Entry headerOf(const TarEntry &entry)
{
    Entry header(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname_utf8(header.get(), entry.path.toUtf8().constData());
    archive_entry_set_filetype(header.get(), entry.kind == TarEntry::Kind::Folder ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(header.get(), entry.kind == TarEntry::Kind::Folder ? FolderMode : FileMode);
    archive_entry_set_size(header.get(), entry.kind == TarEntry::Kind::File ? entry.bytes.size() : 0);
    archive_entry_set_mtime(header.get(), QDateTime::currentSecsSinceEpoch(), 0);
    if (entry.kind == TarEntry::Kind::HardLink)
        archive_entry_set_hardlink_utf8(header.get(), entry.target.toUtf8().constData());
    return header;
}

bool writeEntry(archive *file, const TarEntry &entry)
{
    const Entry header = headerOf(entry);
    if (archive_write_header(file, header.get()) != ARCHIVE_OK)
        return false;
    return entry.kind != TarEntry::Kind::File ||
           archive_write_data(file, entry.bytes.constData(), static_cast<size_t>(entry.bytes.size())) ==
               entry.bytes.size();
}

bool readBytes(archive *file, qint64 maxBytes, QByteArray *bytes)
{
    constexpr std::size_t Chunk = 65536;
    QByteArray buffer(Chunk, Qt::Uninitialized);
    for (;;) {
        const la_ssize_t count = archive_read_data(file, buffer.data(), Chunk);
        if (count <= 0)
            return count == 0;
        if (bytes->size() + count > maxBytes) {
            archive_set_error(file, ARCHIVE_FATAL, "%s", qPrintable(u"it holds more than %1 bytes"_s.arg(maxBytes)));
            return false;
        }
        bytes->append(buffer.constData(), count);
    }
}

TarEntry entryOf(archive_entry *header)
{
    TarEntry entry;
    entry.path = QString::fromUtf8(archive_entry_pathname_utf8(header));
    while (entry.path.endsWith(u'/'))
        entry.path.chop(1);
    if (const char *target = archive_entry_hardlink_utf8(header)) {
        entry.kind = TarEntry::Kind::HardLink;
        entry.target = QString::fromUtf8(target);
    } else if (archive_entry_filetype(header) == AE_IFDIR) {
        entry.kind = TarEntry::Kind::Folder;
    }
    return entry;
}

} // namespace

bool looksLikeTar(const QByteArray &bytes)
{
    constexpr qsizetype MagicOffset = 257; // of the first header (POSIX.1-1988 ustar)
    return bytes.mid(MagicOffset, 5) == "ustar";
}

QByteArray writeTar(const QList<TarEntry> &entries, QString *error)
{
    error->clear();
    QByteArray bytes;
    const Writer file(archive_write_new(), archive_write_free);
    archive_write_set_format_pax_restricted(file.get()); // ustar, and more only for names that don't fit into it
    archive_write_set_bytes_per_block(file.get(), 0);
    bool ok = archive_write_open(file.get(), &bytes, nullptr, append, nullptr) == ARCHIVE_OK;
    for (const TarEntry &entry : entries)
        ok = ok && writeEntry(file.get(), entry);
    if (ok && archive_write_close(file.get()) == ARCHIVE_OK)
        return bytes;
    *error = u"the archive could not be written: %1"_s.arg(reason(file.get()));
    return {};
}

std::optional<QList<TarEntry>> readTar(const QByteArray &bytes, qint64 maxBytes, QString *error)
{
    error->clear();
    const Reader file(archive_read_new(), archive_read_free);
    archive_read_support_format_tar(file.get());
    archive_read_support_filter_gzip(file.get());
    int state = archive_read_open_memory(file.get(), bytes.constData(), static_cast<size_t>(bytes.size()));
    QList<TarEntry> entries;
    QHash<QString, QByteArray> known;
    archive_entry *header = nullptr;
    while (state == ARCHIVE_OK && (state = archive_read_next_header(file.get(), &header)) == ARCHIVE_OK) {
        TarEntry entry = entryOf(header);
        if (entry.kind == TarEntry::Kind::HardLink)
            entry.bytes = known.value(entry.target);
        else if (!readBytes(file.get(), maxBytes, &entry.bytes))
            state = ARCHIVE_FATAL;
        maxBytes -= entry.bytes.size();
        known.insert(entry.path, entry.bytes);
        entries.append(entry);
    }
    if (state == ARCHIVE_EOF)
        return entries;
    *error = u"the archive can't be read: %1"_s.arg(reason(file.get()));
    return {};
}

} // namespace sockscope
