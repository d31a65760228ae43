// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_cache.h"

#include <QHostInfo>
#include <QMutexLocker>

#include <utility>

namespace sockscope {

struct DnsCache::Question::Shared
{
    QMutex mutex;
    QObject *context = nullptr; ///< null once nobody waits
    Answer answer;
};

DnsCache::Question::~Question()
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->context = nullptr;
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

std::unique_ptr<DnsCache::Question> DnsCache::ask(const QString &host, QObject *context, Answer answer)
{
    auto question = std::make_unique<Question>();
    question->m_shared = std::make_shared<Question::Shared>();
    question->m_shared->context = context;
    question->m_shared->answer = std::move(answer);
    m_threads.start([this, host, shared = question->m_shared] { lookUp(host, shared); });
    return question;
}

void DnsCache::lookUp(const QString &host, const std::shared_ptr<Question::Shared> &question)
{
    const Addresses addresses = m_lookup(host);
    if (!addresses.isEmpty()) {
        const QMutexLocker lock(&m_mutex);
        Entry &entry = m_entries[host.toLower()];
        entry.addresses = addresses;
        entry.age.start();
    }
    const QMutexLocker lock(&question->mutex); // the context can't go while the call is posted
    if (!question->context)
        return;
    QMetaObject::invokeMethod(
        question->context,
        [question, addresses] {
            if (question->context) // written on this thread only
                question->answer(addresses);
        },
        Qt::QueuedConnection);
}

quint32 DnsCache::nextTurn(const QString &host)
{
    const QMutexLocker lock(&m_mutex);
    return m_entries[host.toLower()].turn++;
}

} // namespace sockscope
