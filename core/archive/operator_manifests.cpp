// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/operator_manifests.h"

#include "archive/yaml_text.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Kubernetes' rules for names of objects and for keys of a ConfigMap.
bool isLabel(const QString &name)
{
    static const QRegularExpression label(u"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"_s);
    return label.match(name).hasMatch();
}

bool isKey(const QString &name)
{
    static const QRegularExpression key(u"^[-._a-zA-Z0-9]{1,253}$"_s);
    return key.match(name).hasMatch();
}

bool isText(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes).toUtf8() == bytes && !bytes.contains('\0');
}

/// Whether every file can be a key of the config map by its own name.
bool isFlat(const TestArchive &test)
{
    const QString folder = QFileInfo(test.script).path();
    return std::all_of(test.files.keyBegin(), test.files.keyEnd(), [&](const QString &path) {
        return QFileInfo(path).path() == folder && isKey(QFileInfo(path).fileName());
    });
}

QString metadata(const OperatorOptions &options)
{
    QString text = u"metadata:\n  name: %1\n"_s.arg(yamlQuoted(options.name));
    if (!options.namespaceName.isEmpty())
        text += u"  namespace: %1\n"_s.arg(yamlQuoted(options.namespaceName));
    return text;
}

QString configMap(const QMap<QString, QByteArray> &files, const OperatorOptions &options)
{
    QString data;
    QString binary;
    for (auto it = files.begin(); it != files.end(); ++it) {
        const QString key = u"  "_s + yamlQuoted(it.key()) + u": "_s;
        if (isText(it.value()))
            data += key + yamlBlock(QString::fromUtf8(it.value()), 4) + u'\n';
        else
            binary += key + yamlQuoted(QString::fromLatin1(it.value().toBase64())) + u'\n';
    }
    return u"apiVersion: v1\nkind: ConfigMap\n"_s + metadata(options) +
           (data.isEmpty() ? QString() : u"data:\n"_s + data) +
           (binary.isEmpty() ? QString() : u"binaryData:\n"_s + binary);
}

QString runnerOf(const OperatorOptions &options)
{
    QString text;
    if (!options.image.isEmpty())
        text += u"    image: %1\n"_s.arg(yamlQuoted(options.image));
    if (!options.env.isEmpty())
        text += u"    env:\n"_s;
    QStringList names = options.env.keys();
    names.sort();
    for (const QString &name : names)
        text += u"      - name: %1\n        value: %2\n"_s.arg(yamlQuoted(name), yamlQuoted(options.env.value(name)));
    return text.isEmpty() ? QString() : u"  runner:\n"_s + text;
}

QString testRun(const QString &file, const OperatorOptions &options)
{
    QString text = u"apiVersion: k6.io/v1alpha1\nkind: TestRun\n"_s + metadata(options) +
                   u"spec:\n  parallelism: %1\n  script:\n    configMap:\n      name: %2\n      file: %3\n"_s
                       .arg(options.parallelism)
                       .arg(yamlQuoted(options.name), yamlQuoted(file));
    if (options.separate)
        text += u"  separate: true\n"_s;
    if (options.cleanup)
        text += u"  cleanup: post\n"_s;
    if (!options.arguments.isEmpty())
        text += u"  args:\n"_s;
    for (const QString &argument : options.arguments)
        text += u"    - %1\n"_s.arg(yamlQuoted(argument));
    return text + runnerOf(options);
}

QString problemOf(const OperatorOptions &options)
{
    const QString rule = u"it may hold small letters, digits and dashes, up to 63 characters"_s;
    if (!isLabel(options.name))
        return u"\"%1\" can't be the name of a Kubernetes object: %2; give one with --name"_s.arg(options.name, rule);
    if (!options.namespaceName.isEmpty() && !isLabel(options.namespaceName))
        return u"\"%1\" can't be a Kubernetes namespace: %2"_s.arg(options.namespaceName, rule);
    return options.parallelism < 1 ? u"--parallelism is the number of runners: it must be at least 1"_s : QString();
}

} // namespace

std::optional<OperatorManifests> operatorManifests(const TestArchive &test, const OperatorOptions &options,
                                                   QString *error)
{
    *error = problemOf(options);
    if (!error->isEmpty())
        return {};
    OperatorManifests manifests;
    manifests.packed = !isFlat(test);
    QMap<QString, QByteArray> files;
    QString main = QFileInfo(test.script).fileName();
    if (manifests.packed) {
        main = QFileInfo(test.script).completeBaseName() + u".tar"_s;
        files.insert(isKey(main) ? main : main = u"archive.tar"_s, packArchive(test, error));
    } else {
        for (auto it = test.files.begin(); it != test.files.end(); ++it)
            files.insert(QFileInfo(it.key()).fileName(), it.value());
    }
    if (!error->isEmpty())
        return {};
    manifests.configMap = configMap(files, options);
    manifests.testRun = testRun(main, options);
    if (const qsizetype size = manifests.configMap.toUtf8().size(); size > MaxConfigMapBytes) {
        *error =
            u"the test needs %1 bytes, and a ConfigMap holds at most %2: put `sockscope archive` of it on a volume and name that in the TestRun's volumeClaim"_s
                .arg(size)
                .arg(MaxConfigMapBytes);
        return {};
    }
    return manifests;
}

} // namespace sockscope
