// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope export k6` and `sockscope export k6-operator`: a test for where k6 runs it.
#include "archive/k6_folder.h"
#include "archive/operator_manifests.h"
#include "carried_test.h"
#include "command.h"
#include "command_line.h"

#include <QFileInfo>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString textOf(FlagReader &flags, const QString &name, const QString &otherwise = {})
{
    std::optional<QString> text;
    flags.text(name, text);
    return text.value_or(otherwise);
}

/// The file's name as Kubernetes takes names: small letters, digits, dashes.
QString objectName(const QString &script)
{
    QString name;
    for (const QChar c : QFileInfo(script).completeBaseName().toLower())
        name += (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') ? c : QChar(u'-');
    while (name.startsWith(u'-'))
        name.remove(0, 1);
    constexpr qsizetype MaxLabel = 63;
    name.truncate(MaxLabel);
    while (name.endsWith(u'-'))
        name.chop(1);
    return name;
}

int writeFolder(const TestArchive &test, FlagReader &flags)
{
    const QString path = textOf(flags, u"output"_s, objectName(test.script) + u"-k6"_s);
    const QString error = writeK6Folder(k6Folder(test, flags.texts(u"k6-flag"_s)), path, flags.isSet(u"force"_s));
    if (!error.isEmpty())
        return usageError(error);
    printOut(u"%1/run.sh runs the test in k6.\n"_s.arg(path));
    return 0;
}

int writeManifests(const TestArchive &test, FlagReader &flags)
{
    OperatorOptions options;
    options.name = textOf(flags, u"name"_s, objectName(test.script));
    options.namespaceName = textOf(flags, u"namespace"_s);
    options.image = textOf(flags, u"image"_s);
    std::optional<std::int64_t> parallelism;
    flags.integer(u"parallelism"_s, parallelism);
    if (!flags.error().isEmpty())
        return usageError(flags.error());
    options.parallelism = static_cast<int>(std::clamp<std::int64_t>(parallelism.value_or(1), 0, 1 << 30));
    options.arguments = flags.texts(u"k6-flag"_s);
    options.env = test.env;
    options.separate = flags.isSet(u"separate"_s);
    options.cleanup = flags.isSet(u"cleanup"_s);
    QString error;
    const std::optional<OperatorManifests> manifests = operatorManifests(test, options, &error);
    if (manifests)
        error = writeOutput(textOf(flags, u"output"_s, u"-"_s),
                            (manifests->configMap + u"---\n"_s + manifests->testRun).toUtf8());
    return error.isEmpty() ? 0 : usageError(error);
}

QList<Flag> sharedFlags(const QString &output)
{
    return {
        {{}, u"output"_s, output, u"path"_s},
        {{}, u"k6-flag"_s, u"A flag for `k6 run`, as --k6-flag=--tag --k6-flag=env=ci; may be repeated."_s, u"flag"_s}};
}

} // namespace

int exportTestCommand(const QString &format, const QStringList &args)
{
    if (format == u"k6")
        return carryTest(
            {u"sockscope export k6"_s,
             u"\nWrites a folder with the script, all it imports and opens, and the call of k6 that runs it."_s,
             sharedFlags(u"The folder to write (default: the script's name and -k6)."_s) +
                 QList<Flag>{{{}, u"force"_s, u"Overwrite files that are there."_s}},
             writeFolder},
            args);
    return carryTest(
        {u"sockscope export k6-operator"_s,
         u"\nWrites a ConfigMap and a TestRun with which the k6-operator runs the test on a cluster."_s,
         sharedFlags(u"The file to write (default: standard output)."_s) +
             QList<Flag>{{{}, u"name"_s, u"Name of both objects (default: the script's)."_s, u"name"_s},
                         {{}, u"namespace"_s, u"Their namespace."_s, u"name"_s},
                         {{}, u"parallelism"_s, u"Runners, each with its share of the test (default 1)."_s, u"N"_s},
                         {{}, u"image"_s, u"Image of the runners; one that has k6/x/tcp."_s, u"image"_s},
                         {{}, u"separate"_s, u"One runner a node."_s},
                         {{}, u"cleanup"_s, u"Delete everything when the test is over."_s}},
         writeManifests},
        args);
}

} // namespace sockscope
