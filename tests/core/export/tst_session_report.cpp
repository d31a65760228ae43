// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_export.h"
#include "export/session_report.h"
#include "journal/journal_writer.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSessionReport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void summary();
    void hostileTexts();
    void bounds();
    void oneSocket();
    void redacted();
    void latestSource();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"session.journal"_s); }
    void add(RecordKind kind, std::uint32_t socket, QByteArrayView payload, QByteArrayView cause = {});
    void state(std::uint32_t socket, JournalState before, JournalState after, QByteArrayView cause);
    void source(const QByteArray &text);
    [[nodiscard]] SessionReport report(const JournalWalkOptions &options = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JournalWriter> m_journal;
};

void TestSessionReport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = JournalWriter::create(path(), {}, nullptr);
    QVERIFY(m_journal);
}

void TestSessionReport::add(RecordKind kind, std::uint32_t socket, QByteArrayView payload, QByteArrayView cause)
{
    RecordHead head;
    head.kind = kind;
    head.socket = socket;
    m_journal->append(head, payload, cause);
}

void TestSessionReport::state(std::uint32_t socket, JournalState before, JournalState after, QByteArrayView cause)
{
    RecordHead head;
    head.kind = RecordKind::StateChanged;
    head.socket = socket;
    head.stateBefore = before;
    head.stateAfter = after;
    m_journal->append(head, {}, cause);
}

void TestSessionReport::source(const QByteArray &text)
{
    RecordHead head;
    head.kind = RecordKind::Source;
    head.location.file = m_journal->fileId(u"file:///home/me/script.js"_s);
    m_journal->append(head, text);
}

SessionReport TestSessionReport::report(const JournalWalkOptions &options)
{
    m_journal->close();
    ReportReader reader(options);
    QString error;
    if (!reader.read(path(), &error))
        qWarning("%s", qPrintable(error));
    return reader.report();
}

void TestSessionReport::summary()
{
    add(RecordKind::SessionStarted, 0, R"({"script":"/home/me/script.js","args":["--vus","2"]})");
    add(RecordKind::SocketCreated, 1, {});
    add(RecordKind::ConnectStarted, 1, "localhost:6379 tls");
    state(1, JournalState::Opening, JournalState::Open, "connected");
    add(RecordKind::Endpoints, 1, R"({"local":"127.0.0.1:5","remote":"127.0.0.1:6379"})");
    add(RecordKind::TlsEstablished, 1, R"({"version":"TLSv1.3","verified":false})");
    add(RecordKind::BytesSent, 1, "PING\r\n");
    add(RecordKind::BytesReceived, 1, "+PONG\r\n");
    add(RecordKind::SocketError, 1, "read: connection reset by peer", "read");
    state(1, JournalState::Open, JournalState::Destroyed, "peer RST");
    add(RecordKind::SessionFinished, 0, R"({"exitCode":0})");
    const SessionReport told = report();
    QCOMPARE(told.sockets.size(), 1);
    const ReportSocket &socket = told.sockets.first();
    QCOMPARE(socket.target, u"localhost:6379 tls"_s);
    QCOMPARE(socket.endpoints, u"127.0.0.1:5 \u2192 127.0.0.1:6379"_s);
    QCOMPARE(socket.tls, u"TLSv1.3, NOT verified"_s);
    QCOMPARE(socket.state + u'/' + socket.cause, u"destroyed/peer RST"_s);
    QCOMPARE(socket.sent, 6);
    QCOMPARE(socket.received, 7);
    QVERIFY(socket.endedNs >= socket.openedNs && socket.openedNs >= 0);
    QCOMPARE(told.result, u"exit code 0"_s);
    QCOMPARE(told.arguments, (QStringList{u"--vus"_s, u"2"_s}));
    QCOMPARE(told.errors.size(), 1);
    const QString markdown = markdownReport(told);
    QVERIFY2(markdown.contains(u"\u2192 6 B  PING\u240d\u240a"_s), qPrintable(markdown));
    QVERIFY2(markdown.contains(u"| 1 | localhost:6379 tls | 127.0.0.1:5"_s), qPrintable(markdown));
    const QString html = htmlReport(told);
    QVERIFY2(html.contains(u"<td class=\"in\">7 B  +PONG\u240d\u240a</td>"_s), qPrintable(html));
}

/// Nothing that a peer or a script says can get out of its place.
void TestSessionReport::hostileTexts()
{
    const QByteArray evil =
        "<script>alert(1)</script><img src=http://evil.example/x>``` | [x](http://evil) \xe2\x80\xae\x1b[2J";
    add(RecordKind::SessionStarted, 0, R"({"script":"<b>|`.js"})");
    add(RecordKind::SocketCreated, 1, {});
    add(RecordKind::ConnectStarted, 1, evil);
    state(1, JournalState::Opening, JournalState::Destroyed, evil);
    add(RecordKind::BytesReceived, 1, evil);
    add(RecordKind::Console, 0, evil);
    source("````\n" + evil + "\n# not a heading\n");
    const SessionReport told = report();
    const QString html = htmlReport(told);
    for (const QString &part : {u"<script"_s, u"<img"_s, u"<b>"_s, u"\u202e"_s, u"\x1b"_s})
        QVERIFY2(!html.contains(part), qPrintable(part));
    QVERIFY(html.contains(u"&lt;script&gt;alert(1)&lt;/script&gt;"_s));
    QVERIFY(html.contains(u"default-src 'none'"_s));
    const QString markdown = markdownReport(told);
    QVERIFY(!markdown.contains(u"\u202e"_s) && !markdown.contains(u'\x1b'));
    // Outside of code blocks every special character is escaped, and cells don't break.
    QString fence;
    const QStringList lines = markdown.split(u'\n');
    int blocks = 0;
    for (const QString &line : lines) {
        if (fence.isEmpty() && line.startsWith(u"```")) {
            fence = line.left(line.lastIndexOf(u'`') + 1);
            ++blocks;
        } else if (!fence.isEmpty()) {
            fence = line == fence ? QString() : fence;
        } else {
            QVERIFY2(!line.contains(u"<script"_s) || line.contains(u"\\<script"_s), qPrintable(line));
            QVERIFY2(!line.contains(u" http://"_s) && !line.contains(u"=http://"_s), qPrintable(line));
            if (line.startsWith(u"| 1 |"))
                QCOMPARE(QString(line).remove(u"\\|"_s).count(u'|'), 9);
        }
    }
    QVERIFY(fence.isEmpty());
    QCOMPARE(blocks, 2); // the conversation, the script
}

void TestSessionReport::bounds()
{
    for (std::uint32_t socket = 1; socket <= ReportReader::MaxSockets + 3; ++socket)
        add(RecordKind::SocketCreated, socket, {});
    for (int i = 0; i < ReportReader::MaxLines + 5; ++i)
        add(RecordKind::BytesSent, 1, QByteArray(10'000, 'x'));
    for (int i = 0; i < ReportReader::MaxErrors + 7; ++i)
        add(RecordKind::Exception, 0, "oh");
    const SessionReport told = report();
    QCOMPARE(told.sockets.size(), ReportReader::MaxSockets);
    QCOMPARE(told.moreSockets, 3);
    QCOMPARE(told.moreLines, 5);
    QCOMPARE(told.moreErrors, 7);
    QCOMPARE(told.sent, 10'000LL * (ReportReader::MaxLines + 5));
    QVERIFY(markdownReport(told).contains(u"\u2026 and 5 more."_s));
    QVERIFY(htmlReport(told).contains(u"\u2026 and 7 more."_s));
    QVERIFY(htmlReport(told).size() < 1'500'000);
}

void TestSessionReport::oneSocket()
{
    add(RecordKind::SessionStarted, 0, R"({"script":"/a.js"})");
    for (const std::uint32_t socket : {1u, 2u}) {
        add(RecordKind::SocketCreated, socket, {});
        add(RecordKind::BytesSent, socket, "from " + QByteArray::number(socket));
    }
    const SessionReport told = report({.sockets = {2}});
    QCOMPARE(told.sockets.size(), 1);
    QCOMPARE(told.sockets.first().number, 2u);
    QCOMPARE(told.lines.size(), 1);
    QCOMPARE(told.script, u"/a.js"_s); // the session is told of all the same
}

/// In all formats, wherever the text stands.
void TestSessionReport::redacted()
{
    source("const password = 'hunter2'\n");
    add(RecordKind::SocketCreated, 1, {});
    add(RecordKind::ConnectStarted, 1, "localhost:1");
    add(RecordKind::Endpoints, 1, R"({"local":"127.0.0.1:5","remote":"127.0.0.1:6379"})");
    add(RecordKind::BytesSent, 1, "AUTH hu");
    add(RecordKind::BytesReceived, 1, "nter2");
    add(RecordKind::BytesSent, 1, "nter2hunter2\r\n");
    add(RecordKind::Console, 0, "using hunter2", "hunter2");
    m_journal->close();
    for (const ExportFormat &format : exportFormats()) {
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(exportJournal(format.name, path(), {.redact = {"hunter2"}}, out), QString());
        const QByteArray text = out.data();
        for (const QByteArray &part : {QByteArray("hunter2"), QByteArray("AUTH hu"), QByteArray("AUTH hu").toBase64()})
            QVERIFY2(!text.contains(part), qPrintable(format.name));
        QVERIFY2(text.contains("**") || text.contains("\\*\\*") || text.contains("Kioq") || text.contains("2a 2a"),
                 qPrintable(format.name));
        if (format.name != u"jsonl" && format.name != u"hex") // what is left of the other stream is no secret
            QVERIFY2(text.contains("nter2"), qPrintable(format.name));
    }
    const SessionReport told = report({.redact = {"hunter2"}});
    QCOMPARE(told.sources.first().text, u"const password = '*******'\n"_s);
    QCOMPARE(told.notices.size(), 1);
}

void TestSessionReport::latestSource()
{
    source("first\n");
    source("second\n");
    const SessionReport told = report();
    QCOMPARE(told.sources.size(), 1);
    QCOMPARE(told.sources.first().name, u"script.js"_s);
    QCOMPARE(told.sources.first().text, u"second\n"_s);
}

QTEST_GUILESS_MAIN(TestSessionReport)
#include "tst_session_report.moc"
