// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/session_comparison.h"
#include "recorded_session.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Side = SessionComparison::Side;

class TestSessionComparison : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void conversations_data();
    void conversations();
    void bordersOfChunksDontCount();
    void randomStreamsAreWhole();
    void longInsertion();
    void sockets();
    void states();
    void limits();
    void bigSession();
    void unreadableAndCancelled();

private:
    [[nodiscard]] RecordedSession session(const QString &name) { return RecordedSession(m_folder->filePath(name)); }
    [[nodiscard]] static std::unique_ptr<SessionComparison> compared(const RecordedSession &a, const RecordedSession &b,
                                                                     const SessionComparison::Options &options = {});
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// "> PING | PONG" a row of bytes, one side empty where only the other has it; line ends are left out.
QString shown(SessionComparison &comparison, const ComparisonRow &row)
{
    const QString sign = row.isSent ? u"> "_s : u"< "_s;
    const QString first = QString::fromUtf8(comparison.bytes(Side::First, row).trimmed());
    const QString second = QString::fromUtf8(comparison.bytes(Side::Second, row).trimmed());
    return sign + (row.mark == ComparisonRow::Equal ? first : first + u" | "_s + second);
}

QStringList shown(SessionComparison &comparison)
{
    QStringList lines;
    for (const ComparisonRow &row : comparison.rows()) {
        if (row.kind == ComparisonRow::Bytes)
            lines += shown(comparison, row).trimmed();
    }
    return lines;
}

/// One side of all rows of one direction, put together again.
QByteArray whole(SessionComparison &comparison, Side side, bool isSent)
{
    QByteArray bytes;
    for (const ComparisonRow &row : comparison.rows()) {
        if (row.kind == ComparisonRow::Bytes && row.isSent == isSent)
            bytes += comparison.bytes(side, row);
    }
    return bytes;
}

} // namespace

std::unique_ptr<SessionComparison> TestSessionComparison::compared(const RecordedSession &a, const RecordedSession &b,
                                                                   const SessionComparison::Options &options)
{
    auto comparison = std::make_unique<SessionComparison>(SessionComparison::Source{a.path(), u"a"_s},
                                                          SessionComparison::Source{b.path(), u"b"_s});
    if (!comparison->compare(options))
        qFatal("%s", qPrintable(comparison->error()));
    return comparison;
}

void TestSessionComparison::conversations_data()
{
    QTest::addColumn<QByteArrayList>("first");
    QTest::addColumn<QByteArrayList>("second");
    QTest::addColumn<QStringList>("rows");
    const auto row = [](const char *name, const QByteArrayList &first, const QByteArrayList &second,
                        const QStringList &rows) { QTest::newRow(name) << first << second << rows; };
    row("nothing", {}, {}, {});
    row("same", {"> PING", "< +PONG"}, {"> PING", "< +PONG"}, {u"> PING"_s, u"< +PONG"_s});
    row("another answer", {"> PING", "< +PONG", "> QUIT"}, {"> PING", "< -ERR", "> QUIT"},
        {u"> PING"_s, u"< +PONG | -ERR"_s, u"> QUIT"_s});
    row("one more request", {"> PING", "< +PONG", "> QUIT", "< +OK"},
        {"> PING", "< +PONG", "> GET k", "< $-1", "> QUIT", "< +OK"},
        {u"> PING"_s, u"< +PONG"_s, u">  | GET k"_s, u"<  | $-1"_s, u"> QUIT"_s, u"< +OK"_s});
    row("one fewer", {"> a", "< b", "> c", "< d"}, {"> c", "< d"}, {u"> a |"_s, u"< b |"_s, u"> c"_s, u"< d"_s});
    row("cut early", {"> a", "< b"}, {"> a", "< b", "> c", "< d", "> e"},
        {u"> a"_s, u"< b"_s, u">  | c"_s, u"<  | d"_s, u">  | e"_s});
    row("an event later", {"> a", "> b", "< c"}, {"> a", "< c", "> b"}, {u"> a"_s, u"> b"_s, u"< c"_s});
    row("one more before a similar one", {"> GET a", "> TOTAL 4"}, {"> GET a", "> COUPON x", "> TOTAL 5"},
        {u"> GET a"_s, u">  | COUPON x"_s, u"> TOTAL 4 | TOTAL 5"_s});
    row("only received", {"< hello"}, {"< hullo"}, {u"< hello | hullo"_s});
}

void TestSessionComparison::conversations()
{
    QFETCH(const QByteArrayList, first);
    QFETCH(const QByteArrayList, second);
    QFETCH(const QStringList, rows);
    RecordedSession a = session(u"a"_s);
    RecordedSession b = session(u"b"_s);
    const auto comparison = compared(a.lines(first), b.lines(second));
    QCOMPARE(shown(*comparison), rows);
    const bool isEqual = rows.filter(u"|"_s).isEmpty();
    QCOMPARE(comparison->differentPairs(), isEqual ? 0U : 1U);
}

/// Equal streams are equal rows, however they were cut and whichever direction came between.
void TestSessionComparison::bordersOfChunksDontCount()
{
    RecordedSession a = session(u"a"_s);
    RecordedSession b = session(u"b"_s);
    a.sent("\x01\x02\x03\x04").received("hel").sent("\x05\x06").received("lo\nwor").received("ld\n");
    b.sent("\x01").sent("\x02\x03\x04\x05").received("hello\nworld").sent("\x06").received("\n");
    const auto comparison = compared(a, b);
    QCOMPARE(comparison->differentPairs(), 0U);
    QCOMPARE(whole(*comparison, Side::First, true), QByteArray("\x01\x02\x03\x04\x05\x06"));
    QCOMPARE(whole(*comparison, Side::Second, false), QByteArray("hello\nworld\n"));
    RecordedSession c = session(u"c"_s);
    c.sent("\x01").sent("\x02\x03\x04\x05").received("hello\nworld").sent("\x07").received("\n");
    QCOMPARE(compared(a, c)->differentPairs(), 1U);
}

/// Whatever the bytes: the rows make up both streams, and they are all equal exactly if the streams are.
void TestSessionComparison::randomStreamsAreWhole()
{
    QRandomGenerator random(3);
    const auto randomBytes = [&](qsizetype size, int letters) {
        QByteArray bytes(size, '\n');
        for (char &byte : bytes)
            byte = char(random.bounded(letters) + '\n');
        return bytes;
    };
    for (int round = 0; round < 24; ++round) {
        const QByteArray first =
            randomBytes(random.bounded(round % 6 == 0 ? 400'000 : 3000), round % 3 == 0 ? 240 : 12);
        QByteArray second = first;
        const int changes = round % 4;
        for (int i = 0; i < changes; ++i) {
            const qsizetype at = random.bounded(int(second.size()) + 1);
            i % 2 ? second.insert(at, randomBytes(random.bounded(300) + 1, 12))
                  : second.remove(at, random.bounded(200));
        }
        RecordedSession a = session(u"a%1"_s.arg(round));
        RecordedSession b = session(u"b%1"_s.arg(round));
        const auto write = [&](RecordedSession &to, const QByteArray &bytes) {
            for (qsizetype at = 0; at < bytes.size();) {
                const qsizetype size = std::min<qsizetype>(random.bounded(900) + 1, bytes.size() - at);
                to.sent(bytes.mid(at, size));
                if (random.bounded(3) == 0)
                    to.received("x");
                at += size;
            }
        };
        write(a, first);
        write(b, second);
        const auto comparison = compared(a, b);
        QCOMPARE(whole(*comparison, Side::First, true), first);
        QCOMPARE(whole(*comparison, Side::Second, true), second);
        bool isEqual = true;
        for (const ComparisonRow &row : comparison->rows()) {
            if (row.kind != ComparisonRow::Bytes || !row.isSent)
                continue;
            isEqual &= row.mark == ComparisonRow::Equal;
            QCOMPARE(row.mark == ComparisonRow::Equal,
                     comparison->bytes(Side::First, row) == comparison->bytes(Side::Second, row));
            QVERIFY(row.firstBytes <= StreamWindow::MaxPieceBytes && row.secondBytes <= StreamWindow::MaxPieceBytes);
        }
        QCOMPARE(isEqual, first == second);
    }
}

void TestSessionComparison::longInsertion()
{
    RecordedSession a = session(u"a"_s);
    RecordedSession b = session(u"b"_s);
    const auto line = [](int number) { return QByteArray("line ") + QByteArray::number(number) + '\n'; };
    for (int i = 0; i < 2000; ++i) {
        a.received(line(i));
        b.received(line(i));
        if (i == 1000) {
            for (int more = 0; more < 4000; ++more)
                b.received("more " + QByteArray::number(more) + '\n');
        }
    }
    const auto comparison = compared(a, b);
    int equal = 0;
    int added = 0;
    for (const ComparisonRow &row : comparison->rows()) {
        equal += row.kind == ComparisonRow::Bytes && row.mark == ComparisonRow::Equal;
        added += row.mark == ComparisonRow::OnlySecond;
    }
    QCOMPARE(equal, 2000);
    QCOMPARE(added, 4000);
}

void TestSessionComparison::sockets()
{
    RecordedSession a = session(u"a"_s);
    RecordedSession b = session(u"b"_s);
    a.connects("localhost:1", 1).sent("a\n", 1).sent("b\n", 4);
    b.connects("localhost:2", 2).sent("a\n", 2).sent("x\n", 3).sent("c\n", 5);
    const auto comparison = compared(a, b);
    QCOMPARE(comparison->pairs(), 3U);
    QCOMPARE(comparison->differentPairs(), 2U);
    QVERIFY(!comparison->isDifferent(0));
    QCOMPARE(comparison->socket(Side::Second, 0).number, 2U);
    QCOMPARE(comparison->socket(Side::Second, 0).target, u"localhost:2"_s);
    QCOMPARE(comparison->socket(Side::First, 2).number, 0U);
    QCOMPARE(shown(*comparison), (QStringList{u"> a"_s, u"> b | x"_s, u">  | c"_s}));
    QList<int> kinds;
    for (const ComparisonRow &row : comparison->rows())
        kinds += row.kind;
    using enum ComparisonRow::Kind;
    QCOMPARE(kinds, (QList<int>{Socket, Bytes, States, Socket, Bytes, States, Socket, Bytes, States}));
    QCOMPARE(comparison->rows()[6].mark, ComparisonRow::OnlySecond);
}

void TestSessionComparison::states()
{
    const auto states = [this](const QString &name, const QByteArray &end) {
        RecordedSession recorded = session(name);
        recorded.state(JournalState::Opening, "connect()").state(JournalState::Open, "connect()");
        if (!end.isEmpty())
            recorded.state(JournalState::Destroyed, end);
        return recorded;
    };
    const RecordedSession peer = states(u"peer"_s, "peer FIN");
    const RecordedSession own = states(u"own"_s, "destroy()");
    const RecordedSession open = states(u"open"_s, {});
    QCOMPARE(compared(peer, own)->rows().back().mark, ComparisonRow::Different);
    QCOMPARE(compared(peer, own)->differentPairs(), 1U);
    QCOMPARE(compared(own, open)->rows().back().mark, ComparisonRow::Equal); // only the recording ended before
    QCOMPARE(compared(peer, open)->rows().back().mark, ComparisonRow::Different);
    QCOMPARE(compared(open, open)->differentPairs(), 0U);
}

void TestSessionComparison::limits()
{
    RecordedSession a = session(u"a"_s);
    RecordedSession b = session(u"b"_s);
    for (int i = 0; i < 100; ++i) {
        a.sent("equal\n").received(i % 10 == 9 ? "A\n" : "same\n");
        b.sent("equal\n").received(i % 10 == 9 ? "B\n" : "same\n");
    }
    const auto comparison = compared(a, b, {.limits = {.equal = 20, .all = 30}, .progress = {}});
    int bytes = 0;
    std::int64_t stretched = 0;
    for (const ComparisonRow &row : comparison->rows()) {
        bytes += row.kind == ComparisonRow::Bytes;
        stretched += row.kind == ComparisonRow::Stretch ? row.firstBytes : 0;
    }
    QVERIFY(comparison->rows().size() <= 32);
    QVERIFY(stretched >= 80 * 6);
    QVERIFY(comparison->unlisted() > 0);
    QCOMPARE(comparison->rows().back().kind, ComparisonRow::Unlisted);
    QCOMPARE(comparison->rows().back().first, comparison->unlisted());
    const auto all = compared(a, b, {.limits = {.equal = 20, .all = 100'000}, .progress = {}});
    QCOMPARE(all->unlisted(), 0);
    QCOMPARE(shown(*all).filter(u"A | B"_s).size(), 10); // no difference is lost to the limit of equal rows
}

/// 20 MB a side, different in three places.
void TestSessionComparison::bigSession()
{
    RecordedSession a = session(u"a"_s);
    RecordedSession b = session(u"b"_s);
    QByteArray block;
    for (int i = 0; block.size() < 100'000; ++i)
        block += "row " + QByteArray::number(i) + " of the table\r\n";
    for (int i = 0; i < 200; ++i) {
        a.received(block);
        QByteArray other = block;
        if (i == 1 || i == 100 || i == 199)
            other.replace("row 17 ", "row xx ");
        b.received(other);
    }
    QElapsedTimer clock;
    clock.start();
    double last = 0;
    const auto comparison = compared(a, b, {.limits = {}, .progress = [&](double done) {
                                                const bool rises = done >= last && done <= 1;
                                                last = done;
                                                return rises;
                                            }});
    const qint64 took = clock.elapsed();
    QCOMPARE(last, 1.0);
    QCOMPARE(shown(*comparison).filter(u"row 17 of the table | row xx of the table"_s).size(), 3);
    int different = 0;
    for (const ComparisonRow &row : comparison->rows())
        different += row.mark != ComparisonRow::Equal;
    QCOMPARE(different, 3);
    qInfo("20 MB a side took %lld ms", took);
    QVERIFY(took < 30'000);
}

void TestSessionComparison::unreadableAndCancelled()
{
    RecordedSession a = session(u"a"_s);
    a.sent("a\n");
    SessionComparison missing({a.path(), u"a"_s}, {m_folder->filePath(u"none"_s), u"none"_s});
    QVERIFY(!missing.compare());
    QVERIFY(missing.error().contains(u"none"_s));
    QVERIFY(!missing.isCancelled());
    SessionComparison cancelled({a.path(), u"a"_s}, {a.path(), u"a"_s});
    QVERIFY(!cancelled.compare({.limits = {}, .progress = [](double done) { return done < 0.5; }}));
    QVERIFY(cancelled.isCancelled());
}

QTEST_MAIN(TestSessionComparison)
#include "tst_session_comparison.moc"
