// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/samples/csv_options.h"

#include "options/duration_text.h"

#include <QStringList>

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Each returns an empty text, or what is wrong.
QString setTimeFormat(const QString &text, CsvOptions &options)
{
    constexpr std::array<QStringView, 6> names{u"unix",      u"unix_milli", u"unix_micro",
                                               u"unix_nano", u"rfc3339",    u"rfc3339_nano"};
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (names.at(at) == text) {
            options.timeFormat = static_cast<CsvTimeFormat>(at);
            return {};
        }
    }
    return u"%1 does not belong to TimeFormat values"_s.arg(text);
}

QString setInterval(const QString &text, CsvOptions &options)
{
    QString error;
    const auto interval = parseScriptDuration(text, &error);
    if (!interval)
        return error;
    options.saveInterval = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(*interval));
    return {};
}

QString readEnvironment(const QMap<QString, QString> &environment, CsvOptions &options)
{
    if (const QString name = environment.value(u"K6_CSV_FILENAME"_s); !name.isEmpty())
        options.fileName = name;
    if (const QString text = environment.value(u"K6_CSV_SAVE_INTERVAL"_s); !text.isEmpty()) {
        if (const QString error = setInterval(text, options); !error.isEmpty())
            return u"envconfig.Process: assigning K6_CSV_SAVE_INTERVAL to SaveInterval: converting '%1' to type types.NullDuration. details: %2"_s
                .arg(text, error);
    }
    if (const QString text = environment.value(u"K6_CSV_TIME_FORMAT"_s); !text.isEmpty())
        return setTimeFormat(text, options);
    return {};
}

QString readArgument(const QString &argument, CsvOptions &options)
{
    if (!argument.contains(u'=')) {
        if (!argument.isEmpty())
            options.fileName = argument;
        return {};
    }
    for (const QString &pair : argument.split(u',')) {
        const QStringList parts = pair.split(u'=');
        if (parts.size() != 2)
            return u"couldn't parse \"%1\" as argument for csv output"_s.arg(argument);
        QString error;
        if (parts[0] == u"fileName")
            options.fileName = parts[1];
        else if (parts[0] == u"saveInterval")
            error = setInterval(parts[1], options);
        else if (parts[0] == u"timeFormat")
            error = setTimeFormat(parts[1], options);
        else
            error = u"unknown key \"%1\" as argument for csv output"_s.arg(parts[0]);
        if (!error.isEmpty())
            return error;
    }
    return {};
}

} // namespace

std::optional<CsvOptions> readCsvOptions(const QString &argument, const QMap<QString, QString> &environment,
                                         QString *error)
{
    CsvOptions options;
    QString problem = readEnvironment(environment, options);
    if (problem.isEmpty())
        problem = readArgument(argument, options);
    if (problem.isEmpty())
        return options;
    *error = u"could not create the 'csv' output: "_s + problem;
    return std::nullopt;
}

} // namespace sockscope
