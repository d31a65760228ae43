// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/file_cache.h"

#include "script/compile/module_resolver.h"

#include <QFile>
#include <QFileInfo>
#include <QMutexLocker>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString reason(const QFile &file)
{
    return file.error() == QFileDevice::PermissionsError ? u"permission denied"_s : file.errorString();
}

QString notThere(const QString &absolute)
{
    return u"stat %1: no such file or directory"_s.arg(absolute);
}

} // namespace

QByteArray FileCache::read(const QString &path, const QString &baseUrl, QString *error)
{
    error->clear();
    if (path.isEmpty()) {
        *error = u"open() can't be used with an empty filename"_s;
        return {};
    }
    const QString absolute = ModuleResolver::absolutePath(path, baseUrl);
    QMutexLocker locker(&m_mutex);
    if (const auto known = m_files.constFind(absolute); known != m_files.constEnd())
        return *known;
    if (const auto failed = m_failures.constFind(absolute); failed != m_failures.constEnd()) {
        *error = *failed; // every virtual user gets the answer of the first pass
        return {};
    }
    if (m_isLocked) {
        *error =
            u"open() can't be used with files that weren't previously opened during initialization (__VU==0), path: \"%1\""_s
                .arg(absolute);
        return {};
    }
    const QByteArray bytes = m_servedOnly ? m_servedOnly->value(absolute) : readFromDisk(absolute, error);
    if (m_servedOnly && !m_servedOnly->contains(absolute))
        *error = notThere(absolute);
    if (!error->isEmpty())
        m_failures.insert(absolute, *error);
    else
        m_files.insert(absolute, bytes);
    return bytes;
}

QByteArray FileCache::readFromDisk(const QString &absolute, QString *error)
{
    const QFileInfo info(absolute);
    QFile file(absolute);
    if (info.isDir())
        *error = u"open() can't be used with directories, path: \"%1\""_s.arg(absolute);
    else if (!info.exists())
        *error = notThere(absolute);
    else if (!file.open(QIODevice::ReadOnly))
        *error = u"open %1: %2"_s.arg(absolute, reason(file));
    if (!error->isEmpty())
        return {};
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        *error = u"read %1: %2"_s.arg(absolute, file.errorString());
    return error->isEmpty() ? bytes : QByteArray();
}

void FileCache::serveOnly(const QHash<QString, QByteArray> &files)
{
    const QMutexLocker locker(&m_mutex);
    m_servedOnly = files;
}

QHash<QString, QByteArray> FileCache::used() const
{
    const QMutexLocker locker(&m_mutex);
    return m_files;
}

void FileCache::forget()
{
    const QMutexLocker locker(&m_mutex);
    m_files.clear();
    m_failures.clear();
}

void FileCache::lock()
{
    const QMutexLocker locker(&m_mutex);
    m_isLocked = true;
}

} // namespace sockscope
