// SPDX-License-Identifier: GPL-3.0-or-later
#include "dap/launch_arguments.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Reads members and remembers the first mistake.
class Reader
{
public:
    Reader(const QJsonObject &object, QString *error)
        : m_object(object)
        , m_error(error)
    {
    }

    [[nodiscard]] QJsonValue member(const QString &name, QJsonValue::Type type, const QString &what) const
    {
        QJsonValue value = m_object.value(name);
        if (value.isUndefined() || value.isNull())
            return {};
        if (value.type() == type)
            return value;
        fail(u"\"%1\" of the launch configuration has to be %2"_s.arg(name, what));
        return {};
    }
    [[nodiscard]] QString text(const QString &name) const
    {
        return member(name, QJsonValue::String, u"a text"_s).toString();
    }
    [[nodiscard]] bool truth(const QString &name) const
    {
        return member(name, QJsonValue::Bool, u"true or false"_s).toBool();
    }
    void fail(const QString &sentence) const
    {
        if (m_error->isEmpty())
            *m_error = sentence;
    }

private:
    const QJsonObject &m_object;
    QString *m_error;
};

/// k6's name of the flag for an option: insecureSkipTLSVerify is --insecure-skip-tls-verify.
QString flagOf(QString option)
{
    static const QRegularExpression word(u"([a-z0-9])([A-Z])"_s);
    static const QRegularExpression acronym(u"([A-Z])([A-Z][a-z])"_s);
    return u"--"_s + option.replace(word, u"\\1-\\2"_s).replace(acronym, u"\\1-\\2"_s).toLower();
}

/// A number without an exponent or a fraction that it doesn't have.
std::optional<QString> scalar(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    return std::nullopt;
}

void readOption(const QString &name, const QJsonValue &value, const Reader &reader, QStringList &flags)
{
    if (const auto text = scalar(value)) {
        flags << flagOf(name) << *text;
        return;
    }
    if (value.isBool()) {
        flags << flagOf(name) + (value.toBool() ? QString() : u"=false"_s);
        return;
    }
    const QJsonArray list = value.toArray();
    for (const auto &entry : list) {
        const QJsonObject stage = entry.toObject();
        if (name == u"stages" && scalar(stage.value(u"target"_s)))
            flags << u"--stage"_s << stage.value(u"duration"_s).toString() + u':' + *scalar(stage.value(u"target"_s));
        else if (const auto text = scalar(entry))
            flags << flagOf(name) << *text;
        else
            reader.fail(u"the option \"%1\" can't be given as a flag: set it in the script"_s.arg(name));
    }
    if (!value.isArray())
        reader.fail(u"the option \"%1\" can't be given as a flag: set it in the script"_s.arg(name));
}

QStringList flagsFrom(const Reader &reader)
{
    QStringList flags;
    const QJsonObject options = reader.member(u"options"_s, QJsonValue::Object, u"an object of options"_s).toObject();
    for (auto it = options.begin(); it != options.end(); ++it)
        readOption(it.key(), it.value(), reader, flags);
    const QJsonArray args = reader.member(u"args"_s, QJsonValue::Array, u"a list of texts"_s).toArray();
    for (const auto &arg : args) {
        if (!arg.isString())
            reader.fail(u"\"args\" of the launch configuration has to be a list of texts"_s);
        flags << arg.toString();
    }
    return flags;
}

QProcessEnvironment environmentFrom(const Reader &reader)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QJsonObject changes = reader.member(u"env"_s, QJsonValue::Object, u"an object of texts"_s).toObject();
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it->isNull())
            environment.remove(it.key());
        else if (it->isString())
            environment.insert(it.key(), it->toString());
        else
            reader.fail(u"the variable \"%1\" in \"env\" has to be a text, or null to remove it"_s.arg(it.key()));
    }
    return environment;
}

} // namespace

std::optional<LaunchArguments> launchArgumentsFrom(const QJsonObject &arguments, QString *error)
{
    const Reader reader(arguments, error);
    LaunchArguments launch;
    const QString program = reader.text(u"program"_s);
    launch.folder = QDir::cleanPath(QDir::current().absoluteFilePath(reader.text(u"cwd"_s)));
    launch.flags = flagsFrom(reader);
    launch.environment = environmentFrom(reader);
    launch.peer = reader.text(u"peer"_s);
    launch.stopsOnEntry = reader.truth(u"stopOnEntry"_s);
    launch.isDebug = !reader.truth(u"noDebug"_s);
    const QDir folder(launch.folder);
    if (const QString journal = reader.text(u"journal"_s); !journal.isEmpty())
        launch.journal = QDir::cleanPath(folder.absoluteFilePath(journal));
    if (program.isEmpty())
        reader.fail(u"the launch configuration names no script: set \"program\" to its path"_s);
    if (!folder.exists())
        reader.fail(u"there is no folder %1, which \"cwd\" names"_s.arg(launch.folder));
    launch.program = QDir::cleanPath(folder.absoluteFilePath(program));
    return error->isEmpty() ? std::optional(launch) : std::nullopt;
}

} // namespace sockscope
