// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/environment_options.h"
#include "options/options_json.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestEnvironmentOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void values_data();
    void values();
    void nothing_data();
    void nothing();
    void mistakes_data();
    void mistakes();
};

void TestEnvironmentOptions::values_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("member"); // in what is printed of the options
    const auto row = [](const QString &variable, const QString &text, const QString &member) {
        QTest::newRow(qPrintable(variable + u'=' + text)) << variable << text << member;
    };
    row(u"K6_VUS"_s, u"7"_s, uR"("vus":7)"_s);
    row(u"K6_DURATION"_s, u"1000"_s, uR"("duration":"1s")"_s);
    row(u"K6_SETUP_TIMEOUT"_s, u"1d"_s, uR"("setupTimeout":"24h0m0s")"_s);
    row(u"K6_STAGES"_s, u"5s:10,3s:0"_s, uR"("stages":[{"duration":"5s","target":10},{"duration":"3s","target":0}])"_s);
    row(u"K6_STAGES"_s, {}, uR"("stages":[])"_s);
    row(u"K6_NO_SETUP"_s, u"false"_s, uR"("noSetup":false)"_s);
    row(u"K6_TAGS"_s, u"a:b,c:d"_s, uR"("tags":{"a":"b","c":"d"})"_s);
    row(u"K6_SYSTEM_TAGS"_s, u"proto,foo, vu"_s, uR"("systemTags":["proto","vu"])"_s);
    row(u"K6_DNS"_s, u"ttl=1m,select=first"_s, uR"("dns":{"ttl":"1m","select":"first","policy":null})"_s);
    row(u"K6_BLOCK_HOSTNAMES"_s, u"a,*.b"_s, uR"("blockHostnames":["a","*.b"])"_s);
    row(u"K6_BLACKLIST_IPS"_s, u"1.2.3.4/8,::1/64"_s, uR"("blacklistIPs":["1.0.0.0/8","::/64"])"_s);
    row(u"K6_SUMMARY_TREND_STATS"_s, {}, uR"("summaryTrendStats":[])"_s);
    row(u"K6_SUMMARY_TIME_UNIT"_s, u"m"_s, uR"("summaryTimeUnit":"m")"_s);
    row(u"K6_USER_AGENT"_s, u"x"_s, uR"("userAgent":"x")"_s);
    row(u"K6_THRESHOLDS"_s, u"a:b"_s, uR"("thresholds":{"a":[]})"_s);
}

void TestEnvironmentOptions::values()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, text);
    QFETCH(const QString, member);
    RunOptions options;
    QString error;
    QVERIFY2(parseEnvironmentOptions({{variable, text}}, &options, &error), qPrintable(error));
    QVERIFY2(optionsJson(options).contains(member), qPrintable(optionsJson(options)));
}

void TestEnvironmentOptions::nothing_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("text");
    const QList<std::pair<QString, QString>> rows = {
        {u"K6_VUS"_s, {}},         {u"K6_DURATION"_s, {}},         {u"K6_NO_SETUP"_s, u"null"_s},
        {u"K6_HOSTS"_s, u"a:b"_s}, {u"K6_SCENARIOS"_s, u"x"_s},    {u"K6_EXECUTION_SEGMENT"_s, u"x"_s},
        {u"K6_LOCAL_IPS"_s, {}},   {u"K6_CONSOLE_OUTPUT"_s, {}},   {u"VUS"_s, u"x"_s},
        {u"K6_CLOUD"_s, u"x"_s},   {u"K6_TLS_CIPHER_SUITES"_s, {}}};
    for (const auto &[variable, text] : rows)
        QTest::newRow(qPrintable(variable + u'=' + text)) << variable << text;
}

void TestEnvironmentOptions::nothing()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, text);
    RunOptions options;
    QString error;
    QVERIFY2(parseEnvironmentOptions({{variable, text}}, &options, &error), qPrintable(error));
    QCOMPARE(optionsJson(options), optionsJson({}));
    QVERIFY(!options.localIPs && !options.consoleOutput);
}

void TestEnvironmentOptions::mistakes_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rest"); // behind "assigning VARIABLE to"
    const auto row = [](const QString &variable, const QString &text, const QString &rest) {
        QTest::newRow(qPrintable(variable + u'=' + text)) << variable << text << rest;
    };
    row(u"K6_VUS"_s, u"1.5"_s,
        uR"(VUs: converting '1.5' to type null.Int. details: strconv.ParseInt: parsing "1.5": invalid syntax)"_s);
    row(u"K6_DURATION"_s, u"abc"_s,
        uR"(Duration: converting 'abc' to type types.NullDuration. details: time: invalid duration "abc")"_s);
    row(u"K6_STAGES"_s, u"5:1"_s,
        uR"(Stages: converting '5:1' to type []lib.Stage. details: time: missing unit in duration "5")"_s);
    row(u"K6_NO_SETUP"_s, u"1"_s, u"NoSetup: converting '1' to type null.Bool. details: invalid input:1"_s);
    row(u"K6_TAGS"_s, u"a"_s,
        uR"(RunTags: converting 'a' to type map[string]string. details: invalid map item: "a")"_s);
    row(u"K6_DNS"_s, {}, u"DNS: converting '' to type types.DNSConfig. details: no value for key "_s);
    row(u"K6_DNS"_s, u"foo=1"_s,
        u"DNS: converting 'foo=1' to type types.DNSConfig. details: unknown DNS configuration field: foo"_s);
    row(u"K6_BLOCK_HOSTNAMES"_s, u"a..b"_s,
        u"BlockedHostnames: converting 'a..b' to type types.NullHostnameTrie. details: invalid hostname pattern 'a..b'"_s);
    row(u"K6_BLACKLIST_IPS"_s, u"1.2.3.4"_s,
        u"BlacklistIPs: converting '1.2.3.4' to type []*lib.IPNet. details: failed to parse CIDR '1.2.3.4': invalid CIDR address: 1.2.3.4"_s);
    const auto local = [&row](const QString &text, const QString &details) {
        row(u"K6_LOCAL_IPS"_s, text,
            u"LocalIPs: converting '%1' to type types.NullIPPool. details: %2"_s.arg(text, details));
    };
    local(u"x"_s, u"x is not a valid IP, IP range or CIDR"_s);
    local(u"1.2.3.4-1.2.3.1"_s, u"negative IP range: 1.2.3.4-1.2.3.1"_s);
    local(u"1.2.3.4-1.2.3"_s, u"wrong IP range format: 1.2.3.4-1.2.3"_s);
    local(u"1.2.3.4-::1"_s, u"mixed IP range format: 1.2.3.4-::1"_s);
    local(u"1.2.3.4/33"_s, u"parseCIDR() failed parsing 1.2.3.4/33: invalid CIDR address: 1.2.3.4/33"_s);
    row(u"K6_LINGER"_s, u"x"_s, u"Linger: converting 'x' to type null.Bool. details: invalid input:x"_s);
}

void TestEnvironmentOptions::mistakes()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, text);
    QFETCH(const QString, rest);
    RunOptions options;
    QString error;
    QVERIFY(!parseEnvironmentOptions({{variable, text}}, &options, &error));
    QCOMPARE(error, u"envconfig.Process: assigning %1 to %2"_s.arg(variable, rest));
}

QTEST_GUILESS_MAIN(TestEnvironmentOptions)
#include "tst_environment_options.moc"
