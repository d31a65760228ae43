// SPDX-License-Identifier: GPL-3.0-or-later
#include "recovery.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxFileBytes = 256 << 20;
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr auto ownerOnlyFolder = ownerOnly | QFile::ExeOwner;
const QString lockName = u"lock"_s;

std::unique_ptr<QLockFile> lockOf(const QString &folder)
{
    auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(lockName));
    lock->setStaleLockTime(0); // stale only once its process is gone
    return lock;
}

/// What went wrong, or nothing.
QString write(const QString &path, const UnsavedText &text)
{
    const QJsonObject json{{u"name"_s, text.name},     {u"path"_s, text.path},
                           {u"text"_s, text.text},     {u"line"_s, text.line},
                           {u"column"_s, text.column}, {u"when"_s, text.when.toString(Qt::ISODateWithMs)}};
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) &&
                         file.write(QJsonDocument(json).toJson(QJsonDocument::Compact)) >= 0 && file.commit();
    return written ? QString() : file.errorString();
}

std::optional<UnsavedText> read(const QString &path)
{
    QFile file(path);
    if (file.size() > maxFileBytes || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (!json[u"name"_s].isString() || !json[u"text"_s].isString())
        return std::nullopt;
    return UnsavedText{.id = {},
                       .name = json[u"name"_s].toString(),
                       .path = json[u"path"_s].toString(),
                       .text = json[u"text"_s].toString(),
                       .line = std::max(1, json[u"line"_s].toInt(1)),
                       .column = std::max(1, json[u"column"_s].toInt(1)),
                       .when = QDateTime::fromString(json[u"when"_s].toString(), Qt::ISODateWithMs)};
}

} // namespace

Recovery::Recovery(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
    m_writer.setMaxThreadCount(1);
    // Another process may take a folder for abandoned between its making and its locking; then this one tries again.
    for (int attempt = 0; attempt < 5 && m_own.isEmpty(); ++attempt) {
        if (!createOwnFolder(folder))
            m_error = tr("Unsaved work can't be kept safe: the folder %1 can't be made or written.").arg(folder);
    }
    if (!m_own.isEmpty())
        m_error.clear();
}

Recovery::~Recovery()
{
    m_writer.waitForDone();
    if (m_lock)
        m_lock->unlock();
    if (!m_own.isEmpty())
        QDir().rmdir(m_own); // only an empty one goes
}

QString Recovery::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/recovery"_s;
}

QString Recovery::newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString Recovery::fileOf(const QString &id) const
{
    return QDir(m_own).filePath(id + u".json"_s);
}

bool Recovery::createOwnFolder(const QString &parent)
{
    const QString own = QDir(parent).filePath(newId());
    if (!QDir().mkpath(parent) || !QFile::setPermissions(parent, ownerOnlyFolder) ||
        !QDir().mkdir(own, ownerOnlyFolder))
        return false;
    m_lock = lockOf(own);
    if (!m_lock->tryLock(0)) {
        m_lock.reset();
        return false;
    }
    m_own = own;
    return true;
}

void Recovery::keep(UnsavedText text)
{
    text.when = QDateTime::currentDateTimeUtc();
    if (m_own.isEmpty()) {
        onWritten(text.id, m_error);
        return;
    }
    const QString path = fileOf(text.id);
    m_writer.start([this, path, copy = std::move(text)] {
        const QString problem = write(path, copy);
        QMetaObject::invokeMethod(
            this, [this, id = copy.id, problem] { onWritten(id, problem); }, Qt::QueuedConnection);
    });
}

void Recovery::onWritten(const QString &id, const QString &problem)
{
    if (problem.isEmpty()) {
        m_failing = false;
        m_problem.clear();
        Q_EMIT kept(id);
    } else if (!m_failing) {
        m_failing = true;
        m_problem = tr("Unsaved work can't be kept safe in %1: %2.").arg(m_own, problem);
        Q_EMIT failed(this->problem());
    }
}

void Recovery::discard(const QString &id)
{
    if (!m_own.isEmpty())
        m_writer.start([path = fileOf(id)] { QFile::remove(path); });
}

QList<UnsavedText> Recovery::takeAbandoned()
{
    QList<UnsavedText> taken;
    if (m_own.isEmpty())
        return taken;
    const QFileInfoList folders = QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo &folder : folders) {
        if (folder.absoluteFilePath() != QFileInfo(m_own).absoluteFilePath())
            takeFrom(folder.absoluteFilePath(), taken);
    }
    std::ranges::stable_sort(taken, std::ranges::greater(), &UnsavedText::when);
    return taken;
}

void Recovery::takeFrom(const QString &folder, QList<UnsavedText> &taken)
{
    const std::unique_ptr<QLockFile> lock = lockOf(folder);
    if (!lock->tryLock(0))
        return; // its process lives, or another one is about to take it
    const QDir dir(folder);
    const QStringList files = dir.entryList({u"*.json"_s}, QDir::Files);
    for (const QString &file : files) {
        std::optional<UnsavedText> text = read(dir.filePath(file));
        if (!text)
            continue; // damaged: it stays where it is, for its owner to look at
        text->id = newId();
        if (QFile::rename(dir.filePath(file), fileOf(text->id)))
            taken += *text;
    }
    const QStringList halfWritten = dir.entryList({u"*.json.*"_s}, QDir::Files);
    for (const QString &file : halfWritten)
        QFile::remove(dir.filePath(file));
    lock->unlock();
    QDir().rmdir(folder);
}

} // namespace sockscope
