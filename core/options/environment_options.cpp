// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/environment_options.h"

#include "options/option_fields.h"

namespace sockscope {

using namespace Qt::StringLiterals;

bool parseEnvironmentOptions(const QHash<QString, QString> &environment, RunOptions *options, QString *error)
{
    const auto read = [&](const auto &field) {
        using Codec = typename std::decay_t<decltype(field)>::Codec;
        const QString variable = QString::fromLatin1(field.variable);
        const auto given = environment.constFind(variable);
        if (!error->isEmpty() || variable.isEmpty() || given == environment.constEnd())
            return;
        QString reason;
        if (!Codec::fromText(*given, options->*field.member, &reason))
            *error = u"envconfig.Process: assigning %1 to %2: converting '%3' to type %4. details: %5"_s.arg(
                variable, QString::fromLatin1(field.goName), *given, QString::fromLatin1(Codec::GoType), reason);
    };
    error->clear();
    forEachScriptOption(read);
    forEachHiddenOption(read);
    forEachConfigOption(read);
    return error->isEmpty();
}

} // namespace sockscope
