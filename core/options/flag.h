// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace sockscope {

/// One flag of a command.
struct Flag
{
    QString letter; ///< empty for none
    QString name;
    QString text;    ///< for --help
    QString value{}; ///< what its value is called in --help; empty for a flag that is true or false
    QString alone{}; ///< the value that the flag has where none is given; only `--flag=value` gives one then

    [[nodiscard]] QString spelled() const; ///< "-u, --vus"
};

void addFlags(QCommandLineParser &parser, const QList<Flag> &flags);

/// Arguments in a form that QCommandLineParser takes: k6 allows `--no-setup=false` and `--http-debug` without a value.
struct FlagArguments
{
    QStringList arguments;
    QHash<QString, bool> booleans; ///< flags that were given as --flag=true or --flag=false
    QString error;                 ///< k6's sentence for another value
};

[[nodiscard]] FlagArguments separateBooleans(const QStringList &arguments, const QList<Flag> &flags);

} // namespace sockscope
