// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/net_options.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QHostInfo>
#include <QList>
#include <QObject>

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

    /// `options` must outlive the resolver.
    explicit HostResolver(const NetOptions &options, QObject *parent = nullptr);
    ~HostResolver() override;

    /// Ends in finished(), inside this call when no lookup is needed. A lookup under way is forgotten.
    void resolve(const QString &host, int port);
    void cancel(); ///< finished() is not emitted any more

Q_SIGNALS:
    void finished(const sockscope::HostResolver::Result &result);

private:
    void onLookedUp(const QHostInfo &info);
    void finish(const QList<QHostAddress> &candidates);
    void fail(const QString &error);
    [[nodiscard]] double elapsedMs() const;

    const NetOptions &m_options;
    QString m_host;
    QElapsedTimer m_clock;
    int m_lookupId = -1;
};

} // namespace sockscope
