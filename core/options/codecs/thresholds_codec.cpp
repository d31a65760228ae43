// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/thresholds_codec.h"

#include "options/go_json.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool readMember(const JsonSource &field, ThresholdSource &threshold, JsonProblem *problem)
{
    if (field.key() == u"delayAbortEval")
        return DurationCodec::fromJson(field, threshold.delayAbortEval, problem);
    if (field.key() == u"threshold") {
        threshold.source = field.value().toString();
        return field.value().isString() || field.wrongType(problem, u"string"_s);
    }
    threshold.abortOnFail = field.value().toBool();
    return field.value().isBool() || field.wrongType(problem, u"bool"_s);
}

bool readThreshold(const JsonSource &source, ThresholdSource &threshold, JsonProblem *problem)
{
    if (source.value().isNull())
        return true;
    if (source.value().isString()) {
        threshold.source = source.value().toString();
        return true;
    }
    if (!source.value().isObject())
        return source.wrongType(problem, u"metrics.rawThresholdConfig"_s);
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = memberNamed(it.key(), {u"threshold"_s, u"abortOnFail"_s, u"delayAbortEval"_s});
        if (!name.isEmpty() && !it->isNull() && !readMember(source.field(name, *it), threshold, problem))
            return false;
    }
    return true;
}

QString thresholdJson(const ThresholdSource &threshold)
{
    if (!threshold.abortOnFail) // k6 leaves out the delay, too: it means nothing then
        return goJson::string(threshold.source);
    return goJson::object({{u"threshold"_s, goJson::string(threshold.source)},
                           {u"abortOnFail"_s, u"true"_s},
                           {u"delayAbortEval"_s,
                            threshold.delayAbortEval ? DurationCodec::toJson(*threshold.delayAbortEval) : u"null"_s}});
}

} // namespace

bool ThresholdsCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isObject())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    Type thresholds;
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const JsonSource entry = source.entry(it.key(), *it);
        if (!it->isArray() && !it->isNull())
            return entry.wrongType(problem, u"[]metrics.thresholdConfig"_s);
        QList<ThresholdSource> &list = thresholds[it.key()];
        const QJsonArray items = it->toArray();
        for (const auto item : items) {
            ThresholdSource threshold;
            if (!readThreshold(entry.item(item), threshold, problem))
                return false;
            list.append(threshold);
        }
    }
    value = thresholds;
    return true;
}

bool ThresholdsCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    std::optional<QMap<QString, QString>> metrics; // k6 takes the names and loses the expressions
    if (!TextMapCodec::fromText(text, metrics, error))
        return false;
    value.emplace();
    for (auto it = metrics->cbegin(); it != metrics->cend(); ++it)
        value->insert(it.key(), {});
    return true;
}

QString ThresholdsCodec::toJson(const Type &value)
{
    QList<goJson::Member> members;
    for (auto it = value.cbegin(); it != value.cend(); ++it) {
        QStringList thresholds;
        for (const ThresholdSource &threshold : it.value())
            thresholds.append(thresholdJson(threshold));
        members.append({it.key(), goJson::list(thresholds)});
    }
    return goJson::object(members);
}

} // namespace sockscope
