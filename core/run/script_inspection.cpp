// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/script_inspection.h"

#include "options/duration_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<const char *, 41> OptionOrder = {"paused",
                                                      "vus",
                                                      "duration",
                                                      "iterations",
                                                      "stages",
                                                      "scenarios",
                                                      "executionSegment",
                                                      "executionSegmentSequence",
                                                      "noSetup",
                                                      "setupTimeout",
                                                      "noTeardown",
                                                      "teardownTimeout",
                                                      "handleSummaryTimeout",
                                                      "rps",
                                                      "dns",
                                                      "maxRedirects",
                                                      "userAgent",
                                                      "batch",
                                                      "batchPerHost",
                                                      "httpDebug",
                                                      "insecureSkipTLSVerify",
                                                      "tlsCipherSuites",
                                                      "tlsVersion",
                                                      "tlsAuth",
                                                      "throw",
                                                      "thresholds",
                                                      "blacklistIPs",
                                                      "blockHostnames",
                                                      "hosts",
                                                      "noConnectionReuse",
                                                      "noVUConnectionReuse",
                                                      "minIterationDuration",
                                                      "ext",
                                                      "summaryTrendStats",
                                                      "summaryTimeUnit",
                                                      "systemTags",
                                                      "tags",
                                                      "metricSamplesBufferSize",
                                                      "noCookiesReset",
                                                      "discardResponseBodies",
                                                      "features"};

constexpr std::array<const char *, 5> Durations = {"duration", "setupTimeout", "teardownTimeout",
                                                   "handleSummaryTimeout", "minIterationDuration"};

/// An undefined value, which Qt leaves out of an object, as null.
QJsonValue orNull(const QJsonValue &value)
{
    return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
}

QJsonValue normalised(const QString &name, const QJsonValue &value)
{
    for (const char *duration : Durations) {
        QString error;
        if (name == QLatin1String(duration) && !value.isUndefined() && !value.isNull()) {
            if (const auto nanoseconds = parseScriptDuration(value, &error))
                return formatGoDuration(*nanoseconds);
        }
    }
    return orNull(value);
}

/// A value as Go's encoder prints it with two spaces of indentation, inside an object.
QString indented(const QJsonValue &value)
{
    QString text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Indented)).trimmed();
    text = text.mid(1, text.size() - 2).trimmed(); // without the brackets
    text.replace(u"\n    "_s, u"\n"_s);            // and the indentation they brought
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        qsizetype spaces = 0;
        while (spaces < line.size() && line.at(spaces) == u' ')
            ++spaces;
        line = QString(spaces / 2, u' ') + line.mid(spaces);
    }
    text = lines.join(u"\n  "_s);
    text.replace(u'<', u"\\u003c"_s);
    text.replace(u'>', u"\\u003e"_s);
    text.replace(u'&', u"\\u0026"_s);
    return text;
}

/// A struct in k6: always there, whole, its members in their own order.
QString dnsText(const QJsonObject &dns)
{
    QStringList members;
    for (const QString &member : {u"ttl"_s, u"select"_s, u"policy"_s})
        members.append(u"    \"%1\": %2"_s.arg(member, indented(orNull(dns.value(member)))));
    return u"{\n"_s + members.join(u",\n"_s) + u"\n  }"_s;
}

} // namespace

ScriptInspection inspectScript(TestRunConfig config)
{
    TestRun run(std::move(config));
    ScriptInspection inspection;
    QJsonObject options;
    inspection.failure = run.inspect(&options);
    QStringList members;
    for (const char *name : OptionOrder) {
        const QString key = QString::fromLatin1(name);
        const QJsonValue value = options.value(key);
        members.append(
            u"  \"%1\": %2"_s.arg(key, key == u"dns" ? dnsText(value.toObject()) : indented(normalised(key, value))));
    }
    inspection.optionsJson = u"{\n"_s + members.join(u",\n"_s) + u"\n}"_s;
    return inspection;
}

} // namespace sockscope
