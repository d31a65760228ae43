// SPDX-License-Identifier: GPL-3.0-or-later
#include "examples.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QString folder = u":/sockscope/examples/"_s;

/// The first line of an example is its title: "// Say hello: connect, write, read, close".
QString titleOf(const QString &resource)
{
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString line = QString::fromUtf8(file.readLine()).trimmed();
    while (line.startsWith(u'/') || line.startsWith(u' '))
        line.remove(0, 1);
    return line;
}

} // namespace

QList<Example> examples()
{
    QList<Example> all;
    const QStringList names = QDir(folder).entryList({u"*.js"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        all += {.title = titleOf(folder + name), .fileName = name, .resource = folder + name};
    std::stable_partition(all.begin(), all.end(),
                          [](const Example &example) { return example.fileName == "hello.js"_L1; });
    return all;
}

} // namespace sockscope
