// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dns_cache.h"
#include "net/net_options.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QList>
#include <QObject>

#include <memory>

namespace sockscope {

/// Turns a host into the addresses to try, obeying the run's policies in k6's order: blocked names, the hosts map,
/// literal addresses, DNS, blacklisted ranges (k6-reference 2.3, 4.3).
class HostResolver : public QObject
{
    Q_OBJECT
public:
    struct Result
    {
        QList<QHostAddress> addresses; ///< in the order to try; empty on failure
        QString error;                 ///< in Go's words
        double milliseconds = 0;
    };

    /// `options` and `names` must outlive the resolver.
    explicit HostResolver(const NetOptions &options, QObject *parent = nullptr,
                          DnsCache &names = DnsCache::ofProcess());
    ~HostResolver() override;

    /// Ends in finished(), inside this call when the address is known. A lookup under way is forgotten.
    void resolve(const QString &host, int port);
    void cancel(); ///< finished() is not emitted any more

Q_SIGNALS:
    void finished(const sockscope::HostResolver::Result &result);

private:
    void onLookedUp(const DnsCache::Addresses &addresses);
    void finish(const QList<QHostAddress> &candidates);
    void fail(const QString &error);
    [[nodiscard]] double elapsedMs() const;

    const NetOptions &m_options;
    QString m_host;
    QElapsedTimer m_clock;
    DnsCache &m_names;
    std::unique_ptr<DnsQuestion> m_question; ///< while a lookup is under way
};

} // namespace sockscope
