// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/stages_codec.h"

#include "options/duration_text.h"
#include "options/go_json.h"
#include "options/go_text.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool readStage(const JsonSource &source, Stage &stage, JsonProblem *problem)
{
    if (source.value().isNull())
        return true;
    if (!source.value().isObject())
        return source.wrongType(problem, u"lib.StageFields"_s);
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = memberNamed(it.key(), {u"duration"_s, u"target"_s});
        if (name.isEmpty() || it->isNull())
            continue;
        const JsonSource field = source.field(name, *it);
        const bool read = name == u"target" ? IntegerCodec::fromJson(field, stage.target, problem)
                                            : DurationCodec::fromJson(field, stage.duration, problem);
        if (!read)
            return false;
    }
    return true;
}

} // namespace

std::optional<Stage> parseStage(const QString &text, QString *error)
{
    const qsizetype colon = text.indexOf(u':');
    const QString duration = text.left(colon);
    const QString target = colon < 0 ? QString() : text.mid(colon + 1);
    Stage stage;
    if (!duration.isEmpty() && !(stage.duration = parseGoDuration(duration, error)))
        return std::nullopt;
    if (!target.isEmpty() && !(stage.target = parseGoInteger(target, 10, error)))
        return std::nullopt;
    return stage;
}

bool StagesCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isArray())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    Type stages;
    const QJsonArray items = source.value().toArray();
    for (const auto item : items) {
        Stage stage;
        if (!readStage(source.item(item), stage, problem))
            return false;
        stages.append(stage);
    }
    value = stages;
    return true;
}

bool StagesCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    Type stages;
    const QStringList parts = text.trimmed().isEmpty() ? QStringList() : text.split(u',');
    for (const QString &part : parts) {
        const std::optional<Stage> stage = parseStage(part, error);
        if (!stage)
            return false;
        stages.append(*stage);
    }
    value = stages;
    return true;
}

QString StagesCodec::toJson(const Type &value)
{
    QStringList stages;
    for (const Stage &stage : value)
        stages.append(
            goJson::object({{u"duration"_s, stage.duration ? DurationCodec::toJson(*stage.duration) : u"null"_s},
                            {u"target"_s, stage.target ? IntegerCodec::toJson(*stage.target) : u"null"_s}}));
    return goJson::list(stages);
}

} // namespace sockscope
