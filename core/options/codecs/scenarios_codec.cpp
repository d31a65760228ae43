// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/scenarios_codec.h"

#include "options/codecs/scenario_field.h"
#include "options/go_json.h"
#include "options/go_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool readExecutor(const JsonSource &source, QString &type, JsonProblem *problem)
{
    if (!source.value().isObject() && !source.value().isNull())
        return source.wrongType(problem, uR"(struct { ExecutorType string "json:\"executor\"" })"_s);
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (memberNamed(it.key(), {u"executor"_s}).isEmpty() || it->isNull())
            continue;
        type = it->toString();
        if (!it->isString())
            return source.field(u"executor"_s, *it).wrongType(problem, u"string"_s);
        if (!type.isEmpty() && scenarioFields(type).isEmpty())
            return source.entry(it.key(), *it).fail(problem, u"unknown executor type '%1'"_s.arg(type));
    }
    return !type.isEmpty() ||
           source.fail(problem, u"scenario '%1' doesn't have a specified executor type"_s.arg(source.key()));
}

/// Checks a scenario and gives its members the names that the executors know.
bool read(const JsonSource &source, QJsonObject &scenario, JsonProblem *problem)
{
    QString type;
    if (!readExecutor(source, type, problem))
        return false;
    const QList<ScenarioField> fields = scenarioFields(type);
    const JsonSource base = source.field(u"BaseConfig"_s, {});
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const ScenarioField *field = scenarioField(fields, it.key());
        if (!field)
            return source.entry(it.key(), *it).fail(problem, u"json: unknown field %1"_s.arg(quotedAsGo(it.key())));
        if (!it->isNull() && !field->check((field->isOfAll ? base : source).field(field->name, *it), problem))
            return false;
        scenario.insert(field->name, *it);
    }
    return true;
}

QString scenarioJson(const QJsonObject &scenario)
{
    QList<goJson::Member> members;
    const QList<ScenarioField> fields = scenarioFields(scenario.value(u"executor"_s).toString());
    for (const ScenarioField &field : fields) {
        const QJsonValue value = scenario.value(field.name);
        const bool isGiven = !value.isNull() && !value.isUndefined();
        if (isGiven || !field.isLeftOut)
            members.append({field.name, isGiven ? field.json(value) : u"null"_s});
    }
    return goJson::object(members);
}

} // namespace

bool ScenariosCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isObject())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    Type scenarios;
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!read(source.entry(it.key(), *it), scenarios[it.key()], problem))
            return false;
    }
    value = scenarios;
    return true;
}

bool ScenariosCodec::fromText(const QString &, std::optional<Type> &, QString *)
{
    return true; // there is no such variable
}

QString ScenariosCodec::toJson(const Type &value)
{
    QList<goJson::Member> members;
    for (auto it = value.cbegin(); it != value.cend(); ++it)
        members.append({it.key(), scenarioJson(it.value())});
    return goJson::object(members);
}

} // namespace sockscope
