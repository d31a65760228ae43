// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_text.h"
#include "journal/journal_writer.h"
#include "support/process_state.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestJournalText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneLineARecord();
    void hex();
    void filters();
    void severalIterations();
    void footer();
    void errors();
    void memoryStaysFlat();

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(u"session.journal"_s); }
    void writeSample();
    void setTimes();
    [[nodiscard]] QString print(const JournalText::Options &options = {}) const;
    QTemporaryDir m_folder;
};

void TestJournalText::writeSample()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    const auto file = writer->fileId(u"/home/me/line.js"_s);
    const auto add = [&](RecordKind kind, std::uint32_t socket, QByteArrayView payload, QByteArrayView cause = {},
                         std::uint32_t line = 0, JournalState before = JournalState::None,
                         JournalState after = JournalState::None) {
        RecordHead head;
        head.kind = kind;
        head.socket = socket;
        head.vu = socket > 0 ? 1 : 0;
        head.location = {line > 0 ? file : 0, line, line > 0 ? 9u : 0};
        head.stateBefore = before;
        head.stateAfter = after;
        writer->append(head, payload, cause);
    };
    add(RecordKind::SessionStarted, 0, R"({"script":"line.js","program":"sockscope","version":"1","args":[]})");
    add(RecordKind::ConnectStarted, 1, "localhost:6379", {}, 12);
    add(RecordKind::StateChanged, 1, {}, "connect()", 12, JournalState::Disconnected, JournalState::Opening);
    add(RecordKind::BytesSent, 1, "PING\r\n", {}, 13);
    add(RecordKind::BytesReceived, 1, "+PONG\r\n");
    add(RecordKind::BytesReceived, 2, "\x1b[2J\xff", "no handler");
    add(RecordKind::Console, 0, "hello\nthere", {}, 14);
    add(RecordKind::SessionFinished, 0, R"({"exitCode":0,"reason":""})");
    writer->close();
    setTimes();
}

/// Gives the records of the journal times that a test can expect: 0, 1.000001, 2.000002 s ...
void TestJournalText::setTimes()
{
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 i = 0; const auto record = reader.next(); ++i) {
        const auto time = qToLittleEndian(i * 1'000'001'999);
        QVERIFY(file.seek(record->offset + 8));
        QCOMPARE(file.write(reinterpret_cast<const char *>(&time), 8), 8);
    }
}

QString TestJournalText::print(const JournalText::Options &options) const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QString error;
    if (!JournalText(options).print(path(), buffer, &error))
        return error;
    return QString::fromUtf8(buffer.data());
}

void TestJournalText::oneLineARecord()
{
    writeSample();
    const auto expected = QStringList{
        u"    1.000001          session             line.js"_s,
        u"    2.000003  #1      connect             localhost:6379  @ line.js:12:9"_s,
        u"    3.000005  #1      state               disconnected → opening  @ line.js:12:9  (connect())"_s,
        u"    4.000007  #1   →  write          6 B  PING␍␊  @ line.js:13:9"_s,
        u"    5.000009  #1   ←  data           7 B  +PONG␍␊"_s,
        u"    6.000011  #2   ←  data           5 B  ␛[2J\\xff  (no handler)"_s,
        u"    7.000013          console             hello␊there  @ line.js:14:9"_s,
        u"    8.000015          session-end         exit code 0"_s,
        QString(),
    };
    QCOMPARE(print().split(u'\n'), expected);
    QCOMPARE(print(), print());
}

void TestJournalText::hex()
{
    writeSample();
    const auto lines = print({.hex = true, .kinds = {RecordKind::BytesSent, RecordKind::Console}}).split(u'\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[1], QString(14, u' ') + u"00000000  50 49 4e 47 0d 0a                                 |PING..|"_s);
    QVERIFY2(lines[2].contains(u"hello"), "text kinds show whole as it is");
}

void TestJournalText::filters()
{
    writeSample();
    QCOMPARE(print({.sockets = {1}}).count(u'\n'), 4);
    QCOMPARE(print({.sockets = {1, 2}}).count(u'\n'), 5);
    QCOMPARE(print({.kinds = {RecordKind::BytesReceived}}).count(u'\n'), 2);
    QCOMPARE(print({.sockets = {2}, .kinds = {RecordKind::BytesReceived}}),
             u"    6.000011  #2   ←  data           5 B  ␛[2J\\xff  (no handler)\n"_s);
    QCOMPARE(print({.sockets = {77}}), QString());
    QCOMPARE(print({.kinds = {RecordKind::FileName}}),
             u"    0.000000          file                /home/me/line.js\n"_s);
    QCOMPARE(print({.kinds = {RecordKind::BytesSent}, .previewChars = 3}),
             u"    4.000007  #1   →  write          6 B  PI…  @ line.js:13:9\n"_s);
}

void TestJournalText::severalIterations()
{
    {
        const auto writer = JournalWriter::create(path(), {}, nullptr);
        for (std::uint32_t i = 0; i < 3; ++i) {
            RecordHead head;
            head.kind = RecordKind::IterationStarted;
            head.vu = i;
            head.iteration = i * 10;
            writer->append(head);
        }
    }
    setTimes();
    QCOMPARE(print(), u"    0.000000                  iteration\n"
                      "    1.000001  1/10            iteration\n"
                      "    2.000003  2/20            iteration\n"_s);
}

void TestJournalText::footer()
{
    const auto writer = JournalWriter::create(path(), {.maxBytes = 16 << 10}, nullptr);
    writer->append({}, "x");
    QVERIFY(print().endsWith(u"-- the journal was not closed: its session still runs, or its process was killed\n"));
    while (writer->totals().stopReason.isEmpty())
        writer->append({}, QByteArray(1000, 'x'));
    writer->append({}, "ab");
    writer->close();
    QVERIFY2(print().endsWith(u"-- not captured: 2 records with 1002 bytes\n"), qPrintable(print()));
    QVERIFY(print().contains(u"capture-stopped"));
    QVERIFY(QFile::resize(path(), 200));
    QVERIFY(print().contains(u"-- the file was cut: its end is missing\n"));
}

void TestJournalText::errors()
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QString error;
    QVERIFY(!JournalText({}).print(u"/nonexistent"_s, buffer, &error));
    QCOMPARE(error, u"Can't read the journal '/nonexistent': No such file or directory."_s);
    QVERIFY(!JournalText({}).print(u"/nonexistent"_s, buffer, nullptr));

    writeSample();
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QVERIFY(!JournalText({}).print(path(), full, &error));
    QCOMPARE(error, u"Can't write: No space left on device."_s);

    QFile damaged(path());
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    JournalReader reader;
    QVERIFY(reader.open(path()));
    (void)reader.next();
    (void)reader.next();
    QVERIFY(damaged.seek(reader.offset() + 4) && damaged.putChar('\0'));
    damaged.close();
    QVERIFY(!JournalText({}).print(path(), buffer, &error));
    QVERIFY2(error.contains(u"is damaged"), qPrintable(error));
    QVERIFY2(buffer.data().contains("line.js"), "what comes before the damage is printed");
}

void TestJournalText::memoryStaysFlat()
{
    {
        const auto writer = JournalWriter::create(path(), {}, nullptr);
        for (int i = 0; i < 4000; ++i)
            writer->append({}, QByteArray(100'000, 'x')); // 400 MB
    }
    const auto residentKb = [] {
        std::ifstream status("/proc/self/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmHWM:"))
                return std::stol(line.substr(6));
        return 0L;
    };
    const auto before = residentKb();
    QFile nowhere(u"/dev/null"_s);
    QVERIFY(nowhere.open(QIODevice::WriteOnly));
    QString error;
    QVERIFY2(JournalText({}).print(path(), nowhere, &error), qPrintable(error));
    QVERIFY2(!test::isMemoryMeasurable || residentKb() - before < 50'000,
             qPrintable(QString::number(residentKb() - before)));
}

QTEST_GUILESS_MAIN(TestJournalText)
#include "tst_journal_text.moc"
