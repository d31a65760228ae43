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

/// The addresses of hosts, looked up on threads of its own and kept as long as the run wants them (option dns,
/// https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#dns). Failures are not kept. Thread-safe.
class DnsCache
{
public:
    using Addresses = QList<QHostAddress>; ///< in the resolver's order; empty where there is none
    using Lookup = std::function<Addresses(const QString &host)>;
    using Answer = std::function<void(const Addresses &)>;

    /// A question under way; the answer is not given any more once it is gone. To be dropped on its context's thread.
    class Question
    {
    public:
        ~Question();

    private:
        friend class DnsCache;
        struct Shared;
        std::shared_ptr<Shared> m_shared;
    };

    explicit DnsCache(Lookup lookup);
    ~DnsCache(); ///< waits for lookups under way
    /// The one that all sockets of this process share, which asks the system.
    [[nodiscard]] static DnsCache &ofProcess();

    /// What is known of a host and not older than `ttlNs`.
    [[nodiscard]] std::optional<Addresses> known(const QString &host, qint64 ttlNs);
    /// Looks a host up; `answer` is called on the thread of `context`, from its event loop.
    [[nodiscard]] std::unique_ptr<Question> ask(const QString &host, QObject *context, Answer answer);
    /// 0, 1, 2, …: which address of a host is whose turn (dns.select "roundRobin").
    [[nodiscard]] quint32 nextTurn(const QString &host);

private:
    struct Entry
    {
        Addresses addresses;
        QElapsedTimer age;
        quint32 turn = 0;
    };
    void lookUp(const QString &host, const std::shared_ptr<Question::Shared> &question);

    const Lookup m_lookup;
    QMutex m_mutex;
    QHash<QString, Entry> m_entries; ///< by the host in lower case
    QThreadPool m_threads;
};

} // namespace sockscope
