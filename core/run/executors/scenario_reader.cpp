// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/scenario_reader.h"

#include "options/duration_text.h"

#include <QJsonArray>

#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The word that Go's JSON reader has for a value.
QString kindOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return u"bool"_s;
    case QJsonValue::Double:
        return u"number"_s;
    case QJsonValue::String:
        return u"string"_s;
    case QJsonValue::Array:
        return u"array"_s;
    default:
        return u"object"_s;
    }
}

} // namespace

ScenarioReader::ScenarioReader(const QString &name, const QJsonObject &object)
    : m_object(object)
{
    m_fields.name = name;
    m_fields.type = text(u"executor"_s).value_or(QString());
    m_fields.startTime = duration(u"startTime"_s).value_or(m_fields.startTime);
    m_fields.gracefulStop = duration(u"gracefulStop"_s).value_or(m_fields.gracefulStop);
    m_fields.exec = text(u"exec"_s);
    m_fields.tags = texts(u"tags"_s);
    const QMap<QString, QString> env = texts(u"env"_s);
    for (auto it = env.cbegin(); it != env.cend(); ++it)
        m_fields.env.insert(it.key(), it.value());
    readOptions();
}

/// The member of that name in whatever case, as Go reads JSON; an exact match wins.
QJsonValue ScenarioReader::take(const QString &name)
{
    QJsonValue value;
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) != 0)
            continue;
        m_known.insert(it.key());
        if (value.isNull() || it.key() == name)
            value = *it;
    }
    return value;
}

std::optional<std::int64_t> ScenarioReader::integer(const QString &name)
{
    return integerFrom(take(name), name);
}

std::optional<std::int64_t> ScenarioReader::duration(const QString &name)
{
    return durationFrom(take(name));
}

std::optional<std::int64_t> ScenarioReader::integerFrom(const QJsonValue &value, const QString &path)
{
    constexpr double Limit = 9.2e18; // of an int64
    bool ok = value.isDouble();
    if (value.isString() && !value.toString().isEmpty()) {
        const std::int64_t number = value.toString().toLongLong(&ok);
        if (!ok)
            refuse(u"strconv.ParseInt: parsing \"%1\": invalid syntax"_s.arg(value.toString()));
        return ok ? std::optional(number) : std::nullopt;
    }
    if (!ok) {
        if (!value.isNull() && !value.isUndefined() && !value.isString())
            refuseType(value, path, u"int64"_s);
        return std::nullopt;
    }
    if (std::trunc(value.toDouble()) != value.toDouble() || std::abs(value.toDouble()) > Limit) {
        refuse(u"json: cannot unmarshal number %1 into Go struct field Options.scenarios.%2 of type int64"_s.arg(
            value.toVariant().toString(), path));
        return std::nullopt;
    }
    return static_cast<std::int64_t>(value.toDouble());
}

std::optional<std::int64_t> ScenarioReader::durationFrom(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return std::nullopt;
    QString error;
    const std::optional<std::int64_t> duration = parseScriptDuration(value, &error);
    if (!duration)
        refuse(error);
    return duration;
}

std::optional<QString> ScenarioReader::text(const QString &name)
{
    const QJsonValue value = take(name);
    if (value.isNull() || value.isUndefined())
        return std::nullopt;
    if (!value.isString())
        refuseType(value, name, u"string"_s);
    return value.toString();
}

QMap<QString, QString> ScenarioReader::texts(const QString &name)
{
    const QJsonValue value = take(name);
    QMap<QString, QString> texts;
    if (!value.isNull() && !value.isUndefined() && !value.isObject())
        refuseType(value, u"BaseConfig."_s + name, u"map[string]string"_s);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString() && !it->isNull())
            refuseType(*it, u"BaseConfig."_s + name, u"string"_s);
        texts.insert(it.key(), it->toString());
    }
    return texts;
}

QList<Stage> ScenarioReader::stages(const QString &name)
{
    const QJsonValue value = take(name);
    if (!value.isNull() && !value.isUndefined() && !value.isArray())
        refuseType(value, name, u"[]executor.Stage"_s);
    QList<Stage> stages;
    const QJsonArray items = value.toArray();
    for (const auto item : items) {
        const QJsonObject object = item.toObject();
        if (!item.isObject())
            refuseType(item, name, u"executor.Stage"_s);
        Stage stage;
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (it.key().compare(u"duration"_s, Qt::CaseInsensitive) == 0)
                stage.duration = durationFrom(*it);
            else if (it.key().compare(u"target"_s, Qt::CaseInsensitive) == 0)
                stage.target = integerFrom(*it, name + u".target"_s);
            else
                refuseUnknown(it.key());
        }
        stages.append(stage);
    }
    return stages;
}

/// Scenario options are for browsers, which there are none of: what k6 accepts is accepted and without effect.
void ScenarioReader::readOptions()
{
    const QJsonObject options = take(u"options"_s).toObject();
    for (auto it = options.begin(); it != options.end(); ++it) {
        if (it.key().compare(u"browser"_s, Qt::CaseInsensitive) != 0)
            refuseUnknown(it.key());
    }
}

QString ScenarioReader::error()
{
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        if (!m_known.contains(it.key()))
            refuseUnknown(it.key());
    }
    return m_error;
}

void ScenarioReader::refuse(const QString &error)
{
    if (m_error.isEmpty())
        m_error = error;
}

void ScenarioReader::refuseUnknown(const QString &name)
{
    refuse(u"json: unknown field \"%1\""_s.arg(name));
}

void ScenarioReader::refuseType(const QJsonValue &value, const QString &path, const QString &type)
{
    refuse(u"json: cannot unmarshal %1 into Go struct field Options.scenarios.%2 of type %3"_s.arg(kindOf(value), path,
                                                                                                   type));
}

} // namespace sockscope
