// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/peer_factory.h"

#include "peer/echo_protocol.h"
#include "peer/greeting_protocol.h"
#include "peer/length_protocol.h"
#include "peer/line_protocol.h"
#include "peer/peer_server.h"
#include "peer/redis_protocol.h"
#include "peer/silent_protocol.h"
#include "peer/tls_identity.h"
#include "peer/tls_protocol.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

struct Entry
{
    const char *name;
    const char *description;
    PeerProtocolMaker (*makeMaker)(); ///< called once a server; an empty function on failure
};

template <typename Protocol>
PeerProtocolMaker plain()
{
    return [] { return std::make_unique<Protocol>(); };
}

PeerProtocolMaker redis()
{
    return [store = std::make_shared<RedisStore>()] { return std::make_unique<RedisProtocol>(store); };
}

PeerProtocolMaker tls()
{
    const std::shared_ptr<ssl_ctx_st> identity = makeTlsIdentity();
    if (!identity)
        return {};
    return [identity] { return std::make_unique<TlsProtocol>(identity); };
}

constexpr std::array<Entry, 7> entries = {
    {{"echo", QT_TRANSLATE_NOOP("Peers", "sends back what it receives"), plain<EchoProtocol>},
     {"line", QT_TRANSLATE_NOOP("Peers", "answers commands such as HELLO Ada or ADD 2 3, one a line"),
      plain<LineProtocol>},
     {"length",
      QT_TRANSLATE_NOOP("Peers",
                        "takes messages behind a 4-byte big-endian length and answers with their bytes reversed"),
      plain<LengthProtocol>},
     {"silent", QT_TRANSLATE_NOOP("Peers", "accepts, reads and never answers"), plain<SilentProtocol>},
     {"greeting", QT_TRANSLATE_NOOP("Peers", "speaks first, as SMTP servers do, and knows EHLO, NOOP and QUIT"),
      plain<GreetingProtocol>},
     {"redis", QT_TRANSLATE_NOOP("Peers", "a small Redis: PING, ECHO, SET, GET, DEL, INCR and QUIT"), redis},
     {"tls", QT_TRANSLATE_NOOP("Peers", "echo over TLS with a self-signed certificate for localhost"), tls}}};

const Entry *find(const QString &name)
{
    for (const Entry &entry : entries) {
        if (name == QLatin1StringView(entry.name))
            return &entry;
    }
    return nullptr;
}

} // namespace

const QList<PeerKind> &peerKinds()
{
    static const QList<PeerKind> kinds = [] {
        QList<PeerKind> all;
        for (const Entry &entry : entries)
            all += {.name = QString::fromLatin1(entry.name),
                    .description = QCoreApplication::translate("Peers", entry.description)};
        return all;
    }();
    return kinds;
}

QStringList peerNames()
{
    QStringList names;
    for (const PeerKind &kind : peerKinds())
        names += kind.name;
    return names;
}

QString unknownPeer(const QString &name)
{
    return find(name) ? QString()
                      : u"there is no built-in peer \"%1\": there are %2"_s.arg(name, peerNames().join(u", "_s));
}

std::unique_ptr<PeerServer> createPeer(const QString &name, const PeerFaults &faults, QString *error)
{
    const Entry *const entry = find(name);
    *error = unknownPeer(name);
    if (!entry)
        return nullptr;
    PeerProtocolMaker maker = entry->makeMaker();
    if (maker)
        return std::make_unique<PeerServer>(std::move(maker), faults);
    *error = u"the %1 peer can't be made: OpenSSL gives no key or certificate"_s.arg(name);
    return nullptr;
}

} // namespace sockscope
