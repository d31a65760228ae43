// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/options_reading.h"

#include "options/option_fields.h"

#include <functional>

namespace sockscope {

namespace {

using Reader = std::function<bool(const JsonSource &, RunOptions &, JsonProblem *)>;
using Readers = QMap<QString, Reader>;

Readers readersOf(OptionsObject kind)
{
    Readers readers;
    const auto add = [&readers](const auto &field) {
        readers.insert(QString::fromLatin1(field.name),
                       [member = field.member](const JsonSource &source, RunOptions &options, JsonProblem *problem) {
                           using Codec = typename std::decay_t<decltype(field)>::Codec;
                           return Codec::fromJson(source, options.*member, problem);
                       });
    };
    forEachScriptOption(add);
    if (kind == OptionsObject::Config)
        forEachConfigOption(add);
    return readers;
}

const Readers &readers(OptionsObject kind)
{
    static const Readers script = readersOf(OptionsObject::Script);
    static const Readers config = readersOf(OptionsObject::Config);
    return kind == OptionsObject::Script ? script : config;
}

bool isOfScripts(const QString &name)
{
    return readers(OptionsObject::Script).contains(name);
}

QString pathOf(const QString &name, OptionsObject kind)
{
    const QString path = kind == OptionsObject::Script ? QStringLiteral("Options.")
                         : isOfScripts(name)           ? QStringLiteral("Config.Options.")
                                                       : QStringLiteral("Config.");
    return path + name;
}

} // namespace

bool readOptionsObject(const QJsonObject &object, OptionsObject kind, RunOptions *options, QString *unknown,
                       JsonProblem *problem)
{
    const QStringList names = readers(kind).keys();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = memberNamed(it.key(), names);
        if (name.isEmpty()) {
            if (unknown->isEmpty())
                *unknown = it.key();
            continue;
        }
        const JsonSource source(it.key(), pathOf(name, kind), *it);
        if (!it->isNull() && !readers(kind).value(name)(source, *options, problem))
            return false;
    }
    return true;
}

} // namespace sockscope
