// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/listen_address.h"

#include "net/go_errors.h"

#include <QHostInfo>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The host without its brackets; nothing where colons leave open which of them parts it from the port.
std::optional<QString> hostOf(const QString &text)
{
    if (text.startsWith(u'[') && text.endsWith(u']'))
        return text.mid(1, text.size() - 2);
    return text.contains(u':') ? std::nullopt : std::optional(text);
}

/// The first IPv4 address of a name, or the first at all.
QHostAddress lookedUp(const QString &name)
{
    const QList<QHostAddress> addresses = QHostInfo::fromName(name).addresses();
    const auto v4 = std::find_if(addresses.begin(), addresses.end(), [](const QHostAddress &address) {
        return address.protocol() == QAbstractSocket::IPv4Protocol;
    });
    return v4 != addresses.end() ? *v4 : addresses.value(0);
}

} // namespace

std::optional<ListenAddress> ListenAddress::parse(const QString &text, QString *error)
{
    const auto fail = [&](const QString &reason) {
        *error = u"listen tcp: "_s + reason;
        return std::nullopt;
    };
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 0 || colon < text.lastIndexOf(u']'))
        return fail(u"address %1: missing port in address"_s.arg(text));
    const std::optional<QString> host = hostOf(text.left(colon));
    if (!host)
        return fail(u"address %1: too many colons in address"_s.arg(text));
    const QString number = text.mid(colon + 1);
    bool isNumber = false;
    ListenAddress address;
    address.port = number.toUShort(&isNumber);
    if (!isNumber && !number.isEmpty())
        return fail(u"address %1: invalid port"_s.arg(number));
    if (host->isEmpty()) {
        address.host = QHostAddress(QHostAddress::Any);
        return address;
    }
    if (!address.host.setAddress(*host))
        address.host = lookedUp(*host);
    if (address.host.isNull())
        return fail(go::noSuchHost(*host));
    return address;
}

std::unique_ptr<QTcpServer> ListenAddress::listen(QString *error) const
{
    auto server = std::make_unique<QTcpServer>();
    if (server->listen(host, port)) {
        server->pauseAccepting();
        return server;
    }
    *error = u"listen tcp %1: bind: %2"_s.arg(go::endpoint(host, port),
                                              go::reason(server->serverError(), server->errorString()));
    return nullptr;
}

} // namespace sockscope
