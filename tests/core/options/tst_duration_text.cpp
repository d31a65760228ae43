// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/stages_codec.h"
#include "options/duration_text.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr std::int64_t Second = 1'000'000'000;
constexpr std::int64_t Longest = std::numeric_limits<std::int64_t>::max();
constexpr int Rounds = 20'000;

/// Numbers of all sizes, not mostly of the greatest.
std::int64_t anyNumber(QRandomGenerator &random)
{
    return static_cast<std::int64_t>(random.generate64()) >> random.bounded(64);
}

/// Text of pieces that durations and stages are made of, mostly wrong.
QString garbage(QRandomGenerator &random)
{
    static const QStringList pieces = {
        u"1"_s,   u"0"_s,  u"-"_s, u"+"_s, u"."_s, u"h"_s, u"m"_s, u"s"_s,  u"ms"_s, u"µs"_s,
        u"ns"_s,  u"d"_s,  u":"_s, u","_s, u"_"_s, u"e"_s, u" "_s, u"\""_s, u"9"_s,  u"99999999999999999999"_s,
        u"NaN"_s, u"\n"_s, u"x"_s, u"٣"_s};
    QString text;
    for (int i = random.bounded(8); i > 0; --i)
        text += pieces.at(random.bounded(static_cast<int>(pieces.size())));
    return text;
}

} // namespace

class TestDurationText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void go_data();
    void go();
    void extended_data();
    void extended();
    void printing_data();
    void printing();
    void whatIsPrintedIsRead();
    void garbageHasASentence();
    void stagesRoundTrip();
    void garbageOfStagesHasASentence();
};

void TestDurationText::go_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("error");
    const auto good = [](const QString &text, std::int64_t nanoseconds) {
        QTest::newRow(qPrintable(text)) << text << qint64(nanoseconds) << QString();
    };
    good(u"0"_s, 0);
    good(u"-0"_s, 0);
    good(u"1h30m"_s, 5400 * Second);
    good(u"1.5s"_s, Second / 2 * 3);
    good(u"-100ms"_s, -Second / 10);
    good(u"+5s"_s, 5 * Second);
    good(u".5s"_s, Second / 2);
    good(u"5.s"_s, 5 * Second);
    good(u"1s1s"_s, 2 * Second);
    good(u"1µs"_s, 1000);
    good(u"1μs"_s, 1000);
    good(u"1us2ns"_s, 1002);
    good(u"0.3333333333333333333h"_s, 1'200'000'000'000);
    good(u"9223372036854775807ns"_s, Longest);
    good(u"-9223372036854775808ns"_s, std::numeric_limits<std::int64_t>::min());
    good(u"39h9m14.425s"_s, 140'954'425'000'000);
    const auto bad = [](const QString &text, const QString &error) {
        QTest::newRow(qPrintable(u"bad '%1'"_s.arg(text))) << text << qint64(0) << error;
    };
    bad({}, uR"(time: invalid duration "")"_s);
    bad(u"-"_s, uR"(time: invalid duration "-")"_s);
    bad(u"5"_s, uR"(time: missing unit in duration "5")"_s);
    bad(u"1d"_s, uR"(time: unknown unit "d" in duration "1d")"_s);
    bad(u"abc"_s, uR"(time: invalid duration "abc")"_s);
    bad(u".s"_s, uR"(time: invalid duration ".s")"_s);
    bad(u"1 s"_s, uR"(time: unknown unit " s" in duration "1 s")"_s);
    bad(u"1x2s"_s, uR"(time: unknown unit "x" in duration "1x2s")"_s);
    bad(u"9223372036854775808ns"_s, uR"(time: invalid duration "9223372036854775808ns")"_s);
    bad(u"2562048h"_s, uR"(time: invalid duration "2562048h")"_s);
}

void TestDurationText::go()
{
    QFETCH(const QString, text);
    QString error;
    const std::optional<std::int64_t> nanoseconds = parseGoDuration(text, &error);
    QTEST(error, "error");
    QCOMPARE(nanoseconds.has_value(), error.isEmpty());
    QTEST(qint64(nanoseconds.value_or(0)), "nanoseconds");
}

void TestDurationText::extended_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("error");
    const auto good = [](const QString &text, std::int64_t nanoseconds) {
        QTest::newRow(qPrintable(text)) << text << qint64(nanoseconds) << QString();
    };
    constexpr std::int64_t Day = 86'400 * Second;
    good(u"1d"_s, Day);
    good(u"1d2h"_s, Day + 7200 * Second);
    good(u"-1d2h"_s, -Day - 7200 * Second);
    good(u"1d0"_s, Day);
    good(u"1500"_s, Second / 2 * 3);
    good(u"1500.7"_s, 1'500'700'000);
    good(u"1e3"_s, Second);
    good(u"1_000"_s, Second);
    good(u"-5"_s, -5'000'000);
    good(u"1m"_s, 60 * Second);
    const auto bad = [](const QString &text, const QString &error) {
        QTest::newRow(qPrintable(u"bad '%1'"_s.arg(text))) << text << qint64(0) << error;
    };
    bad(u"1.5d"_s, uR"(strconv.ParseInt: parsing "1.5": invalid syntax)"_s);
    bad(u"d"_s, uR"(strconv.ParseInt: parsing "": invalid syntax)"_s);
    bad(u"1d-2h"_s, u"invalid time format '-2h'"_s);
    bad(u"1dx"_s, uR"(time: invalid duration "x")"_s);
    bad(u"1x"_s, uR"(time: unknown unit "x" in duration "1x")"_s);
    bad(u"0x10"_s, uR"(time: unknown unit "x" in duration "0x10")"_s);
    bad(u"NaN"_s, uR"(time: invalid duration "NaN")"_s);
    bad(u"1e30"_s, uR"(time: invalid duration "1e30")"_s);
    bad(u"200000d"_s, uR"(time: invalid duration "200000d")"_s);
}

void TestDurationText::extended()
{
    QFETCH(const QString, text);
    QString error;
    const std::optional<std::int64_t> nanoseconds = parseExtendedDuration(text, &error);
    QTEST(error, "error");
    QCOMPARE(nanoseconds.has_value(), error.isEmpty());
    QTEST(qint64(nanoseconds.value_or(0)), "nanoseconds");
}

void TestDurationText::printing_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    const auto row = [](std::int64_t nanoseconds, const QString &text) {
        QTest::newRow(qPrintable(text)) << qint64(nanoseconds) << text;
    };
    row(0, u"0s"_s);
    row(1, u"1ns"_s);
    row(-1, u"-1ns"_s);
    row(1100, u"1.1µs"_s);
    row(2'200'000, u"2.2ms"_s);
    row(3'300'000'000, u"3.3s"_s);
    row(245 * Second, u"4m5s"_s);
    row(245'001'000'000, u"4m5.001s"_s);
    row(18'367'001'000'000, u"5h6m7.001s"_s);
    row(26 * 3600 * Second, u"26h0m0s"_s);
    row(Longest, u"2562047h47m16.854775807s"_s);
    row(std::numeric_limits<std::int64_t>::min(), u"-2562047h47m16.854775808s"_s);
}

void TestDurationText::printing()
{
    QFETCH(const qint64, nanoseconds);
    QTEST(formatGoDuration(nanoseconds), "text");
}

void TestDurationText::whatIsPrintedIsRead()
{
    QRandomGenerator random(1);
    for (int i = 0; i < Rounds; ++i) {
        const std::int64_t nanoseconds = anyNumber(random);
        QString error;
        const QString text = formatGoDuration(nanoseconds);
        QVERIFY2(parseGoDuration(text, &error) == nanoseconds, qPrintable(text + error));
        QVERIFY2(parseExtendedDuration(text, &error) == nanoseconds, qPrintable(text + error));
    }
}

void TestDurationText::garbageHasASentence()
{
    QRandomGenerator random(2);
    int refused = 0;
    for (int i = 0; i < Rounds; ++i) {
        const QString text = garbage(random);
        for (const auto parse : {parseGoDuration, parseExtendedDuration}) {
            QString error;
            const std::optional<std::int64_t> nanoseconds = parse(text, &error);
            QVERIFY2(nanoseconds.has_value() == error.isEmpty(), qPrintable(text));
            refused += nanoseconds ? 0 : 1;
            if (nanoseconds) // and what is read can be printed and read again
                QVERIFY2(parse(formatGoDuration(*nanoseconds), &error) == nanoseconds, qPrintable(text));
        }
    }
    QVERIFY(refused > Rounds && refused < 2 * Rounds);
}

void TestDurationText::stagesRoundTrip()
{
    QRandomGenerator random(3);
    for (int i = 0; i < Rounds / 10; ++i) {
        QList<Stage> stages;
        QStringList texts;
        for (int n = random.bounded(1, 6); n > 0; --n) {
            const Stage stage = {anyNumber(random), anyNumber(random)};
            texts.append(formatGoDuration(*stage.duration) + u':' + QString::number(*stage.target));
            stages.append(stage);
        }
        std::optional<QList<Stage>> read;
        QString error;
        QVERIFY2(StagesCodec::fromText(texts.join(u','), read, &error), qPrintable(error));
        QCOMPARE(*read, stages);
    }
}

void TestDurationText::garbageOfStagesHasASentence()
{
    QRandomGenerator random(4);
    for (int i = 0; i < Rounds; ++i) {
        const QString text = garbage(random);
        std::optional<QList<Stage>> stages;
        QString error;
        const bool isRead = StagesCodec::fromText(text, stages, &error);
        QVERIFY2(isRead == error.isEmpty() && isRead == stages.has_value(), qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TestDurationText)
#include "tst_duration_text.moc"
