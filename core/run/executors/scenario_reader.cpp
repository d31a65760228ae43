// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/scenario_reader.h"

#include "options/codecs/scenarios_codec.h"
#include "options/codecs/stages_codec.h"

namespace sockscope {

using namespace Qt::StringLiterals;

ScenarioReader::ScenarioReader(const QString &name, const QJsonObject &object)
{
    std::optional<ScenariosCodec::Type> checked;
    JsonProblem problem;
    const JsonSource source(u"scenarios"_s, u"Options.scenarios"_s, QJsonObject{{name, object}});
    if (ScenariosCodec::fromJson(source, checked, &problem))
        m_object = checked->value(name);
    else
        m_error = problem.message;
    m_fields.name = name;
    m_fields.type = read<TextCodec>(u"executor"_s).value_or(QString());
    m_fields.startTime = duration(u"startTime"_s).value_or(m_fields.startTime);
    m_fields.gracefulStop = duration(u"gracefulStop"_s).value_or(m_fields.gracefulStop);
    m_fields.exec = read<TextCodec>(u"exec"_s);
    m_fields.tags = read<TextMapCodec>(u"tags"_s).value_or(TextMapCodec::Type());
    const TextMapCodec::Type env = read<TextMapCodec>(u"env"_s).value_or(TextMapCodec::Type());
    for (auto it = env.cbegin(); it != env.cend(); ++it)
        m_fields.env.insert(it.key(), it.value());
}

template <typename Codec>
std::optional<typename Codec::Type> ScenarioReader::read(const QString &name) const
{
    const QJsonValue value = m_object.value(name);
    std::optional<typename Codec::Type> read;
    JsonProblem problem; // there is none in what was checked
    if (!value.isNull() && !value.isUndefined() && !Codec::fromJson({name, {}, value}, read, &problem))
        return std::nullopt;
    return read;
}

std::optional<std::int64_t> ScenarioReader::integer(const QString &name) const
{
    return read<IntegerCodec>(name);
}

std::optional<std::int64_t> ScenarioReader::duration(const QString &name) const
{
    return read<DurationCodec>(name);
}

QList<Stage> ScenarioReader::stages(const QString &name) const
{
    return read<StagesCodec>(name).value_or(QList<Stage>());
}

} // namespace sockscope
