// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/test_archive.h"

#include "archive/anonymous_paths.h"
#include "archive/tar_file.h"

#include <QFileInfo>
#include <QSet>
#include <QUrl>

#include <nlohmann/json.hpp>

namespace sockscope {

using namespace Qt::StringLiterals;
using Json = nlohmann::ordered_json; // k6 writes the members in this order, and people read the file

namespace {

constexpr auto K6Version = "2.2.0"; // the version whose archives these are

std::string fileUrl(const QString &path)
{
    return QUrl::fromLocalFile(anonymousPath(path)).toString(QUrl::FullyEncoded).toStdString();
}

QString localPath(const Json &metadata, const char *name)
{
    return QUrl(QString::fromStdString(metadata.value(name, std::string()))).toLocalFile();
}

QByteArray metadataOf(const TestArchive &archive)
{
    Json dependencies = Json::object();
    for (const QString &name : archive.dependencies)
        dependencies[name.toStdString()] = "*";
    std::map<std::string, std::string> env; // k6 writes its maps sorted
    for (auto it = archive.env.begin(); it != archive.env.end(); ++it)
        env.emplace(it.key().toStdString(), it.value().toStdString());
    const Json metadata = {{"type", "js"},
                           {"options", Json::parse(archive.options.isEmpty() ? "{}" : archive.options.toStdString())},
                           {"filename", fileUrl(archive.script)},
                           {"pwd", fileUrl(archive.folder)},
                           {"env", env.empty() ? Json::object() : Json(env)},
                           {"compatibilityMode", archive.compatibilityMode.toStdString()},
                           {"k6version", K6Version},
                           {"goos", "linux"},
                           {"dependencies", dependencies}};
    return QByteArray::fromStdString(metadata.dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
}

/// The folders of all files, parents first: file/, file/home, file/home/nobody, ...
QStringList foldersOf(const QStringList &paths)
{
    QSet<QString> folders;
    for (const QString &path : paths) {
        for (qsizetype slash = path.lastIndexOf(u'/'); slash > 0; slash = path.lastIndexOf(u'/', slash - 1))
            folders.insert(path.left(slash));
    }
    QStringList sorted(folders.begin(), folders.end());
    sorted.sort();
    return sorted;
}

std::optional<TestArchive> fromMetadata(const QByteArray &text, QString *error)
{
    const Json metadata = Json::parse(text.begin(), text.end(), nullptr, false);
    if (!metadata.is_object() || !metadata.contains("filename")) {
        *error = u"the archive has no metadata.json that k6 or Sockscope would have written"_s;
        return {};
    }
    try {
        TestArchive archive;
        archive.script = localPath(metadata, "filename");
        archive.folder = localPath(metadata, "pwd");
        archive.compatibilityMode = QString::fromStdString(metadata.value("compatibilityMode", std::string()));
        archive.options = QByteArray::fromStdString(metadata.value("options", Json::object()).dump());
        const Json env = metadata.value("env", Json::object());
        for (const auto &[name, value] : env.items())
            archive.env.insert(QString::fromStdString(name), QString::fromStdString(value.get<std::string>()));
        const Json dependencies = metadata.value("dependencies", Json::object());
        for (const auto &[name, value] : dependencies.items())
            archive.dependencies.append(QString::fromStdString(name));
        return archive;
    } catch (const Json::exception &problem) {
        *error = u"the archive's metadata.json is damaged: %1"_s.arg(QString::fromUtf8(problem.what()));
        return {};
    }
}

} // namespace

QByteArray packArchive(const TestArchive &archive, QString *error)
{
    const QString main = u"file"_s + anonymousPath(archive.script);
    QMap<QString, QByteArray> members;
    for (auto it = archive.files.begin(); it != archive.files.end(); ++it)
        members.insert(u"file"_s + anonymousPath(it.key()), it.value());
    members.insert(main, {});
    QList<TarEntry> entries = {{TarEntry::Kind::File, u"metadata.json"_s, metadataOf(archive), {}},
                               {TarEntry::Kind::File, u"data"_s, archive.files.value(archive.script), {}}};
    for (const QString &folder : foldersOf(members.keys()))
        entries.append({TarEntry::Kind::Folder, folder, {}, {}});
    for (auto it = members.begin(); it != members.end(); ++it) {
        if (it.key() == main)
            entries.append({TarEntry::Kind::HardLink, main, {}, u"data"_s});
        else
            entries.append({TarEntry::Kind::File, it.key(), it.value(), {}});
    }
    return writeTar(entries, error);
}

std::optional<TestArchive> unpackArchive(const QByteArray &bytes, QString *error)
{
    const std::optional<QList<TarEntry>> entries = readTar(bytes, MaxArchiveBytes, error);
    if (!entries)
        return {};
    QHash<QString, QByteArray> members;
    for (const TarEntry &entry : *entries) {
        if (entry.kind != TarEntry::Kind::Folder)
            members.insert(entry.path, entry.bytes);
    }
    std::optional<TestArchive> archive = fromMetadata(members.value(u"metadata.json"_s), error);
    if (!archive)
        return {};
    for (auto it = members.begin(); it != members.end(); ++it) {
        if (it.key().startsWith(u"file/"))
            archive->files.insert(it.key().mid(4), it.value());
    }
    archive->files.insert(archive->script, members.value(u"data"_s));
    return archive;
}

} // namespace sockscope
