// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "output/samples/output_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <optional>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

struct Template
{
    QStringView name;
    QStringView file;
    QStringView summary;
};

constexpr std::array Templates{
    Template{u"minimal", u":/templates/minimal.js", u"connect, send a line, check the answer"},
    Template{u"protocol", u":/templates/protocol.js", u"stages, thresholds, metrics and framing of a protocol"},
};

QString templateNames()
{
    QStringList names;
    for (const Template &each : Templates)
        names.append(each.name.toString());
    return names.join(u", "_s);
}

QString description()
{
    QString text = u"\nCreates a script from a template:\n"_s;
    for (const Template &each : Templates)
        text += u"  %1%2\n"_s.arg(each.name, -10).arg(each.summary);
    return text;
}

std::optional<QByteArray> readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

/// The text of a template by its name, or of a file, which is told by a separator in its path as in k6.
std::optional<QByteArray> templateText(const QString &name, QString *error)
{
    for (const Template &each : Templates) {
        if (each.name == name)
            return readAll(each.file.toString());
    }
    if (!name.contains(u'/')) {
        *error = u"error retrieving template: invalid template type \"%1\": choose %2, or a path such as ./%1"_s.arg(
            name, templateNames());
        return std::nullopt;
    }
    const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(name));
    const auto text = readAll(path);
    if (!text)
        *error = u"error retrieving template: failed to read template file %1: %2"_s.arg(
            name, goFileError(u"open"_s, path, QFileInfo::exists(path) ? EACCES : ENOENT));
    return text;
}

/// Empty, or why the script couldn't be written.
QString writeScript(const QString &path, const QByteArray &text)
{
    OutputFile file;
    QString error;
    if (!file.openPlain(path, &error))
        return error;
    file.write(text);
    return file.close(&error) ? QString() : error;
}

} // namespace

int newCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    parser.addOptions({{{u"f"_s, u"force"_s}, u"Overwrite an existing file."_s},
                       {u"template"_s, u"Template: %1, or the path of a file of your own."_s.arg(templateNames()),
                        u"TEMPLATE"_s, u"minimal"_s}});
    parser.addPositionalArgument(u"file"_s, u"The script to create; script.js where none is named."_s, u"[file]"_s);
    if (const auto code = parseArguments(parser, u"sockscope new"_s, args))
        return *code;
    const QStringList given = parser.positionalArguments();
    if (given.size() > 1)
        return usageError(u"accepts at most 1 arg(s), received %1"_s.arg(given.size()));
    const QString path = given.value(0, u"script.js"_s);
    if (QFileInfo::exists(path) && !parser.isSet(u"force"_s))
        return usageError(u"%1 already exists. Use the `--force` flag to overwrite it"_s.arg(path));
    const QString name = parser.value(u"template"_s);
    QString error;
    const auto text = templateText(name, &error);
    if (!text)
        return usageError(error);
    if (error = writeScript(path, *text); !error.isEmpty())
        return usageError(error);
    printOut(u"New script created: %1 (%2 template).\n"_s.arg(path, name));
    return 0;
}

} // namespace sockscope
