// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_json_lines.h"
#include "journal/journal_writer.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestJournalJsonLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void firstLine();
    void bytesComeBack();
    void payloads();
    void places();
    void selection();
    void errors();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"session.journal"_s); }
    void add(RecordKind kind, std::uint32_t socket, QByteArrayView payload, QByteArrayView cause = {},
             std::uint32_t line = 0);
    [[nodiscard]] QList<QJsonObject> lines(const JournalJsonLines::Options &options = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JournalWriter> m_journal;
};

void TestJournalJsonLines::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = JournalWriter::create(path(), {}, nullptr);
    QVERIFY(m_journal);
}

void TestJournalJsonLines::add(RecordKind kind, std::uint32_t socket, QByteArrayView payload, QByteArrayView cause,
                               std::uint32_t line)
{
    RecordHead head;
    head.kind = kind;
    head.socket = socket;
    head.vu = socket;
    if (line > 0)
        head.location = {m_journal->fileId(u"/home/me/line.js"_s), line, 9};
    if (kind == RecordKind::StateChanged) {
        head.stateBefore = JournalState::Opening;
        head.stateAfter = JournalState::Open;
    }
    m_journal->append(head, payload, cause);
}

QList<QJsonObject> TestJournalJsonLines::lines(const JournalJsonLines::Options &options)
{
    m_journal->close();
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    QString error;
    if (!JournalJsonLines(options).write(path(), out, &error))
        qWarning("%s", qPrintable(error));
    QList<QJsonObject> objects;
    for (const QByteArray &line : out.data().split('\n')) {
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

void TestJournalJsonLines::firstLine()
{
    const QList<QJsonObject> all = lines();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all[0].value(u"kind"_s).toString(), u"journal"_s);
    QVERIFY(all[0].value(u"program"_s).toString().startsWith(u"sockscope"_s));
    QVERIFY(qAbs(QDateTime::fromString(all[0].value(u"startedAt"_s).toString(), Qt::ISODateWithMs)
                     .secsTo(QDateTime::currentDateTimeUtc())) < 60);
}

void TestJournalJsonLines::bytesComeBack()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes.append(static_cast<char>(i));
    add(RecordKind::BytesSent, 1, bytes);
    add(RecordKind::BytesReceived, 1, "{}", "no handler");
    const QList<QJsonObject> all = lines();
    QCOMPARE(all.size(), 3);
    QCOMPARE(QByteArray::fromBase64(all[1].value(u"bytes"_s).toString().toLatin1()), bytes);
    QCOMPARE(all[1].value(u"kind"_s).toString(), u"write"_s);
    QCOMPARE(all[2].value(u"bytes"_s).toString(), u"e30="_s); // bytes stay bytes, also where they look like JSON
    QCOMPARE(all[2].value(u"cause"_s).toString(), u"no handler"_s);
}

void TestJournalJsonLines::payloads()
{
    add(RecordKind::Endpoints, 1, R"({"local":"a:1","remote":"b:2"})");
    add(RecordKind::Console, 1, "hello\nthere");
    add(RecordKind::StateChanged, 1, {}, "connect()");
    const QList<QJsonObject> all = lines();
    QCOMPARE(all.size(), 4);
    QCOMPARE(all[1].value(u"json"_s).toObject().value(u"remote"_s).toString(), u"b:2"_s);
    QCOMPARE(all[2].value(u"text"_s).toString(), u"hello\nthere"_s);
    QCOMPARE(all[2].value(u"level"_s).toString(), u"info"_s);
    QCOMPARE(all[3].value(u"from"_s).toString(), u"opening"_s);
    QCOMPARE(all[3].value(u"to"_s).toString(), u"open"_s);
    QVERIFY(!all[3].contains(u"text"_s));
    QVERIFY(!all[3].contains(u"level"_s));
}

void TestJournalJsonLines::places()
{
    add(RecordKind::BytesSent, 4, "x", {}, 13);
    const QList<QJsonObject> all = lines();
    QCOMPARE(all.size(), 2); // file names have no line of their own
    QCOMPARE(all[1].value(u"script"_s).toString(), u"/home/me/line.js"_s);
    QCOMPARE(all[1].value(u"line"_s).toInt(), 13);
    QCOMPARE(all[1].value(u"column"_s).toInt(), 9);
    QCOMPARE(all[1].value(u"socket"_s).toInt(), 4);
    QCOMPARE(all[1].value(u"vu"_s).toInt(), 4);
    QVERIFY(all[1].value(u"ns"_s).toInteger() > 0);
}

void TestJournalJsonLines::selection()
{
    add(RecordKind::BytesSent, 1, "a");
    add(RecordKind::BytesSent, 2, "b");
    add(RecordKind::Console, 0, "c");
    const QList<QJsonObject> all = lines({{2}});
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[1].value(u"socket"_s).toInt(), 2);
}

void TestJournalJsonLines::errors()
{
    QString error;
    QBuffer out;
    QVERIFY(out.open(QIODevice::WriteOnly));
    QVERIFY(!JournalJsonLines({}).write(m_folder->filePath(u"nowhere"_s), out, &error));
    QVERIFY2(error.contains(u"nowhere"_s), qPrintable(error));
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QVERIFY(!JournalJsonLines({}).write(path(), full, &error));
    QVERIFY2(error.startsWith(u"the lines could not be written: "_s), qPrintable(error));
}

QTEST_GUILESS_MAIN(TestJournalJsonLines)
#include "tst_journal_json_lines.moc"
