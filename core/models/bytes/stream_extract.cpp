// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/stream_extract.h"

#include "journal/journal_reader.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <algorithm>

namespace sockscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sockscope::StreamExtract", text);
}

} // namespace

StreamExtract::StreamExtract(const ByteStream &stream, const QString &journal, qint64 start, qint64 length)
    : m_journal(journal)
{
    const qint64 end = std::min(start + length, stream.size());
    for (qint64 at = std::max<qint64>(start, 0); at < end;) {
        const ByteStream::Piece piece = stream.pieceAt(at);
        if (piece.size <= 0)
            break;
        const qint64 bytes = std::min(end, piece.start + piece.size) - at;
        m_parts.push_back({piece.record, at - piece.start, bytes});
        m_bytes += bytes;
        at += bytes;
    }
}

QString StreamExtract::writeTo(const QString &path, const std::function<bool(qint64, qint64)> &progress) const
{
    QSaveFile file(path);
    const auto cantWrite = [&] { return tr("'%1' can't be written: %2.").arg(path, file.errorString()); };
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return cantWrite();
    QString error;
    if (!write(file, progress, &error)) {
        file.cancelWriting();
        return tr("'%1' was not written. %2").arg(path, error);
    }
    return file.commit() ? QString() : cantWrite();
}

/// Reads the journal once from its start: the parts stand in its order.
bool StreamExtract::write(QIODevice &to, const std::function<bool(qint64, qint64)> &progress, QString *error) const
{
    JournalReader reader;
    if (!reader.open(m_journal)) {
        *error = reader.error();
        return false;
    }
    qint64 done = 0;
    for (auto part = m_parts.begin(); part != m_parts.end();) {
        const auto record = reader.next();
        if (progress && !progress(done, m_bytes)) {
            *error = tr("It was cancelled before its end.");
            return false;
        }
        if (record && record->offset < part->record)
            continue;
        if (!record || record->offset != part->record || record->payload.size() < part->from + part->bytes) {
            *error = tr("The journal can't be read any more at byte %1 of the selection.").arg(done);
            return false;
        }
        if (to.write(record->payload.constData() + part->from, part->bytes) != part->bytes) {
            *error =
                tr("Writing stopped at byte %1 of the selection: %2.").arg(QString::number(done), to.errorString());
            return false;
        }
        done += part->bytes;
        ++part;
    }
    return true;
}

} // namespace sockscope
