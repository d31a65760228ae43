// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_cache.h"

#include <QHostInfo>
#include <QMutexLocker>

#include <utility>

namespace sockscope {

struct DnsQuestion::Desk
{
    QMutex mutex;
    DnsQuestion *owner = nullptr; ///< null once nobody waits
    DnsCache::Addresses addresses;

    void lay(const DnsCache::Addresses &found);
};

/// The owner can't go while it is told. The message carries nothing: what it says lies under the lock.
void DnsQuestion::Desk::lay(const DnsCache::Addresses &found)
{
    const QMutexLocker lock(&mutex);
    addresses = found;
    if (owner)
        QMetaObject::invokeMethod(owner, "takeAnswer", Qt::QueuedConnection);
}

DnsQuestion::DnsQuestion(DnsCache::Answer answer)
    : m_desk(std::make_shared<Desk>())
    , m_answer(std::move(answer))
{
    m_desk->owner = this;
}

DnsQuestion::~DnsQuestion()
{
    const QMutexLocker lock(&m_desk->mutex);
    m_desk->owner = nullptr;
}

void DnsQuestion::takeAnswer()
{
    QMutexLocker lock(&m_desk->mutex);
    const DnsCache::Addresses addresses = m_desk->addresses;
    lock.unlock();
    const DnsCache::Answer answer = m_answer; // which may drop this
    answer(addresses);
}

DnsCache::DnsCache(Lookup lookup)
    : m_lookup(std::move(lookup))
{
    constexpr int AtOnce = 8; // a server that doesn't answer holds a thread for many seconds
    m_threads.setMaxThreadCount(AtOnce);
}

DnsCache::~DnsCache()
{
    m_threads.waitForDone();
}

/// Never destroyed: the end of the process need not wait for a name server.
DnsCache &DnsCache::ofProcess()
{
    static auto *cache = new DnsCache([](const QString &host) { return QHostInfo::fromName(host).addresses(); });
    return *cache;
}

std::optional<DnsCache::Addresses> DnsCache::known(const QString &host, qint64 ttlNs)
{
    const QMutexLocker lock(&m_mutex);
    const auto entry = m_entries.constFind(host.toLower());
    if (entry == m_entries.cend() || entry->addresses.isEmpty() || entry->age.nsecsElapsed() >= ttlNs)
        return std::nullopt;
    return entry->addresses;
}

std::unique_ptr<DnsQuestion> DnsCache::ask(const QString &host, Answer answer)
{
    auto question = std::make_unique<DnsQuestion>(std::move(answer));
    m_threads.start([this, host, desk = question->m_desk] {
        const Addresses addresses = m_lookup(host);
        keep(host, addresses);
        desk->lay(addresses);
    });
    return question;
}

void DnsCache::keep(const QString &host, const Addresses &addresses)
{
    if (addresses.isEmpty())
        return;
    const QMutexLocker lock(&m_mutex);
    Entry &entry = m_entries[host.toLower()];
    entry.addresses = addresses;
    entry.age.start();
}

quint32 DnsCache::nextTurn(const QString &host)
{
    const QMutexLocker lock(&m_mutex);
    return m_entries[host.toLower()].turn++;
}

} // namespace sockscope
