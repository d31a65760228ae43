// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/config_file.h"

#include "options/go_text.h"
#include "options/options_reading.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxSize = 16 << 20; // of a file that people write by hand

/// Empty, or why the file can't be read.
QString readBytes(const QString &path, QByteArray *bytes)
{
    const QString couldNot = u"couldn't load the configuration from %1: "_s.arg(quotedAsGo(path));
    if (!QFileInfo::exists(path))
        return u"stat %1: no such file or directory"_s.arg(path);
    if (QFileInfo(path).isDir())
        return couldNot + u"read %1: is a directory"_s.arg(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return couldNot + u"open %1: %2"_s.arg(path, file.errorString().toLower());
    *bytes = file.read(MaxSize + 1);
    return bytes->size() > MaxSize ? couldNot + u"it is greater than 16 MiB"_s : QString();
}

QString parse(const QByteArray &bytes, RunOptions *options)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (bytes.trimmed().isEmpty())
        return u"unexpected end of JSON input"_s;
    if (error.error != QJsonParseError::NoError)
        return u"%1 at byte %2"_s.arg(error.errorString()).arg(error.offset);
    if (!document.isObject())
        return u"json: cannot unmarshal array into Go value of type cmd.Config"_s;
    QString unknown; // is not complained about
    JsonProblem problem;
    return readOptionsObject(document.object(), OptionsObject::Config, options, &unknown, &problem)
               ? QString()
               : u"%1, in %2"_s.arg(problem.message, problem.snippet);
}

} // namespace

QString defaultConfigFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/k6/config.json"_s;
}

bool readConfigFile(const QString &path, RunOptions *options, QString *error)
{
    const QString file = path.isEmpty() ? defaultConfigFile() : path;
    if (path.isEmpty() && !QFileInfo::exists(file))
        return true;
    QByteArray bytes;
    QString problem = readBytes(file, &bytes);
    if (problem.isEmpty()) {
        if (problem = parse(bytes, options); !problem.isEmpty())
            problem = u"couldn't parse the configuration from %1: %2"_s.arg(quotedAsGo(file), problem);
    }
    if (!problem.isEmpty())
        *error = u"failed to load the configuration file from the local file system: "_s + problem;
    return problem.isEmpty();
}

} // namespace sockscope
