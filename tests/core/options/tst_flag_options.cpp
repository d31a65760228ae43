// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/flag_options.h"
#include "options/options_json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

struct Parsed
{
    RunOptions options;
    QString error;
};

Parsed parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsCompactedShortOptions);
    addFlags(parser, optionFlags());
    const FlagArguments separated = separateBooleans(arguments, optionFlags());
    if (!parser.parse(QStringList{u"program"_s} + separated.arguments))
        return {{}, parser.errorText()};
    FlagReader reader(parser, optionFlags(), separated.booleans);
    Parsed parsed{readOptionFlags(reader), separated.error};
    if (parsed.error.isEmpty())
        parsed.error = reader.error();
    return parsed;
}

} // namespace

class TestFlagOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void values_data();
    void values();
    void outsideOfScripts();
    void mistakes_data();
    void mistakes();
};

void TestFlagOptions::values_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("member"); // in what is printed of the options
    const auto row = [](const QStringList &arguments, const QString &member) {
        QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << member;
    };
    row({u"-u5"_s}, uR"("vus":5)"_s);
    row({u"--vus=0x10"_s}, uR"("vus":16)"_s);
    row({u"-u"_s, u"1"_s, u"-u"_s, u"-2"_s}, uR"("vus":-2)"_s);
    row({u"-d"_s, u"1h30m"_s}, uR"("duration":"1h30m0s")"_s);
    row({u"-i"_s, u"9007199254740993"_s}, uR"("iterations":9007199254740993)"_s);
    row({u"-s"_s, u"5s:10,3s"_s, u"--stage"_s, u"1m:0"_s},
        uR"("stages":[{"duration":"5s","target":10},{"duration":"3s","target":null},{"duration":"1m0s","target":0}])"_s);
    row({u"--execution-segment"_s, u"25%"_s}, uR"("executionSegment":"0:1/4")"_s);
    row({u"--execution-segment-sequence"_s, u"0,0.5,1"_s}, uR"("executionSegmentSequence":"0,1/2,1")"_s);
    row({u"-p"_s}, uR"("paused":true)"_s);
    row({u"--no-setup"_s}, uR"("noSetup":true)"_s);
    row({u"--no-setup=false"_s}, uR"("noSetup":false)"_s);
    row({u"-w=f"_s}, uR"("throw":false)"_s);
    row({u"--http-debug"_s}, uR"("httpDebug":"headers")"_s);
    row({u"--http-debug=full"_s}, uR"("httpDebug":"full")"_s);
    row({u"--blacklist-ip"_s, u"1.2.3.4/8,::1/64"_s, u"--blacklist-ip"_s, u"9.9.9.9/32"_s},
        uR"("blacklistIPs":["1.0.0.0/8","::/64","9.9.9.9/32"])"_s);
    row({u"--block-hostnames"_s, u"a,*.b"_s}, uR"("blockHostnames":["a","*.b"])"_s);
    row({u"--tag"_s, u"a=b=c"_s, u"--tag"_s, u"d=x,y"_s}, uR"("tags":{"a":"b=c","d":"x,y"})"_s);
    row({u"--system-tags"_s, u"vu,nope"_s}, uR"("systemTags":["vu"])"_s);
    row({u"--summary-trend-stats"_s, u"avg,p(99.9)"_s}, uR"~("summaryTrendStats":["avg","p(99.9)"])~"_s);
    row({u"--summary-time-unit"_s, u"us"_s}, uR"("summaryTimeUnit":"us")"_s);
    row({u"--dns"_s, u"policy=any"_s}, uR"("dns":{"ttl":null,"select":null,"policy":"any"})"_s);
    row({u"--tag"_s, u"--no-setup=x"_s}, uR"("noSetup":null)"_s); // the value of a flag, whatever it looks like
}

void TestFlagOptions::values()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, member);
    const Parsed parsed = parse(arguments);
    QCOMPARE(parsed.error, QString());
    QVERIFY2(optionsJson(parsed.options).contains(member), qPrintable(optionsJson(parsed.options)));
}

void TestFlagOptions::outsideOfScripts()
{
    const Parsed parsed = parse({u"-o"_s, u"json=a,b"_s, u"--out"_s, u"csv"_s, u"-l"_s, u"--local-ips"_s, u"::1"_s,
                                 u"--console-output"_s, u"f"_s, u"--features"_s, u"a,b"_s, u"--no-usage-report"_s});
    QCOMPARE(parsed.error, QString());
    const RunOptions &options = parsed.options;
    QCOMPARE(*options.out, (QStringList{u"json=a,b"_s, u"csv"_s}));
    QCOMPARE(*options.features, QStringList{u"a,b"_s});
    QCOMPARE(options.localIPs, u"::1"_s);
    QCOMPARE(options.consoleOutput, u"f"_s);
    QVERIFY(*options.linger && *options.noUsageReport);
}

void TestFlagOptions::mistakes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("error");
    const auto row = [](const QStringList &arguments, const QString &error) {
        QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << error;
    };
    row({u"-u"_s, u"abc"_s},
        uR"(invalid argument "abc" for "-u, --vus" flag: strconv.ParseInt: parsing "abc": invalid syntax)"_s);
    row({u"--max-redirects"_s, u"99999999999999999999"_s},
        uR"(invalid argument "99999999999999999999" for "--max-redirects" flag: strconv.ParseInt: parsing )"
        uR"("99999999999999999999": value out of range)"_s);
    row({u"--duration="_s}, uR"(invalid argument "" for "-d, --duration" flag: time: invalid duration "")"_s);
    row({u"--linger=x"_s},
        uR"(invalid argument "x" for "-l, --linger" flag: strconv.ParseBool: parsing "x": invalid syntax)"_s);
    row({u"-s"_s, u"5s:1,5"_s}, uR"(error for stage 1: time: missing unit in duration "5")"_s);
    row({u"-s"_s, u":1"_s}, u"stage 0 doesn't have a specified duration"_s);
    row({u"-s"_s, u"5s:x"_s}, uR"(error for stage 0: strconv.ParseInt: parsing "x": invalid syntax)"_s);
    row({u"--execution-segment"_s, u"x"_s}, u"'x' is not a valid percentage, decimal, fraction or interval value"_s);
    row({u"--blacklist-ip"_s, u"1.2.3.4"_s}, u"error parsing blacklist-ip '1.2.3.4': invalid CIDR address: 1.2.3.4"_s);
    row({u"--block-hostnames"_s, u"a..b"_s}, u"invalid hostname pattern 'a..b'"_s);
    row({u"--local-ips"_s, u"x"_s}, u"x is not a valid IP, IP range or CIDR"_s);
    row({u"--summary-trend-stats"_s, u"foo"_s}, u"invalid trend stat 'foo', unknown format"_s);
    row({u"--summary-time-unit"_s, u"m"_s}, u"invalid summary time unit 'm', use 's', 'ms' or 'us'"_s);
    row({u"--tag"_s, u"x="_s}, u"error parsing tag 'x=': invalid tag, empty value"_s);
    row({u"--tag"_s, u"=x"_s}, u"error parsing tag '=x': invalid tag, empty name"_s);
    row({u"--tag="_s}, u"error parsing tag '': invalid tag, empty string"_s);
    row({u"--dns"_s, u"foo"_s}, u"no value for key foo"_s);
}

void TestFlagOptions::mistakes()
{
    QFETCH(const QStringList, arguments);
    QTEST(parse(arguments).error, "error");
}

QTEST_GUILESS_MAIN(TestFlagOptions)
#include "tst_flag_options.moc"
