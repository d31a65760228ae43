// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QMutex>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace sockscope {

class DnsQuestion;

/// The addresses of hosts, looked up on threads of its own and kept as long as the run wants them (option dns,
/// https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#dns). Failures are not kept. Thread-safe.
class DnsCache
{
public:
    using Addresses = QList<QHostAddress>; ///< in the resolver's order; empty where there is none
    using Lookup = std::function<Addresses(const QString &host)>;
    using Answer = std::function<void(const Addresses &)>;

    explicit DnsCache(Lookup lookup);
    ~DnsCache(); ///< waits for lookups under way
    /// The one that all sockets of this process share, which asks the system.
    [[nodiscard]] static DnsCache &ofProcess();

    /// What is known of a host and not older than `ttlNs`.
    [[nodiscard]] std::optional<Addresses> known(const QString &host, qint64 ttlNs);
    /// Looks a host up. `answer` is called once, from the event loop of the calling thread; never once the question is
    /// gone, which is to be dropped on that thread, perhaps by `answer` itself.
    [[nodiscard]] std::unique_ptr<DnsQuestion> ask(const QString &host, Answer answer);
    /// 0, 1, 2, …: which address of a host is whose turn (dns.select "roundRobin").
    [[nodiscard]] quint32 nextTurn(const QString &host);

private:
    struct Entry
    {
        Addresses addresses;
        QElapsedTimer age;
        quint32 turn = 0;
    };
    void keep(const QString &host, const Addresses &addresses);

    const Lookup m_lookup;
    QMutex m_mutex;
    QHash<QString, Entry> m_entries; ///< by the host in lower case
    QThreadPool m_threads;
};

/// A lookup under way for somebody who waits (DnsCache::ask()).
class DnsQuestion : public QObject
{
    Q_OBJECT
public:
    explicit DnsQuestion(DnsCache::Answer answer);
    ~DnsQuestion() override;

private:
    friend class DnsCache;
    struct Desk; ///< where the looking thread lays the answer
    Q_INVOKABLE void takeAnswer();

    const std::shared_ptr<Desk> m_desk;
    const DnsCache::Answer m_answer;
};

} // namespace sockscope
