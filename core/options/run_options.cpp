// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/run_options.h"

#include "options/duration_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <functional>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Reads one member; false with a reason where its type is wrong.
using Reader = std::function<bool(RunOptions &, const QJsonValue &, QString *)>;

bool wrongType(QString *reason, const QString &wanted)
{
    *reason = u"it should be "_s + wanted;
    return false;
}

template <typename Integer>
Reader integer(std::optional<Integer> RunOptions::*member)
{
    return [member](RunOptions &options, const QJsonValue &value, QString *reason) {
        bool ok = value.isDouble();
        const double number = ok ? value.toDouble() : value.toString().toDouble(&ok);
        if (!ok || std::trunc(number) != number || std::abs(number) > 2e9)
            return wrongType(reason, u"a whole number"_s);
        options.*member = static_cast<Integer>(number);
        return true;
    };
}

Reader duration(std::optional<std::int64_t> RunOptions::*member)
{
    return [member](RunOptions &options, const QJsonValue &value, QString *reason) {
        options.*member = parseScriptDuration(value, reason);
        return (options.*member).has_value();
    };
}

Reader boolean(std::optional<bool> RunOptions::*member)
{
    return [member](RunOptions &options, const QJsonValue &value, QString *reason) {
        if (!value.isBool())
            return wrongType(reason, u"true or false"_s);
        options.*member = value.toBool();
        return true;
    };
}

Reader stringList(std::optional<QStringList> RunOptions::*member)
{
    return [member](RunOptions &options, const QJsonValue &value, QString *reason) {
        QStringList list;
        const QJsonArray items = value.toArray();
        for (const auto item : items)
            list.append(item.toString());
        if (!value.isArray() || list.contains(QString()))
            return wrongType(reason, u"a list of strings"_s);
        options.*member = list;
        return true;
    };
}

template <typename Map>
Reader stringMap(std::optional<Map> RunOptions::*member)
{
    return [member](RunOptions &options, const QJsonValue &value, QString *reason) {
        Map map;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!it->isString())
                return wrongType(reason, u"an object whose values are strings"_s);
            map.insert(it.key(), it->toString());
        }
        if (!value.isObject())
            return wrongType(reason, u"an object whose values are strings"_s);
        options.*member = map;
        return true;
    };
}

bool readTlsVersion(RunOptions &options, const QJsonValue &value, QString *reason)
{
    static const QStringList known = {QString(), u"tls1.0"_s, u"tls1.1"_s, u"tls1.2"_s, u"tls1.3"_s};
    const bool single = value.isString();
    const QString min = single ? value.toString() : value.toObject().value(u"min"_s).toString();
    const QString max = single ? min : value.toObject().value(u"max"_s).toString();
    for (const QString &version : {min, max}) {
        if (!known.contains(version)) {
            *reason = u"unknown TLS version '%1'"_s.arg(version);
            return false;
        }
    }
    options.tlsMinVersion = min;
    options.tlsMaxVersion = max;
    return true;
}

bool readTlsAuth(RunOptions &options, const QJsonValue &value, QString *reason)
{
    QList<NetOptions::ClientCertificate> certificates;
    const QJsonArray items = value.toArray();
    for (const auto item : items) {
        const QJsonObject entry = item.toObject();
        certificates.append({entry.value(u"cert"_s).toString().toUtf8(), entry.value(u"key"_s).toString().toUtf8(),
                             entry.value(u"password"_s).toString().toUtf8()});
        if (!certificates.last().certificatePem.contains("-----BEGIN")) {
            *reason = u"tls: failed to find any PEM data in certificate input"_s;
            return false;
        }
    }
    options.tlsAuth = certificates;
    return true;
}

bool readDns(RunOptions &options, const QJsonValue &value, QString *reason)
{
    static const QStringList policies = {u"preferIPv4"_s, u"preferIPv6"_s, u"onlyIPv4"_s, u"onlyIPv6"_s, u"any"_s};
    const QString policy = value.toObject().value(u"policy"_s).toString(u"preferIPv4"_s);
    if (!policies.contains(policy))
        return wrongType(reason, u"an object whose policy is one of "_s + policies.join(u", "_s));
    options.dnsPolicy = policy;
    return true;
}

Reader text(std::optional<QString> RunOptions::*member)
{
    return [member](RunOptions &options, const QJsonValue &value, QString *reason) {
        if (!value.isString())
            return wrongType(reason, u"a string"_s);
        options.*member = value.toString();
        return true;
    };
}

bool readStages(RunOptions &options, const QJsonValue &value, QString *reason)
{
    QList<Stage> stages;
    const QJsonArray items = value.toArray();
    for (const auto item : items) {
        const QJsonObject object = item.toObject();
        const QJsonValue length = object.value(u"duration"_s);
        const QJsonValue target = object.value(u"target"_s);
        Stage stage;
        if (!length.isUndefined() && !length.isNull() && !(stage.duration = parseScriptDuration(length, reason)))
            return false;
        if (target.isDouble())
            stage.target = target.toInteger();
        stages.append(stage);
    }
    options.stages = stages;
    return value.isArray() || wrongType(reason, u"a list of stages"_s);
}

bool readScenarios(RunOptions &options, const QJsonValue &value, QString *reason)
{
    QMap<QString, QJsonObject> scenarios;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        scenarios.insert(it.key(), it->toObject());
    options.scenarios = scenarios;
    return value.isObject() || wrongType(reason, u"an object of scenarios"_s);
}

const QHash<QString, Reader> &readers()
{
    static const QHash<QString, Reader> table = {
        {u"vus"_s, integer(&RunOptions::vus)},
        {u"iterations"_s, integer(&RunOptions::iterations)},
        {u"duration"_s, duration(&RunOptions::duration)},
        {u"stages"_s, readStages},
        {u"scenarios"_s, readScenarios},
        {u"executionSegment"_s, text(&RunOptions::executionSegment)},
        {u"executionSegmentSequence"_s, text(&RunOptions::executionSegmentSequence)},
        {u"setupTimeout"_s, duration(&RunOptions::setupTimeout)},
        {u"teardownTimeout"_s, duration(&RunOptions::teardownTimeout)},
        {u"minIterationDuration"_s, duration(&RunOptions::minIterationDuration)},
        {u"noSetup"_s, boolean(&RunOptions::noSetup)},
        {u"noTeardown"_s, boolean(&RunOptions::noTeardown)},
        {u"throw"_s, boolean(&RunOptions::throwErrors)},
        {u"insecureSkipTLSVerify"_s, boolean(&RunOptions::insecureSkipTlsVerify)},
        {u"tlsVersion"_s, readTlsVersion},
        {u"tlsAuth"_s, readTlsAuth},
        {u"tags"_s, stringMap(&RunOptions::tags)},
        {u"hosts"_s, stringMap(&RunOptions::hosts)},
        {u"blockHostnames"_s, stringList(&RunOptions::blockHostnames)},
        {u"blacklistIPs"_s, stringList(&RunOptions::blacklistIPs)},
        {u"dns"_s, readDns},
    };
    return table;
}

/// Options that k6 knows and that have no meaning for sockets, or only change what is printed.
bool isHarmless(const QString &name)
{
    static const QStringList names = {u"batch"_s,
                                      u"batchPerHost"_s,
                                      u"rps"_s,
                                      u"maxRedirects"_s,
                                      u"userAgent"_s,
                                      u"httpDebug"_s,
                                      u"noConnectionReuse"_s,
                                      u"noVUConnectionReuse"_s,
                                      u"noCookiesReset"_s,
                                      u"discardResponseBodies"_s,
                                      u"cloud"_s,
                                      u"ext"_s,
                                      u"paused"_s,
                                      u"linger"_s,
                                      u"noUsageReport"_s,
                                      u"summaryTrendStats"_s,
                                      u"summaryTimeUnit"_s,
                                      u"systemTags"_s,
                                      u"handleSummaryTimeout"_s};
    return names.contains(name);
}

bool isNotProvided(const QString &name)
{
    static const QStringList names = {u"thresholds"_s, u"tlsCipherSuites"_s, u"localIPs"_s};
    return names.contains(name);
}

template <typename T>
void take(std::optional<T> &own, const std::optional<T> &higher)
{
    if (higher)
        own = higher;
}

} // namespace

RunOptions parseScriptOptions(const QJsonObject &object, QString *error)
{
    RunOptions options;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isNull() || isHarmless(it.key()))
            continue;
        const auto reader = readers().constFind(it.key());
        if (reader == readers().constEnd()) {
            (isNotProvided(it.key()) ? options.notProvided : options.unknown).append(it.key());
            continue;
        }
        QString reason;
        if (!(*reader)(options, *it, &reason)) {
            const QString text =
                QString::fromUtf8(QJsonDocument(QJsonObject{{it.key(), *it}}).toJson(QJsonDocument::Compact));
            *error = u"parsing options from script got error while parsing %1: %2"_s.arg(text, reason);
            return options;
        }
    }
    return options;
}

void RunOptions::override(const RunOptions &higher)
{
    if (higher.iterations || higher.duration || higher.stages || higher.scenarios) {
        iterations.reset();
        duration.reset();
        stages.reset();
        scenarios.reset();
    }
    take(vus, higher.vus);
    take(iterations, higher.iterations);
    take(duration, higher.duration);
    take(stages, higher.stages);
    take(scenarios, higher.scenarios);
    take(executionSegment, higher.executionSegment);
    take(executionSegmentSequence, higher.executionSegmentSequence);
    take(thresholds, higher.thresholds);
    take(setupTimeout, higher.setupTimeout);
    take(teardownTimeout, higher.teardownTimeout);
    take(minIterationDuration, higher.minIterationDuration);
    take(noSetup, higher.noSetup);
    take(noTeardown, higher.noTeardown);
    take(throwErrors, higher.throwErrors);
    take(insecureSkipTlsVerify, higher.insecureSkipTlsVerify);
    take(tlsMinVersion, higher.tlsMinVersion);
    take(tlsMaxVersion, higher.tlsMaxVersion);
    take(tlsAuth, higher.tlsAuth);
    take(tags, higher.tags);
    take(hosts, higher.hosts);
    take(blockHostnames, higher.blockHostnames);
    take(blacklistIPs, higher.blacklistIPs);
    take(dnsPolicy, higher.dnsPolicy);
}

NetOptions RunOptions::net() const
{
    NetOptions net;
    net.insecureSkipTlsVerify = insecureSkipTlsVerify.value_or(false);
    net.tlsMinVersion = tlsMinVersion.value_or(QString());
    net.tlsMaxVersion = tlsMaxVersion.value_or(QString());
    net.clientCertificates = tlsAuth.value_or(QList<NetOptions::ClientCertificate>());
    const QHash<QString, QString> mapped = hosts.value_or(QHash<QString, QString>());
    for (auto it = mapped.cbegin(); it != mapped.cend(); ++it)
        net.hosts.insert(it.key().toLower(), it.value());
    net.blockHostnames = blockHostnames.value_or(QStringList());
    net.blacklistIPs = blacklistIPs.value_or(QStringList());
    net.dnsPolicy = dnsPolicy.value_or(net.dnsPolicy);
    return net;
}

QJsonObject RunOptions::toJson() const
{
    QJsonObject object;
    const auto flag = [&object](const QString &name, const std::optional<bool> &value) {
        if (value)
            object.insert(name, *value);
    };
    const auto time = [&object](const QString &name, const std::optional<std::int64_t> &value) {
        if (value)
            object.insert(name, formatGoDuration(*value));
    };
    time(u"setupTimeout"_s, setupTimeout);
    time(u"teardownTimeout"_s, teardownTimeout);
    time(u"minIterationDuration"_s, minIterationDuration);
    flag(u"noSetup"_s, noSetup);
    flag(u"noTeardown"_s, noTeardown);
    flag(u"throw"_s, throwErrors);
    flag(u"insecureSkipTLSVerify"_s, insecureSkipTlsVerify);
    if (tags) {
        QJsonObject map;
        for (auto it = tags->cbegin(); it != tags->cend(); ++it)
            map.insert(it.key(), it.value());
        object.insert(u"tags"_s, map);
    }
    if (blockHostnames)
        object.insert(u"blockHostnames"_s, QJsonArray::fromStringList(*blockHostnames));
    if (blacklistIPs)
        object.insert(u"blacklistIPs"_s, QJsonArray::fromStringList(*blacklistIPs));
    return object;
}

} // namespace sockscope
