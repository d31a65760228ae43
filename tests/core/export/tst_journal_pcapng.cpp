// SPDX-License-Identifier: GPL-3.0-or-later
// The capture file as tshark reads it back.
#include "export/journal_pcapng.h"
#include "export/pcapng_file.h"
#include "journal/journal_writer.h"

#include <QBuffer>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestJournalPcapng : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void payloadsComeBack_data();
    void payloadsComeBack();
    void handshakeAndEnd_data();
    void handshakeAndEnd();
    void commentsNameTheCause();
    void headersAreValid();
    void timesAreThoseOfTheJournal();
    void socketsAreSelected();
    void socketsThatNeverOpened();
    void damagedJournal();
    void deviceThatTakesNoMore();

private:
    [[nodiscard]] QString journal() const { return m_folder->filePath(u"session.journal"_s); }
    [[nodiscard]] QString capture() const { return m_folder->filePath(u"session.pcapng"_s); }
    void open(std::uint32_t socket, const QByteArray &local, const QByteArray &remote);
    void data(std::uint32_t socket, RecordKind kind, const QByteArray &bytes);
    void close(std::uint32_t socket, const QByteArray &cause);
    void write(const JournalPcapng::Options &options = {});
    [[nodiscard]] QStringList tshark(const QString &filter, const QStringList &fields) const;
    [[nodiscard]] QByteArray stream(const QString &filter) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JournalWriter> m_journal;
};

void TestJournalPcapng::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = JournalWriter::create(journal(), {}, nullptr);
    QVERIFY(m_journal);
}

void TestJournalPcapng::open(std::uint32_t socket, const QByteArray &local, const QByteArray &remote)
{
    RecordHead head;
    head.socket = socket;
    head.kind = RecordKind::Endpoints;
    m_journal->append(head, "{\"local\":\"" + local + "\",\"remote\":\"" + remote + "\"}");
}

void TestJournalPcapng::data(std::uint32_t socket, RecordKind kind, const QByteArray &bytes)
{
    RecordHead head;
    head.socket = socket;
    head.kind = kind;
    head.location = {m_journal->fileId(u"/home/me/line.js"_s), 13, 9};
    m_journal->append(head, bytes);
}

void TestJournalPcapng::close(std::uint32_t socket, const QByteArray &cause)
{
    RecordHead head;
    head.socket = socket;
    head.kind = RecordKind::StateChanged;
    head.stateBefore = JournalState::Open;
    head.stateAfter = JournalState::Destroyed;
    m_journal->append(head, {}, cause);
}

void TestJournalPcapng::write(const JournalPcapng::Options &options)
{
    m_journal->close();
    QFile file(capture());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QString error;
    QVERIFY2(JournalPcapng(options).write(journal(), file, &error), qPrintable(error));
}

/// One line a packet that passes the display filter.
QStringList TestJournalPcapng::tshark(const QString &filter, const QStringList &fields) const
{
    QStringList arguments{u"-r"_s, capture(),
                          u"-o"_s, u"tcp.check_checksum:TRUE"_s,
                          u"-o"_s, u"ip.check_checksum:TRUE"_s,
                          u"-o"_s, u"tcp.desegment_tcp_streams:FALSE"_s,
                          u"-Y"_s, filter,
                          u"-T"_s, u"fields"_s};
    for (const QString &field : fields)
        arguments += {u"-e"_s, field};
    QProcess process;
    process.start(u"tshark"_s, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return {u"tshark failed: "_s + process.errorString() + QString::fromUtf8(process.readAllStandardError())};
    return QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
}

/// The payloads of the packets that pass, one behind the other.
QByteArray TestJournalPcapng::stream(const QString &filter) const
{
    QByteArray bytes;
    for (const QString &line : tshark(filter, {u"tcp.payload"_s}))
        bytes += QByteArray::fromHex(line.toLatin1());
    return bytes;
}

void TestJournalPcapng::payloadsComeBack_data()
{
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QByteArray>("remote");
    QTest::newRow("IPv4") << QByteArray("127.0.0.1:40000") << QByteArray("127.0.0.2:6379");
    QTest::newRow("IPv6") << QByteArray("[::1]:40000") << QByteArray("[fe80::2]:6379");
}

void TestJournalPcapng::payloadsComeBack()
{
    QFETCH(QByteArray, local);
    QFETCH(QByteArray, remote);
    QByteArray large;
    for (int i = 0; i < 100'001; ++i)
        large.append(static_cast<char>(i * 7));
    open(1, local, remote);
    data(1, RecordKind::BytesSent, "PING\r\n");
    data(1, RecordKind::BytesReceived, "+PONG\r\n");
    data(1, RecordKind::BytesSent, large);
    data(1, RecordKind::BytesReceived, QByteArray(1, '\0'));
    close(1, "destroy()");
    write();
    QCOMPARE(stream(u"tcp.dstport == 6379 && tcp.len > 0"_s), "PING\r\n" + large);
    QCOMPARE(stream(u"tcp.srcport == 6379 && tcp.len > 0"_s), QByteArray("+PONG\r\n\0", 8));
}

void TestJournalPcapng::handshakeAndEnd_data()
{
    QTest::addColumn<QByteArray>("cause");
    QTest::addColumn<QStringList>("end");
    QTest::newRow("destroyed") << QByteArray("destroy()")
                               << QStringList{u"40000 0x0011"_s, u"80 0x0011"_s, u"40000 0x0010"_s};
    QTest::newRow("peer FIN") << QByteArray("peer FIN")
                              << QStringList{u"80 0x0011"_s, u"40000 0x0011"_s, u"80 0x0010"_s};
    QTest::newRow("peer RST") << QByteArray("peer RST") << QStringList{u"80 0x0014"_s};
}

void TestJournalPcapng::handshakeAndEnd()
{
    QFETCH(QByteArray, cause);
    QFETCH(QStringList, end);
    open(1, "10.0.0.1:40000", "10.0.0.2:80");
    close(1, cause);
    write();
    const QStringList start{u"40000 0x0002"_s, u"80 0x0012"_s, u"40000 0x0010"_s};
    QStringList seen = tshark(u"tcp"_s, {u"tcp.srcport"_s, u"tcp.flags"_s});
    for (QString &line : seen)
        line.replace(u'\t', u' ');
    QCOMPARE(seen, start + end);
}

void TestJournalPcapng::commentsNameTheCause()
{
    open(3, "10.0.0.1:40000", "10.0.0.2:80");
    data(3, RecordKind::BytesSent, "x");
    close(3, "peer FIN");
    write();
    QCOMPARE(tshark(u"tcp.len == 1"_s, {u"frame.comment"_s}), QStringList{u"socket 3 · line.js:13:9"_s});
    QCOMPARE(tshark(u"tcp.flags.fin == 1 && tcp.srcport == 80"_s, {u"frame.comment"_s}),
             QStringList{u"socket 3 · peer FIN"_s});
}

/// No bad checksum, no sequence number out of place, nothing malformed.
void TestJournalPcapng::headersAreValid()
{
    open(1, "10.0.0.1:40000", "10.0.0.2:80");
    open(2, "[::1]:40001", "[::1]:81");
    for (int i = 0; i < 20; ++i) {
        data(1 + i % 2, i % 3 == 0 ? RecordKind::BytesSent : RecordKind::BytesReceived,
             QByteArray(i * 999 + 1, char('a' + i)));
    }
    close(1, "destroy()");
    close(2, "peer FIN");
    write();
    QCOMPARE(tshark(u"ip.checksum.status == 0 || tcp.checksum.status == 0 || _ws.malformed || tcp.analysis.flags"_s,
                    {u"frame.number"_s, u"_ws.expert.message"_s}),
             QStringList());
    QCOMPARE(tshark(u"tcp.checksum.status == 1"_s, {u"frame.number"_s}).size(), 3 + 3 + 20 + 3 + 3);
}

void TestJournalPcapng::timesAreThoseOfTheJournal()
{
    open(1, "10.0.0.1:40000", "10.0.0.2:80");
    data(1, RecordKind::BytesSent, "x");
    write();
    JournalReader reader;
    QVERIFY(reader.open(journal()));
    std::int64_t sent = -1;
    while (const auto record = reader.next()) {
        if (record->kind == RecordKind::BytesSent)
            sent = record->timeNs;
    }
    const qint64 expected = reader.startedAt().toMSecsSinceEpoch() * 1'000'000 + sent;
    const QStringList times = tshark(u"tcp.len == 1"_s, {u"frame.time_epoch"_s});
    QCOMPARE(times.size(), 1);
    QCOMPARE(QString(times.constFirst()).remove(u'.').toLongLong(), expected);
}

void TestJournalPcapng::socketsAreSelected()
{
    open(1, "10.0.0.1:40000", "10.0.0.2:80");
    open(2, "10.0.0.1:40001", "10.0.0.2:80");
    data(1, RecordKind::BytesSent, "one");
    data(2, RecordKind::BytesSent, "two");
    write({{2}});
    QCOMPARE(stream(u"tcp.len > 0"_s), QByteArray("two"));
}

void TestJournalPcapng::socketsThatNeverOpened()
{
    data(1, RecordKind::BytesReceived, "lost");
    close(1, "connection refused");
    write();
    QCOMPARE(tshark(u"frame"_s, {u"frame.number"_s}), QStringList());
}

void TestJournalPcapng::damagedJournal()
{
    QString error;
    QBuffer out;
    QVERIFY(out.open(QIODevice::WriteOnly));
    QVERIFY(!JournalPcapng({}).write(m_folder->filePath(u"nowhere"_s), out, &error));
    QVERIFY2(error.contains(u"nowhere"_s), qPrintable(error));
}

void TestJournalPcapng::deviceThatTakesNoMore()
{
    open(1, "10.0.0.1:40000", "10.0.0.2:80");
    m_journal->close();
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QString error;
    QVERIFY(!JournalPcapng({}).write(journal(), full, &error));
    QVERIFY2(error.startsWith(u"the capture could not be written: "_s), qPrintable(error));
}

QTEST_GUILESS_MAIN(TestJournalPcapng)
#include "tst_journal_pcapng.moc"
