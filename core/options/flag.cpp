// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/flag.h"

#include "options/go_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The flag that "--name=…" or "-n=…" names, or null.
const Flag *flagOf(const QString &argument, const QList<Flag> &flags)
{
    const QString name = argument.section(u'=', 0, 0);
    for (const Flag &flag : flags)
        if (name == u"--"_s + flag.name || (!flag.letter.isEmpty() && name == u'-' + flag.letter))
            return &flag;
    return nullptr;
}

} // namespace

QString Flag::spelled() const
{
    return (letter.isEmpty() ? QString() : u'-' + letter + u", "_s) + u"--"_s + name;
}

void addFlags(QCommandLineParser &parser, const QList<Flag> &flags)
{
    for (const Flag &flag : flags) {
        QStringList names = {flag.name};
        if (!flag.letter.isEmpty())
            names.prepend(flag.letter);
        parser.addOption(QCommandLineOption(names, flag.text, flag.value));
    }
}

FlagArguments separateBooleans(const QStringList &arguments, const QList<Flag> &flags)
{
    FlagArguments result;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        if (argument == u"--") {
            result.arguments += arguments.mid(i);
            break;
        }
        const Flag *flag = argument.startsWith(u'-') ? flagOf(argument, flags) : nullptr;
        const qsizetype equals = argument.indexOf(u'=');
        if (flag && flag->value.isEmpty() && equals > 0) {
            const QString text = argument.mid(equals + 1);
            QString reason;
            const std::optional<bool> value = parseGoBoolean(text, &reason);
            if (!value && result.error.isEmpty())
                result.error =
                    u"invalid argument %1 for \"%2\" flag: %3"_s.arg(quotedAsGo(text), flag->spelled(), reason);
            result.booleans.insert(flag->name, value.value_or(false));
        } else if (flag && !flag->alone.isEmpty() && equals < 0) {
            result.arguments.append(argument + u'=' + flag->alone);
        } else {
            result.arguments.append(argument);
            if (flag && !flag->value.isEmpty() && equals < 0 && i + 1 < arguments.size())
                result.arguments.append(arguments.at(++i)); // its value, whatever it looks like
        }
    }
    return result;
}

} // namespace sockscope
