// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/samples/json_output.h"

#include "options/duration_text.h"
#include "output/json/js_number.h"
#include "output/json/json_writer.h"

#include <QStringList>

#include <chrono>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds FlushInterval{200};

QByteArray quoted(QStringView text)
{
    return jsonString(text, JsonDialect::Go);
}

QByteArray objectOf(const TagMap &tags)
{
    QByteArray json = "{";
    for (auto it = tags.begin(); it != tags.end(); ++it)
        json += (it == tags.begin() ? "" : ",") + quoted(it.key()) + ':' + quoted(it.value());
    return json + '}';
}

QByteArray thresholdJson(const ThresholdState &threshold)
{
    if (!threshold.abortOnFail)
        return quoted(threshold.source);
    const QByteArray delay =
        threshold.delayAbortEval ? quoted(formatGoDuration(*threshold.delayAbortEval)) : QByteArray("null");
    return "{\"threshold\":" + quoted(threshold.source) + ",\"abortOnFail\":true,\"delayAbortEval\":" + delay + '}';
}

QByteArray submetricJson(const MetricSnapshot &metric)
{
    return "{\"name\":" + quoted(metric.name) + ",\"suffix\":" + quoted(metric.suffix) +
           ",\"tags\":" + objectOf(metric.tags) + '}';
}

/// Go's encoder has no words for these.
QString unsupportedValue(double value)
{
    const QString name = std::isnan(value) ? u"NaN"_s : (value > 0 ? u"+Inf"_s : u"-Inf"_s);
    return u"json: unsupported value: "_s + name;
}

} // namespace

JsonOutput::JsonOutput(const QString &path, const OutputContext &context)
    : m_file(u"json"_s, path, FlushInterval, context.log)
    , m_definitions(context.definitions)
{
}

bool JsonOutput::start(QString *error)
{
    return m_file.open(error);
}

QString JsonOutput::description() const
{
    return m_file.isStandardOutput() ? u"json(stdout)"_s : u"json (%1)"_s.arg(m_file.path());
}

void JsonOutput::add(const std::vector<Sample> &batch)
{
    int failed = 0;
    QString error;
    for (const Sample &sample : batch) {
        define(*sample.metric);
        if (std::isfinite(sample.value)) {
            appendPoint(sample);
        } else {
            ++failed;
            error = unsupportedValue(sample.value);
        }
    }
    m_file.write(m_lines);
    m_lines.clear();
    if (failed > 0)
        m_file.report(u"Sample(s) couldn't be marshalled to JSON"_s,
                      {{u"error"_s, error}, {u"failed"_s, QString::number(failed)}});
}

void JsonOutput::define(const Metric &metric)
{
    if (m_defined.contains(metric.name))
        return;
    m_defined.insert(metric.name);
    QByteArrayList thresholds;
    QByteArrayList submetrics;
    for (const MetricSnapshot &definition : m_definitions.metrics) {
        if (definition.parent == metric.name)
            submetrics.append(submetricJson(definition));
        if (definition.name != metric.name)
            continue;
        for (const ThresholdState &threshold : definition.thresholds)
            thresholds.append(thresholdJson(threshold));
    }
    const QByteArray name = quoted(metric.name);
    m_lines += R"({"type":"Metric","data":{"name":)" + name + R"(,"type":)" + quoted(metricTypeName(metric.type)) +
               R"(,"contains":)" + quoted(metricContainsName(metric.contains)) + R"(,"thresholds":[)" +
               thresholds.join(',') + R"(],"submetrics":)" +
               (submetrics.isEmpty() ? QByteArray("null") : '[' + submetrics.join(',') + ']') + R"(},"metric":)" +
               name + "}\n";
}

QByteArray JsonOutput::tagsJson(const TagMap &tags)
{
    if (tags != m_lastTags) {
        m_lastTags = tags;
        m_lastTagsJson = objectOf(tags);
    }
    return m_lastTagsJson;
}

void JsonOutput::appendPoint(const Sample &sample)
{
    m_lines += R"({"metric":)" + quoted(sample.metric->name) + R"(,"type":"Point","data":{"time":")" +
               m_clock.withNanoseconds(sample.timeNs) + R"(","value":)" + jsNumber(sample.value) + R"(,"tags":)" +
               tagsJson(sample.tags);
    if (!sample.metadata.isEmpty())
        m_lines += R"(,"metadata":)" + objectOf(sample.metadata);
    m_lines += "}}\n";
}

std::unique_ptr<RunOutput> createJsonOutput(const QString &argument, const OutputContext &context, QString *error)
{
    Q_UNUSED(error)
    return std::make_unique<JsonOutput>(argument, context);
}

} // namespace sockscope
