// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/framer.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestFramer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chunks();
    void frames_data();
    void frames();
    void randomSplitsGiveTheSameMessages();
    void gaps();
    void impossibleLengths();
    void problems();

private:
    static QList<qint64> endsOf(const FramingSpec &spec, const QByteArray &bytes, const QList<qsizetype> &cuts,
                                qint64 *missing = nullptr);
};

/// The ends found where the bytes come in pieces that end at `cuts`.
QList<qint64> TestFramer::endsOf(const FramingSpec &spec, const QByteArray &bytes, const QList<qsizetype> &cuts,
                                 qint64 *missing)
{
    const auto framer = makeFramer(spec);
    QList<qint64> ends;
    qsizetype from = 0;
    auto all = cuts;
    all.append(bytes.size());
    for (const auto cut : all) {
        const auto piece = bytes.mid(from, cut - from);
        framer->feed({.bytes = piece, .size = piece.size()}, ends);
        from = cut;
    }
    if (missing)
        *missing = framer->missingBytes();
    return ends;
}

void TestFramer::chunks()
{
    const auto framer = makeFramer({.kind = FramingKind::Chunks});
    QVERIFY(!framer->needsBytes());
    QList<qint64> ends;
    framer->feed({.bytes = {}, .size = 3}, ends);
    framer->feed({.bytes = {}, .size = 5, .endsChunk = false}, ends);
    framer->feed({.bytes = {}, .size = 2}, ends);
    QCOMPARE(ends, (QList<qint64>{3, 10}));
}

void TestFramer::frames_data()
{
    QTest::addColumn<FramingSpec>("spec");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<qint64>>("ends");
    QTest::addColumn<qint64>("missing");
    const auto row = [](const char *name, const FramingSpec &spec, const QByteArray &bytes, const QList<qint64> &ends,
                        qint64 missing) { QTest::newRow(name) << spec << bytes << ends << missing; };
    const FramingSpec crlf{.kind = FramingKind::Delimiter, .delimiter = "\r\n"_ba};
    row("delimiter", crlf, "a\r\n\r\nbc\r\nd\r", {3, 5, 9}, -1);
    row("delimiter only", crlf, "\r\n", {2}, -1);
    row("overlapping delimiter", {.kind = FramingKind::Delimiter, .delimiter = "aa"_ba}, "aaaaa", {2, 4}, -1);
    FramingSpec length{.kind = FramingKind::LengthPrefix, .fieldWidth = 2};
    row("big endian 2", length, QByteArray("\0\3abc\0\0\0\2x", 10), {5, 7}, 1);
    length.isBigEndian = false;
    row("little endian 2", length, QByteArray("\3\0abc\1\0x\1", 9), {5, 8}, -1);
    length.countsHeader = true;
    length.fieldOffset = 1;
    row("offset, counts all", length, QByteArray("T\5\0abT\3\0T\4", 10), {5, 8}, -1);
    row("1 byte", {.kind = FramingKind::LengthPrefix, .fieldWidth = 1}, QByteArray("\2ab\0\1", 5), {3, 4}, 1);
    row("8 bytes", {.kind = FramingKind::LengthPrefix, .fieldWidth = 8}, QByteArray("\0\0\0\0\0\0\0\1x", 9), {9}, -1);
    row("fixed", {.kind = FramingKind::FixedSize, .fixedSize = 4}, "abcdefghij", {4, 8}, 2);
    row("fixed, nothing begun", {.kind = FramingKind::FixedSize, .fixedSize = 5}, "abcdefghij", {5, 10}, 0);
}

void TestFramer::frames()
{
    QFETCH(FramingSpec, spec);
    QFETCH(QByteArray, bytes);
    QFETCH(QList<qint64>, ends);
    QFETCH(qint64, missing);
    qint64 stillMissing = 0;
    QCOMPARE(endsOf(spec, bytes, {}, &stillMissing), ends); // coalesced
    QCOMPARE(stillMissing, missing);
    QList<qsizetype> everyByte;
    for (qsizetype i = 1; i < bytes.size(); ++i)
        everyByte.append(i);
    QCOMPARE(endsOf(spec, bytes, everyByte, &stillMissing), ends);
    QCOMPARE(stillMissing, missing);
}

void TestFramer::randomSplitsGiveTheSameMessages()
{
    QRandomGenerator random(20240517);
    for (int round = 0; round < 300; ++round) {
        QByteArray bytes;
        QList<qint64> expected;
        const bool isLength = round % 2 == 0;
        const int offset = int(random.bounded(4));
        const int width = 1 << random.bounded(4);
        const bool isBig = random.bounded(2) == 0;
        for (int message = 0; message < 20; ++message) {
            QByteArray body(random.bounded(200), 'x');
            if (isLength) {
                std::array<char, 8> field{};
                const auto size = static_cast<quint64>(body.size());
                isBig ? qToBigEndian(size, field.data()) : qToLittleEndian(size, field.data());
                body = QByteArray(offset, 'h') + QByteArray(field.data() + (isBig ? 8 - width : 0), width) + body;
            } else {
                for (auto &byte : body)
                    byte = random.bounded(3) == 0 ? '\r' : 'y';
                body += "\r\n";
            }
            bytes += body;
            expected.append(bytes.size());
        }
        QList<qsizetype> cuts;
        for (auto i = random.bounded(30); i > 0; --i)
            cuts.append(random.bounded(int(bytes.size())));
        std::sort(cuts.begin(), cuts.end());
        const FramingSpec spec{.kind = isLength ? FramingKind::LengthPrefix : FramingKind::Delimiter,
                               .delimiter = "\r\n"_ba,
                               .fieldWidth = width,
                               .isBigEndian = isBig,
                               .fieldOffset = offset};
        QCOMPARE(endsOf(spec, bytes, cuts), expected);
    }
}

void TestFramer::gaps()
{
    const auto framer = makeFramer({.kind = FramingKind::IdleGap, .gapMs = 100});
    QList<qint64> ends;
    constexpr qint64 ms = 1'000'000;
    framer->feed({.bytes = {}, .size = 4, .timeNs = 1000 * ms}, ends);
    framer->feed({.bytes = {}, .size = 4, .timeNs = 1099 * ms}, ends);
    QVERIFY(ends.isEmpty());
    framer->feed({.bytes = {}, .size = 1, .timeNs = 1199 * ms}, ends);
    framer->feed({.bytes = {}, .size = 1, .timeNs = 5000 * ms}, ends);
    QCOMPARE(ends, (QList<qint64>{8, 9}));
}

void TestFramer::impossibleLengths()
{
    FramingSpec spec{.kind = FramingKind::LengthPrefix};
    const auto huge = makeFramer(spec);
    QList<qint64> ends;
    huge->feed({.bytes = QByteArrayView("\0\0\0\1xGET /", 10), .size = 10}, ends);
    huge->feed({.bytes = "HTTP\0\0\0\0"_ba, .size = 8}, ends);
    QCOMPARE(ends, QList<qint64>{5});
    QVERIFY2(huge->error().contains(u"byte 5 states a length of 1195725856"_s), qPrintable(huge->error()));
    QCOMPARE(huge->missingBytes(), -1);

    spec.countsHeader = true;
    const auto low = makeFramer(spec);
    low->feed({.bytes = QByteArrayView("\0\0\0\2xx", 6), .size = 6}, ends);
    QVERIFY2(low->error().contains(u"less than its header of 4"_s), qPrintable(low->error()));

    spec = {.kind = FramingKind::LengthPrefix, .fieldWidth = 8};
    const auto negative = makeFramer(spec);
    negative->feed({.bytes = "\xff\xff\xff\xff\xff\xff\xff\xff"_ba, .size = 8}, ends);
    QVERIFY2(negative->error().contains(u"18446744073709551615"_s), qPrintable(negative->error()));
}

void TestFramer::problems()
{
    QVERIFY(framingProblem({}).isEmpty());
    QVERIFY(!framingProblem({.kind = FramingKind::Delimiter, .delimiter = {}}).isEmpty());
    QVERIFY(!framingProblem({.kind = FramingKind::LengthPrefix, .fieldWidth = 3}).isEmpty());
    QVERIFY(!framingProblem({.kind = FramingKind::LengthPrefix, .fieldOffset = -1}).isEmpty());
    QVERIFY(!framingProblem({.kind = FramingKind::FixedSize, .fixedSize = 0}).isEmpty());
    QVERIFY(!framingProblem({.kind = FramingKind::IdleGap, .gapMs = 0}).isEmpty());
    QVERIFY(!framingProblem({.kind = FramingKind::Function}).isEmpty());
    QVERIFY(!makeFramer({.kind = FramingKind::FixedSize, .fixedSize = 0}));
}

QTEST_GUILESS_MAIN(TestFramer)
#include "tst_framer.moc"
