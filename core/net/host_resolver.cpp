// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/host_resolver.h"

#include "net/go_errors.h"
#include "net/host_policy.h"

#include <QRandomGenerator>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Which of `count` addresses of a host is tried first (dns.select), before it is taken modulo their number.
quint32 choice(const QString &select, const QString &host, DnsCache &names)
{
    if (select == "first"_L1)
        return 0;
    return select == "roundRobin"_L1 ? names.nextTurn(host) : QRandomGenerator::global()->generate();
}

} // namespace

HostResolver::HostResolver(const NetOptions &options, QObject *parent, DnsCache &names)
    : QObject(parent)
    , m_options(options)
    , m_names(names)
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
    if (const auto known = m_names.known(host, m_options.dnsTtlNs))
        return onLookedUp(*known);
    m_question = m_names.ask(host, [this](const DnsCache::Addresses &addresses) {
        m_question.reset();
        onLookedUp(addresses);
    });
}

void HostResolver::cancel()
{
    m_question.reset();
}

void HostResolver::onLookedUp(const DnsCache::Addresses &addresses)
{
    const QList<QHostAddress> ordered = orderByPolicy(addresses, m_options.dnsPolicy);
    finish(withFirst(ordered, choice(m_options.dnsSelect, m_host, m_names), m_options.dnsPolicy));
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
