// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/k6_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The deepest folder that holds all files.
QString commonFolder(const TestArchive &test)
{
    QString folder = QFileInfo(test.script).path();
    for (auto it = test.files.keyBegin(); it != test.files.keyEnd(); ++it) {
        while (folder.size() > 1 && !it->startsWith(folder + u'/'))
            folder = QFileInfo(folder).path();
    }
    return folder;
}

QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QByteArray runScript(const QString &script, const TestArchive &test, const QStringList &arguments)
{
    QString call = u"exec k6 run"_s;
    for (const QString &argument : arguments)
        call += u' ' + shellQuoted(argument);
    QStringList names = test.env.keys();
    names.sort();
    for (const QString &name : names)
        call += u" -e "_s + shellQuoted(name + u'=' + test.env.value(name));
    return u"#!/bin/sh\n# Runs the test. k6 2 or newer is needed; flags given to this script are passed on.\n"
           "cd \"$(dirname \"$0\")\" || exit 1\n%1 \"$@\" %2\n"_s.arg(call, shellQuoted(script))
               .toUtf8();
}

QByteArray dockerfile(const QString &script)
{
    return u"# k6's own images have no k6/x/tcp in them; this one has.\n"
           "FROM grafana/xk6 AS build\n"
           "RUN xk6 build v2.2.0 --with github.com/grafana/xk6-tcp@v0.3.1 --output /tmp/k6\n\n"
           "FROM grafana/k6:2.2.0\n"
           "COPY --from=build /tmp/k6 /usr/bin/k6\n"
           "COPY . /test\n"
           "WORKDIR /test\n"
           "CMD [\"run\", \"%1\"]\n"_s.arg(QString(script).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s))
               .toUtf8();
}

QString writeFile(const QString &path, const QByteArray &bytes, bool executable)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return u"%1 could not be written: %2"_s.arg(path, file.errorString());
    if (executable)
        QFile::setPermissions(path, QFile::permissions(path) | QFileDevice::ExeOwner | QFileDevice::ExeUser |
                                        QFileDevice::ExeGroup | QFileDevice::ExeOther);
    return {};
}

} // namespace

K6Folder k6Folder(const TestArchive &test, const QStringList &arguments)
{
    const QDir root(commonFolder(test));
    K6Folder folder;
    for (auto it = test.files.begin(); it != test.files.end(); ++it)
        folder.files.insert(root.relativeFilePath(it.key()), it.value());
    folder.script = root.relativeFilePath(test.script);
    folder.files.insert(u"run.sh"_s, runScript(folder.script, test, arguments));
    folder.files.insert(u"Dockerfile"_s, dockerfile(folder.script));
    folder.executables = {u"run.sh"_s};
    return folder;
}

QString writeK6Folder(const K6Folder &folder, const QString &path, bool force)
{
    const QDir root(path);
    if (!force) { // nothing is written where something is in the way
        for (auto it = folder.files.keyBegin(); it != folder.files.keyEnd(); ++it) {
            if (root.exists(*it))
                return u"%1 already exists. Use the --force flag to overwrite it"_s.arg(root.filePath(*it));
        }
    }
    for (auto it = folder.files.begin(); it != folder.files.end(); ++it) {
        const QString problem = writeFile(root.filePath(it.key()), it.value(), folder.executables.contains(it.key()));
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace sockscope
