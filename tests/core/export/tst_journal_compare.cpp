// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_compare.h"
#include "journal/journal_writer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

struct Act
{
    RecordKind kind = RecordKind::BytesSent;
    std::uint32_t socket = 1;
    QByteArray text{}; // of a state: its cause
    JournalState state = JournalState::None;
};

Act sent(const QByteArray &bytes, std::uint32_t socket = 1)
{
    return {RecordKind::BytesSent, socket, bytes};
}

Act received(const QByteArray &bytes, std::uint32_t socket = 1)
{
    return {RecordKind::BytesReceived, socket, bytes};
}

Act state(JournalState state, const QByteArray &cause = {})
{
    return {RecordKind::StateChanged, 1, cause, state};
}

} // namespace

Q_DECLARE_METATYPE(QList<Act>)

class TestJournalCompare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pairs_data();
    void pairs();
    void context();
    void longStreams();
    void unreadable();

private:
    [[nodiscard]] QString write(const QString &name, const QList<Act> &acts) const;

    QTemporaryDir m_folder;
};

QString TestJournalCompare::write(const QString &name, const QList<Act> &acts) const
{
    const QString path = m_folder.filePath(name);
    const auto journal = JournalWriter::create(path, {}, nullptr);
    for (const Act &act : acts) {
        RecordHead head;
        head.kind = act.kind;
        head.socket = act.socket;
        head.stateAfter = act.state;
        const bool isState = act.kind == RecordKind::StateChanged;
        journal->append(head, isState ? QByteArray() : act.text, isState ? act.text : QByteArray());
    }
    return path;
}

void TestJournalCompare::pairs_data()
{
    using enum JournalState;
    QTest::addColumn<QList<Act>>("first");
    QTest::addColumn<QList<Act>>("second");
    QTest::addColumn<bool>("equal");
    QTest::addColumn<bool>("equalInChunks");
    using Acts = QList<Act>;
    QTest::newRow("empty") << Acts{} << Acts{} << true << true;
    QTest::newRow("same") << Acts{sent("a"), received("b")} << Acts{sent("a"), received("b")} << true << true;
    QTest::newRow("other chunks") << Acts{sent("ab"), received("cd")}
                                  << Acts{sent("a"), received("c"), sent("b"), received("d")} << true << false;
    QTest::newRow("other bytes") << Acts{sent("ab")} << Acts{sent("ac")} << false << false;
    QTest::newRow("other direction") << Acts{sent("a")} << Acts{received("a")} << false << false;
    QTest::newRow("shorter") << Acts{sent("ab")} << Acts{sent("a")} << false << false;
    QTest::newRow("one more socket") << Acts{sent("a")} << Acts{sent("a"), sent("", 2)} << false << false;
    QTest::newRow("other numbers") << Acts{sent("a", 3)} << Acts{sent("a", 7)} << true << true;
    QTest::newRow("errors with other ports")
        << Acts{state(Opening), state(Disconnected, "127.0.0.1:5")}
        << Acts{state(Opening), state(Disconnected, "127.0.0.1:6")} << true << true;
    QTest::newRow("who closed") << Acts{state(Open), state(Destroyed, "peer FIN")}
                                << Acts{state(Open), state(Destroyed, "destroy()")} << false << false;
    QTest::newRow("FIN and RST") << Acts{state(Open), state(Destroyed, "peer FIN")}
                                 << Acts{state(Open), state(Destroyed, "peer RST")} << false << false;
    QTest::newRow("still open here") << Acts{state(Open)} << Acts{state(Open), state(Destroyed, "destroy()")} << true
                                     << true;
    QTest::newRow("still open there") << Acts{state(Open), state(Destroyed, "the iteration ended")} << Acts{state(Open)}
                                      << true << true;
    QTest::newRow("closed by the peer in one")
        << Acts{state(Open)} << Acts{state(Open), state(Destroyed, "peer FIN")} << false << false;
}

void TestJournalCompare::pairs()
{
    QFETCH(const QList<Act>, first);
    QFETCH(const QList<Act>, second);
    const QString a = write(u"a"_s, first);
    const QString b = write(u"b"_s, second);
    const JournalComparison plain = compareJournals(a, b);
    const JournalComparison chunks = compareJournals(a, b, {.chunks = true});
    QCOMPARE(plain.error, QString());
    QTEST(plain.isEqual(), "equal");
    QTEST(chunks.isEqual(), "equalInChunks");
    QTEST(!comparisonText(plain).contains(u"differ"_s), "equal");
}

void TestJournalCompare::context()
{
    QByteArray bytes(100, 'x');
    const QString a = write(u"a"_s, {sent(bytes.left(30)), sent(bytes.mid(30))});
    bytes[50] = '!';
    const QString b = write(u"b"_s, {sent(bytes)});
    const JournalComparison comparison = compareJournals(a, b);
    const StreamComparison &stream = comparison.sockets.first().sent;
    QCOMPARE(stream.differsAt, 50);
    QCOMPARE(stream.contextAt, 32);
    QCOMPARE(stream.firstContext, QByteArray(48, 'x'));
    QCOMPARE(stream.secondContext.indexOf('!'), 18);
    QVERIFY(comparison.sockets.first().received.isEqual());
    const QString text = comparisonText(comparison);
    QVERIFY2(text.contains(u"  sent: differs from byte 50 on; A has 100, B has 100\n    A 00000020  78 78"_s),
             qPrintable(text));
    QVERIFY2(text.endsWith(u"The sessions differ in 1 of 1 sockets.\n"_s), qPrintable(text));
}

/// Cut differently, and different in the very last byte; can be cancelled.
void TestJournalCompare::longStreams()
{
    QByteArray bytes(5 << 20, 'x');
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 31 % 253);
    QList<Act> chunks;
    for (qsizetype at = 0; at < bytes.size(); at += 4096)
        chunks.append(received(bytes.mid(at, 4096)));
    const QString a = write(u"a"_s, {received(bytes)});
    const QString b = write(u"b"_s, chunks);
    QVERIFY(compareJournals(a, b).isEqual());
    chunks.last().text.back() = '?';
    const QString c = write(u"c"_s, chunks);
    QCOMPARE(compareJournals(a, c).sockets.first().received.differsAt, bytes.size() - 1);
    double last = 0;
    const JournalComparison watched = compareJournals(a, b, {.progress = [&](double done) {
                                                          const bool grows = done >= last && done <= 1;
                                                          last = done;
                                                          return grows;
                                                      }});
    QVERIFY(watched.isEqual() && last > 0.8);
    const JournalComparison cancelled = compareJournals(a, b, {.progress = [](double done) { return done < 0.7; }});
    QVERIFY(cancelled.isCancelled && !cancelled.isEqual() && !cancelled.error.isEmpty());
}

void TestJournalCompare::unreadable()
{
    const QString a = write(u"a"_s, {});
    for (const auto &[first, second] : {std::pair(a, u"/nowhere"_s), std::pair(u"/nowhere"_s, a)}) {
        const JournalComparison comparison = compareJournals(first, second);
        QVERIFY2(comparison.error.contains(u"/nowhere"_s), qPrintable(comparison.error));
        QVERIFY(!comparison.isEqual());
    }
}

QTEST_GUILESS_MAIN(TestJournalCompare)
#include "tst_journal_compare.moc"
