// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/scenario_field.h"

#include "options/codecs/stages_codec.h"
#include "options/go_json.h"
#include "options/go_text.h"

#include <QHash>
#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

template <typename Codec>
bool checkValue(const JsonSource &source, JsonProblem *problem)
{
    std::optional<typename Codec::Type> value;
    return Codec::fromJson(source, value, problem);
}

template <typename Codec>
QString valueJson(const QJsonValue &json)
{
    std::optional<typename Codec::Type> value;
    JsonProblem problem;
    return Codec::fromJson({{}, {}, json}, value, &problem) && value ? Codec::toJson(*value) : u"null"_s;
}

/// Unlike the option of that name, a scenario's stages may have no other members.
bool checkStages(const JsonSource &source, JsonProblem *problem)
{
    if (!source.value().isArray())
        return source.wrongType(problem, u"[]executor.Stage"_s);
    const QJsonArray items = source.value().toArray();
    for (const auto item : items) {
        const QJsonObject stage = item.toObject();
        for (auto it = stage.begin(); it != stage.end(); ++it)
            if (memberNamed(it.key(), {u"duration"_s, u"target"_s}).isEmpty())
                return source.entry(it.key(), *it).fail(problem, u"json: unknown field %1"_s.arg(quotedAsGo(it.key())));
    }
    return checkValue<StagesCodec>(source, problem);
}

bool checkOptions(const JsonSource &source, JsonProblem *problem)
{
    if (!source.value().isObject())
        return source.wrongType(problem, u"lib.ScenarioOptions"_s);
    const QJsonObject options = source.value().toObject();
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (memberNamed(it.key(), {u"browser"_s}).isEmpty())
            return source.entry(it.key(), *it).fail(problem, u"json: unknown field %1"_s.arg(quotedAsGo(it.key())));
        if (!it->isObject() && !it->isNull())
            return source.field(u"browser"_s, *it).wrongType(problem, u"map[string]interface {}"_s);
    }
    return true;
}

template <typename Codec>
ScenarioField field(const QString &name)
{
    return {name, checkValue<Codec>, valueJson<Codec>};
}

ScenarioField stages()
{
    return {u"stages"_s, checkStages, valueJson<StagesCodec>};
}

const QHash<QString, QList<ScenarioField>> &ownFields()
{
    using Integer = IntegerCodec;
    using Duration = DurationCodec;
    static const QList<ScenarioField> iterations = {field<Integer>(u"vus"_s), field<Integer>(u"iterations"_s),
                                                    field<Duration>(u"maxDuration"_s)};
    static const QHash<QString, QList<ScenarioField>> table = {
        {u"shared-iterations"_s, iterations},
        {u"per-vu-iterations"_s, iterations},
        {u"constant-vus"_s, {field<Integer>(u"vus"_s), field<Duration>(u"duration"_s)}},
        {u"ramping-vus"_s, {field<Integer>(u"startVUs"_s), stages(), field<Duration>(u"gracefulRampDown"_s)}},
        {u"constant-arrival-rate"_s,
         {field<Integer>(u"rate"_s), field<Duration>(u"timeUnit"_s), field<Duration>(u"duration"_s),
          field<Integer>(u"preAllocatedVUs"_s), field<Integer>(u"maxVUs"_s)}},
        {u"ramping-arrival-rate"_s,
         {field<Integer>(u"startRate"_s), field<Duration>(u"timeUnit"_s), stages(),
          field<Integer>(u"preAllocatedVUs"_s), field<Integer>(u"maxVUs"_s)}},
    };
    return table;
}

} // namespace

QList<ScenarioField> scenarioFields(const QString &executor)
{
    static const QList<ScenarioField> common = {
        field<TextCodec>(u"executor"_s),
        field<DurationCodec>(u"startTime"_s),
        field<DurationCodec>(u"gracefulStop"_s),
        field<TextMapCodec>(u"env"_s),
        field<TextCodec>(u"exec"_s),
        field<TextMapCodec>(u"tags"_s),
        {u"options"_s, checkOptions, goJson::value, true},
    };
    const auto own = ownFields().constFind(executor);
    if (own == ownFields().constEnd())
        return {};
    QList<ScenarioField> fields = common;
    for (ScenarioField &field : fields)
        field.isOfAll = true;
    return fields + *own;
}

const ScenarioField *scenarioField(const QList<ScenarioField> &fields, const QString &member)
{
    const ScenarioField *found = nullptr;
    for (const ScenarioField &field : fields) {
        if (field.name == member)
            return &field;
        if (field.name.compare(member, Qt::CaseInsensitive) == 0)
            found = &field;
    }
    return found;
}

} // namespace sockscope
