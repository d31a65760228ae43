// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/host_resolver.h"

#include "net/go_errors.h"
#include "net/host_policy.h"

#include <algorithm>

namespace sockscope {

HostResolver::HostResolver(const NetOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
}

HostResolver::~HostResolver()
{
    cancel();
}

void HostResolver::resolve(const QString &host, int port)
{
    cancel();
    m_host = host;
    m_clock.start();
    const auto literal = literalAddress(host);
    if (!literal) {
        if (const auto pattern = matchHostPattern(host, m_options.blockHostnames))
            return fail(go::blockedHost(host, *pattern));
    }
    if (const auto mapped = mappedAddress(host, port, m_options.hosts))
        return finish(mapped->isNull() ? QList<QHostAddress>() : QList<QHostAddress>{*mapped});
    if (literal)
        return finish({*literal});
    m_lookupId = QHostInfo::lookupHost(host, this, &HostResolver::onLookedUp);
}

void HostResolver::cancel()
{
    if (m_lookupId >= 0)
        QHostInfo::abortHostLookup(m_lookupId);
    m_lookupId = -1;
}

void HostResolver::onLookedUp(const QHostInfo &info)
{
    if (info.lookupId() != m_lookupId)
        return; // of a resolve() that was cancelled
    m_lookupId = -1;
    finish(orderByPolicy(info.addresses(), m_options.dnsPolicy));
}

void HostResolver::finish(const QList<QHostAddress> &candidates)
{
    if (candidates.isEmpty())
        return fail(go::noSuchHost(m_host));
    if (const auto range = blacklistedRange(candidates.first(), m_options.blacklistIPs))
        return fail(go::blacklistedIp(go::ipText(candidates.first()), *range));
    QList<QHostAddress> allowed = candidates;
    allowed.removeIf(
        [this](const QHostAddress &address) { return blacklistedRange(address, m_options.blacklistIPs).has_value(); });
    Q_EMIT finished({allowed, {}, elapsedMs()});
}

void HostResolver::fail(const QString &error)
{
    Q_EMIT finished({{}, error, elapsedMs()});
}

double HostResolver::elapsedMs() const
{
    return double(m_clock.nsecsElapsed()) / 1e6;
}

} // namespace sockscope
