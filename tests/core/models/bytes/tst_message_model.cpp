// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/bytes/message_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestMessageModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows();
    void bothDirections();
    void liveSplitsGiveTheSameRows();
    void summaries();
    void instants();
    void borders_data();
    void borders();
    void bordersOfChunks();
    void bordersBeforeAnError();
    void errors();
    void functions();
    void loopingFunction();
    void limit();
    void aHundredMegabytes();
};

namespace {

struct Messages
{
    explicit Messages(ByteLane lane = ByteLane::Received, bool isTested = true)
    {
        if (isTested) // it looks at all rows with each change
            tester.emplace(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        settings.setKind(FramingSettings::Delimiter);
        model.setView({.socket = 1, .lane = lane});
    }
    void add(RecordKind kind, const QByteArray &bytes) { journal.add(kind, 1, bytes); }
    void load()
    {
        const auto read = journal.read();
        records += read;
        index.append(read);
        QTRY_VERIFY_WITH_TIMEOUT(!model.isBusy(), 30'000);
    }
    [[nodiscard]] QVariant value(int row, int role) const { return model.index(row).data(role); }
    [[nodiscard]] QStringList previews() const
    {
        QStringList texts;
        for (int row = 0; row < model.count(); ++row)
            texts += value(row, MessageModel::PreviewRole).toString();
        return texts;
    }
    JournalFixture journal;
    ByteIndex index;
    QList<Record> records;
    FramingSettings settings;
    MessageModel model{index, journal.reader, settings};
    std::optional<QAbstractItemModelTester> tester;
};

constexpr auto In = RecordKind::BytesReceived;
constexpr auto Out = RecordKind::BytesSent;

} // namespace

void TestMessageModel::rows()
{
    Messages m;
    m.add(In, "one\ntw");
    m.add(Out, "ignored\n");
    m.add(In, "o\n");
    m.add(In, "\xff\nrest");
    m.load();
    QCOMPARE(m.previews(), (QStringList{u"one␊"_s, u"two␊"_s, u"\\xff␊"_s, u"rest"_s}));
    QCOMPARE(m.value(1, MessageModel::NumberRole), 2);
    QCOMPARE(m.value(1, MessageModel::PositionRole), 4);
    QCOMPARE(m.value(1, MessageModel::SizeRole), 4);
    QCOMPARE(m.value(1, MessageModel::ChunksRole), 2);
    QCOMPARE(m.value(0, MessageModel::ChunksRole), 1);
    QCOMPARE(m.value(1, MessageModel::TimeRole), qint64{m.records[0].timeNs});
    QCOMPARE(m.value(1, MessageModel::EndTimeRole), qint64{m.records[2].timeNs});
    QCOMPARE(m.value(1, MessageModel::DirectionLabelRole), u"received"_s);
    QVERIFY(m.value(2, MessageModel::CompleteRole).toBool());
    QVERIFY(!m.value(3, MessageModel::CompleteRole).toBool());
    m.settings.setKind(FramingSettings::Chunks);
    QTRY_COMPARE(m.previews(), (QStringList{u"one␊tw"_s, u"o␊"_s, u"\\xff␊rest"_s}));
    m.settings.setFixedSize(6);
    m.settings.setKind(FramingSettings::FixedSize);
    QTRY_COMPARE(m.previews(), (QStringList{u"one␊tw"_s, u"o␊\\xff␊re"_s, u"st"_s}));
}

void TestMessageModel::bothDirections()
{
    Messages m(ByteLane::Both);
    m.add(Out, "GET");
    m.add(In, "hello\nwor");
    m.add(Out, " 1\nG");
    m.add(In, "ld\n");
    m.load();
    QCOMPARE(m.previews(), (QStringList{u"hello␊"_s, u"GET 1␊"_s, u"world␊"_s, u"G"_s}));
    QCOMPARE(m.model.rowAt(false, 0), 1);
    QCOMPARE(m.model.rowAt(true, 7), 2);
    QCOMPARE(m.model.rowAt(false, 6), 3);
    QCOMPARE(m.model.rowAt(true, 12), -1);
    m.model.setView({.socket = 1, .lane = ByteLane::Sent});
    QCOMPARE(m.previews(), (QStringList{u"GET 1␊"_s, u"G"_s}));
    QVERIFY(m.model.startsAt(true, 6));
    QVERIFY(!m.model.startsAt(true, 7));
    m.model.setView({.socket = 2, .lane = ByteLane::Both});
    QCOMPARE(m.model.count(), 0);
}

void TestMessageModel::liveSplitsGiveTheSameRows()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 5; ++round) {
        Messages m(ByteLane::Both);
        std::array<QByteArray, 2> streams;
        std::array<QStringList, 2> expected;
        for (std::size_t side = 0; side < 2; ++side)
            for (int i = 0; i < 100; ++i) {
                const QByteArray text(random.bounded(20), static_cast<char>('a' + i % 26));
                streams[side] += text + '\n';
                expected[side] += QString::fromLatin1(text) + u'␊';
            }
        while (!streams[0].isEmpty() || !streams[1].isEmpty()) {
            auto &stream = streams[random.bounded(2)];
            const auto size = std::min<qsizetype>(stream.size(), random.bounded(1, 60));
            m.add(&stream == &streams[0] ? Out : In, stream.first(size));
            stream.remove(0, size);
            if (random.bounded(4) == 0)
                m.load();
        }
        m.load();
        std::array<QStringList, 2> found;
        for (int row = 0; row < m.model.count(); ++row)
            found[m.value(row, MessageModel::ReceivedRole).toBool() ? 1 : 0] +=
                m.value(row, MessageModel::PreviewRole).toString();
        QCOMPARE(found[0], expected[0]);
        QCOMPARE(found[1], expected[1]);
    }
}

void TestMessageModel::summaries()
{
    Messages m;
    QCOMPARE(m.model.summary(), QString());
    m.settings.setKind(FramingSettings::LengthPrefix);
    m.settings.setFieldWidth(1);
    m.add(In, QByteArray("\3abc\3d", 6));
    m.add(In, QByteArray("ef\1x", 4));
    m.load();
    QCOMPARE(m.model.summary(), u"3 messages, 1 split over chunks, 2 start inside a chunk"_s);
    m.add(In, QByteArray("\7ab", 3));
    m.load();
    QCOMPARE(m.model.summary(),
             u"3 messages, 1 split over chunks, 2 start inside a chunk, last one incomplete (needs 5 more bytes)"_s);
    m.add(In, "abcd");
    m.load();
    QVERIFY(m.model.summary().endsWith(u"(needs 1 more byte)"));
}

void TestMessageModel::instants()
{
    Messages m;
    for (const auto *text : {"a\nb", "c\n", "d\ne"}) {
        m.add(In, text);
        QTest::qWait(2); // times differ
    }
    m.load();
    QCOMPARE(m.previews(), (QStringList{u"a␊"_s, u"bc␊"_s, u"d␊"_s, u"e"_s}));
    m.model.setView({.socket = 1, .lane = ByteLane::Received, .instant = m.records[0].timeNs});
    QCOMPARE(m.previews(), (QStringList{u"a␊"_s, u"b"_s}));
    m.model.setView({.socket = 1, .lane = ByteLane::Received, .instant = m.records[1].timeNs});
    QCOMPARE(m.previews(), (QStringList{u"a␊"_s, u"bc␊"_s}));
    m.model.setView({.socket = 1, .lane = ByteLane::Both, .instant = m.records[1].timeNs});
    QCOMPARE(m.previews(), (QStringList{u"a␊"_s, u"bc␊"_s}));
    m.model.setView({.socket = 1, .lane = ByteLane::Received, .instant = 0});
    QCOMPARE(m.model.count(), 0);
}

void TestMessageModel::borders_data()
{
    QTest::addColumn<QByteArrayList>("chunks");
    QTest::addColumn<QStringList>("labels");
    QTest::addColumn<QStringList>("brief");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("whole") << QByteArrayList{"a\n", "b\n"} << QStringList{u"msg 1"_s, u"msg 2"_s}
                           << QStringList{u"1"_s, u"2"_s} << QStringList{u"holds message 1"_s, u"holds message 2"_s};
    QTest::newRow("in three") << QByteArrayList{"a", "b", "c\n"}
                              << QStringList{u"msg 1 ▸"_s, u"in msg 1"_s, u"ends msg 1"_s}
                              << QStringList{u"1▸"_s, u"▸1▸"_s, u"▸1"_s}
                              << QStringList{u"begins message 1"_s, u"within message 1"_s, u"ends message 1"_s};
    QTest::newRow("several") << QByteArrayList{"a\nb", "b\nc\nd\ne", "e\n", "f\ng\n"}
                             << QStringList{u"msgs 1–2 ▸"_s, u"▸ msgs 2–5 ▸"_s, u"ends msg 5"_s, u"msgs 6–7"_s}
                             << QStringList{u"×2▸"_s, u"▸×4▸"_s, u"▸5"_s, u"×2"_s}
                             << QStringList{u"holds message 1, begins message 2"_s,
                                            u"ends message 2, holds messages 3 to 4, begins message 5"_s,
                                            u"ends message 5"_s, u"holds messages 6 to 7"_s};
}

void TestMessageModel::borders()
{
    QFETCH(const QByteArrayList, chunks);
    QFETCH(const QStringList, labels);
    QFETCH(const QStringList, brief);
    QFETCH(const QStringList, texts);
    Messages m;
    m.add(RecordKind::Console, "text");
    for (const auto &chunk : chunks) {
        m.add(Out, "sent "); // numbered by itself
        m.add(In, chunk);
    }
    m.load();
    QCOMPARE(m.model.bordersOf(m.records[0].offset), MessageBorders());
    for (int i = 0; i < chunks.size(); ++i) {
        const auto record = m.records[2 + 2 * i].offset;
        QCOMPARE(m.model.borderLabel(record, false), labels[i]);
        QCOMPARE(m.model.borderLabel(record, true), brief[i]);
        QCOMPARE(m.model.borderText(record), texts[i]);
    }
}

void TestMessageModel::bordersOfChunks()
{
    Messages m;
    m.add(In, "a\n");
    m.load();
    const auto record = m.records[0].offset;
    QVERIFY(m.model.hasBorders());
    m.settings.setKind(FramingSettings::Chunks); // every row would have one of its own
    QVERIFY(!m.model.hasBorders());
    QCOMPARE(m.model.borderLabel(record, false), QString());
}

void TestMessageModel::bordersBeforeAnError()
{
    Messages m;
    m.settings.setKind(FramingSettings::LengthPrefix);
    m.settings.setFieldWidth(4);
    m.add(In, QByteArray("\0\0\0\1x\xff\xff\xff\xff", 9));
    m.add(In, "more");
    m.load();
    QVERIFY(!m.model.error().isEmpty());
    QCOMPARE(m.model.borderLabel(m.records[0].offset, false), u"msg 1"_s);
    QCOMPARE(m.model.borderLabel(m.records[1].offset, false), QString());
}

void TestMessageModel::errors()
{
    Messages m;
    m.settings.setDelimiter(u"\\q"_s);
    QVERIFY(m.settings.problem().contains(u"no escape"_s));
    m.add(In, "abc");
    m.load();
    QCOMPARE(m.previews(), QStringList{u"abc"_s});
    m.settings.setKind(FramingSettings::LengthPrefix);
    m.add(In, "d");
    m.load();
    QVERIFY2(m.model.error().contains(u"limit"_s), qPrintable(m.model.error()));
    QCOMPARE(m.previews(), QStringList{u"abcd"_s});
}

void TestMessageModel::functions()
{
    Messages m(ByteLane::Both);
    m.settings.setFunction(u"b => 1 + b[0]"_s);
    m.settings.setKind(FramingSettings::Function);
    m.add(In, QByteArray("\2ab\1", 4));
    m.add(Out, QByteArray("\1x\3", 3));
    m.add(In, "c");
    m.load();
    QCOMPARE(m.previews(), (QStringList{u"␂ab"_s, u"␁x"_s, u"␁c"_s, u"␃"_s}));
    QVERIFY2(m.model.summary().contains(u"needs 3 more bytes"_s), qPrintable(m.model.summary()));
    m.add(Out, "abc");
    m.load();
    QCOMPARE(m.previews().last(), u"␃abc"_s);
}

void TestMessageModel::loopingFunction()
{
    Messages m;
    m.settings.setFunction(u"b => { for (;;); }"_s);
    m.settings.setKind(FramingSettings::Function);
    m.add(In, "abc");
    m.load();
    QTRY_VERIFY_WITH_TIMEOUT(m.model.error().contains(u"was stopped"_s), 20'000);
    m.settings.setKind(FramingSettings::Chunks);
    m.load();
    QVERIFY(m.model.error().isEmpty());
    QCOMPARE(m.previews(), QStringList{u"abc"_s});
}

void TestMessageModel::limit()
{
    JournalFixture journal;
    ByteIndex index;
    MessageScan scan(index, journal.reader, 10);
    scan.start(1, {.kind = FramingKind::FixedSize, .fixedSize = 1});
    journal.add(In, 1, QByteArray(100, 'x'));
    index.append(journal.read());
    QTRY_VERIFY(!scan.isBusy());
    QCOMPARE(scan.count(), 10);
    QVERIFY2(scan.error().contains(u"more than 10 messages"_s), qPrintable(scan.error()));
}

void TestMessageModel::aHundredMegabytes()
{
    Messages m(ByteLane::Received, false);
    const auto line = QByteArray(99, 'x') + '\n';
    for (int i = 0; i < 1600; ++i)
        m.add(In, line.repeated(640));
    while (auto record = m.journal.reader.next())
        m.index.append({*record});
    QElapsedTimer clock;
    clock.start();
    qint64 longestTurn = 0;
    while (m.model.isBusy()) {
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents();
        longestTurn = std::max(longestTurn, turn.nsecsElapsed());
        QVERIFY(clock.elapsed() < 100'000);
    }
    qInfo("a million messages of 100 MB took %lld ms in turns of at most %.1f ms", clock.elapsed(),
          double(longestTurn) / 1e6);
    QCOMPARE(m.model.count(), 1'024'000);
}

QTEST_GUILESS_MAIN(TestMessageModel)
#include "tst_message_model.moc"
