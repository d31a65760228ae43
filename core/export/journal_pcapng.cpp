// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_pcapng.h"

#include "export/pcapng_file.h"
#include "export/tcp_packets.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Sender = TcpPackets::Sender;

/// "127.0.0.1:80" or "[::1]:80".
TcpPackets::Endpoint endpointOf(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.left(colon);
    if (host.startsWith(u'['))
        host = host.mid(1, host.size() - 2);
    return {QHostAddress(host), static_cast<quint16>(text.mid(colon + 1).toUInt())};
}

/// The packets of all sockets, in the order of the records.
class Capture
{
public:
    Capture(QIODevice &to, const JournalReader &reader)
        : m_file(to)
        , m_reader(reader)
        , m_startNs(reader.startedAt().toMSecsSinceEpoch() * 1'000'000)
    {
    }

    [[nodiscard]] bool begin()
    {
        return m_file.begin(m_reader.program(),
                            u"Made by Sockscope from a session's journal. The payloads and their times are real; "
                            "packet boundaries, headers, acknowledgements and handshakes are synthetic."_s);
    }

    [[nodiscard]] bool add(const Record &record)
    {
        switch (record.kind) {
        case RecordKind::Endpoints:
            return open(record);
        case RecordKind::BytesSent:
            return data(record, Sender::Local);
        case RecordKind::BytesReceived:
            return data(record, Sender::Remote);
        case RecordKind::StateChanged:
            return record.stateAfter != JournalState::Destroyed || close(record);
        default:
            return true;
        }
    }

private:
    bool packet(const Record &record, TcpPackets &packets, Sender sender, int flags, const QByteArray &payload = {})
    {
        QStringList comment{u"socket %1"_s.arg(record.socket)};
        if (const QString location = formatLocation(m_reader, record.location); !location.isEmpty())
            comment.append(location);
        if (!record.cause.isEmpty())
            comment.append(record.cause);
        return m_file.packet(m_startNs + record.timeNs,
                             packets.packet(sender, static_cast<std::uint8_t>(flags), payload), comment.join(u" · "_s));
    }

    bool open(const Record &record)
    {
        const QJsonObject ends = QJsonDocument::fromJson(record.payload).object();
        const TcpPackets::Endpoint local = endpointOf(ends.value(u"local"_s).toString());
        const TcpPackets::Endpoint remote = endpointOf(ends.value(u"remote"_s).toString());
        if (local.address.isNull() || remote.address.isNull())
            return true;
        TcpPackets &packets = m_open.insert_or_assign(record.socket, TcpPackets(local, remote)).first->second;
        return packet(record, packets, Sender::Local, TcpPackets::Syn) &&
               packet(record, packets, Sender::Remote, TcpPackets::Syn | TcpPackets::Ack) &&
               packet(record, packets, Sender::Local, TcpPackets::Ack);
    }

    bool data(const Record &record, Sender sender)
    {
        const auto it = m_open.find(record.socket);
        if (it == m_open.end())
            return true;
        for (qsizetype at = 0; at < record.payload.size(); at += TcpPackets::MaxPayload) {
            if (!packet(record, it->second, sender, TcpPackets::Psh | TcpPackets::Ack,
                        record.payload.mid(at, TcpPackets::MaxPayload)))
                return false;
        }
        return true;
    }

    bool close(const Record &record)
    {
        const auto it = m_open.find(record.socket);
        if (it == m_open.end())
            return true;
        TcpPackets packets = it->second;
        m_open.erase(it);
        if (record.cause == u"peer RST")
            return packet(record, packets, Sender::Remote, TcpPackets::Rst | TcpPackets::Ack);
        const Sender first = record.cause.startsWith(u"peer ") ? Sender::Remote : Sender::Local;
        const Sender second = first == Sender::Local ? Sender::Remote : Sender::Local;
        return packet(record, packets, first, TcpPackets::Fin | TcpPackets::Ack) &&
               packet(record, packets, second, TcpPackets::Fin | TcpPackets::Ack) &&
               packet(record, packets, first, TcpPackets::Ack);
    }

    PcapngFile m_file;
    const JournalReader &m_reader;
    std::int64_t m_startNs;
    std::map<std::uint32_t, TcpPackets> m_open;
};

} // namespace

bool JournalPcapng::write(const QString &path, QIODevice &to, QString *error) const
{
    JournalWalk walk(m_options);
    if (!walk.open(path))
        return walk.finish({}, error);
    Capture capture(to, walk.reader());
    bool isWritten = capture.begin();
    while (isWritten) {
        const std::optional<Record> record = walk.next();
        if (!record)
            break;
        if (walk.isWanted(*record))
            isWritten = capture.add(*record);
    }
    return walk.finish(isWritten ? QString() : u"the capture could not be written: %1"_s.arg(to.errorString()), error);
}

} // namespace sockscope
