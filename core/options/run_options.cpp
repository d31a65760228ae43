// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/run_options.h"

#include "options/option_fields.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// By member, as flags, variables and scripts name one or two of the three.
void overrideDns(std::optional<DnsOptions> &own, const std::optional<DnsOptions> &higher)
{
    if (!higher)
        return;
    if (!own)
        own.emplace();
    for (const auto member : {&DnsOptions::ttl, &DnsOptions::select, &DnsOptions::policy})
        if (*higher.*member)
            *own.*member = *higher.*member;
}

/// Stages without a duration are dropped, as in k6.
void overrideStages(std::optional<QList<Stage>> &own, const std::optional<QList<Stage>> &higher)
{
    if (!higher)
        return;
    own.emplace();
    for (const Stage &stage : *higher)
        if (stage.duration)
            own->append(stage);
}

template <typename Container>
void overrideUnlessEmpty(std::optional<Container> &own, const std::optional<Container> &higher)
{
    if (higher && !higher->isEmpty())
        own = higher;
}

} // namespace

bool RunOptions::hasExecution() const
{
    return duration || iterations || stages || scenarios;
}

void RunOptions::override(const RunOptions &higher)
{
    if (higher.hasExecution()) {
        duration.reset();
        iterations.reset();
        stages.reset();
        scenarios.reset();
    }
    RunOptions merged = *this; // those with rules of their own
    overrideDns(merged.dns, higher.dns);
    overrideStages(merged.stages, higher.stages);
    overrideUnlessEmpty(merged.tags, higher.tags);
    overrideUnlessEmpty(merged.out, higher.out);
    const auto take = [&](const auto &field) {
        if (higher.*field.member)
            this->*field.member = higher.*field.member;
    };
    forEachScriptOption(take);
    forEachHiddenOption(take);
    forEachConfigOption(take);
    dns = merged.dns;
    stages = merged.stages;
    tags = merged.tags;
    out = merged.out;
    features = merged.features; // resolved apart from the options
}

NetOptions RunOptions::net() const
{
    NetOptions net;
    net.insecureSkipTlsVerify = insecureSkipTlsVerify.value_or(false);
    const TlsVersions versions = tlsVersion.value_or(TlsVersions());
    net.tlsMinVersion = versions.min;
    net.tlsMaxVersion = versions.max;
    const QList<TlsAuth> certificates = tlsAuth.value_or(QList<TlsAuth>());
    for (const TlsAuth &auth : certificates)
        net.clientCertificates.append(
            {auth.cert.toUtf8(), auth.key.toUtf8(), auth.password.value_or(QString()).toUtf8()});
    const QMap<QString, QString> mapped = hosts.value_or(QMap<QString, QString>());
    for (auto it = mapped.cbegin(); it != mapped.cend(); ++it)
        net.hosts.insert(it.key(), it.value());
    net.blockHostnames = blockHostnames.value_or(QStringList());
    net.blacklistIPs = blacklistIPs.value_or(QStringList());
    net.tlsCipherSuites = tlsCipherSuites.value_or(QStringList());
    net.localIPs = localIPs.value_or(QString());
    if (!dns)
        return net;
    net.dnsPolicy = dns->policy.value_or(net.dnsPolicy);
    net.dnsSelect = dns->select.value_or(net.dnsSelect);
    QString mistake; // of a time that is none; it ends the run before a socket is made
    net.dnsTtlNs = dnsTtl(*dns, &mistake).value_or(net.dnsTtlNs);
    return net;
}

} // namespace sockscope
