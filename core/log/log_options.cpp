// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/log_options.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

/// Sets the threshold of k6's seven levels. The two above error exist in its flag only: nothing is ever logged at them.
bool setThreshold(LogDestination &destination, const QString &name)
{
    const auto lower = name.toLower();
    if (lower == u"debug" || lower == u"trace")
        destination.threshold = LogLevel::Debug;
    else if (lower == u"info")
        destination.threshold = LogLevel::Info;
    else if (lower == u"warn" || lower == u"warning")
        destination.threshold = LogLevel::Warning;
    else if (lower == u"error")
        destination.threshold = LogLevel::Error;
    else if (lower == u"fatal" || lower == u"panic")
        destination.threshold.reset();
    else
        return false;
    return true;
}

std::optional<LogDestination> parseFile(const QString &text, QString *error)
{
    LogDestination destination{LogDestination::Kind::File, {}, LogLevel::Debug};
    const auto parts = text.split(u',', Qt::SkipEmptyParts);
    for (const auto &part : parts) {
        const auto equals = part.indexOf(u'=');
        const auto key = part.left(equals);
        const auto value = equals < 0 ? QString() : part.sliced(equals + 1);
        if (value.isEmpty())
            *error = u"error while parsing logfile configuration key `%1` with no value"_s.arg(part);
        else if (key == u"file")
            destination.path = value;
        else if (key != u"level")
            *error = u"unknown logfile config key %1"_s.arg(key);
        else if (!setThreshold(destination, value))
            *error = u"unknown log level %1"_s.arg(value);
        if (!error->isEmpty())
            return std::nullopt;
    }
    return destination;
}

} // namespace

std::optional<LogDestination> parseLogOutput(const QString &text, QString *error)
{
    QString problem;
    std::optional<LogDestination> destination;
    if (text == u"stderr")
        destination = LogDestination{LogDestination::Kind::Stderr, {}, LogLevel::Debug};
    else if (text == u"stdout")
        destination = LogDestination{LogDestination::Kind::Stdout, {}, LogLevel::Debug};
    else if (text == u"none")
        destination = LogDestination{LogDestination::Kind::None, {}, std::nullopt};
    else if (text == u"file" || text.startsWith(u"file="))
        destination = parseFile(text, &problem);
    else if (text.startsWith(u"loki"))
        problem =
            u"the log output 'loki' is not supported here: use 'file=PATH' and ship the file, or run the script in k6"_s;
    else
        problem = u"unsupported log output '%1': use stderr, stdout, none or file=PATH[,level=LEVEL]"_s.arg(text);
    if (error)
        *error = problem;
    return destination;
}

} // namespace sockscope
