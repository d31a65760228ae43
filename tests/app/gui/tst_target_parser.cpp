// SPDX-License-Identifier: GPL-3.0-or-later
#include "recent_targets.h"
#include "settings.h"
#include "target_parser.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestTargetParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void understands_data();
    void understands();
    void turnsTls_data();
    void turnsTls();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void showsNoPassword();
    void remembersTargets();
    void remembersNoPassword();
};

void TestTargetParser::understands_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("tls");
    QTest::newRow("localhost:6379") << u"localhost"_s << 6379 << false;
    QTest::newRow("  localhost \t 6379 ") << u"localhost"_s << 6379 << false;
    QTest::newRow("10.0.0.1 80") << u"10.0.0.1"_s << 80 << false;
    QTest::newRow("10.0.0.1, 80") << u"10.0.0.1"_s << 80 << false;
    QTest::newRow("tls://example.org:443") << u"example.org"_s << 443 << true;
    QTest::newRow("TLS://example.org:443") << u"example.org"_s << 443 << true;
    QTest::newRow("tcp://example.org:443") << u"example.org"_s << 443 << false;
    QTest::newRow("example.org:443 tls") << u"example.org"_s << 443 << true;
    QTest::newRow("[::1]:7") << u"::1"_s << 7 << false;
    QTest::newRow("[::1] 7") << u"::1"_s << 7 << false;
    QTest::newRow("tls://[2001:db8::7]:443/") << u"2001:db8::7"_s << 443 << true;
    QTest::newRow("::1 7") << u"::1"_s << 7 << false;
    QTest::newRow("fe80::1%lo 7") << u"fe80::1%lo"_s << 7 << false;
    QTest::newRow("redis://h:6380") << u"h"_s << 6380 << false;
    QTest::newRow("redis://h") << u"h"_s << 6379 << false;
    QTest::newRow("rediss://[::1]") << u"::1"_s << 6379 << true;
    QTest::newRow("https://example.org/") << u"example.org"_s << 443 << true;
    QTest::newRow(":8080") << u"localhost"_s << 8080 << false;
    QTest::newRow("8080") << u"localhost"_s << 8080 << false;
    QTest::newRow("my_service.local.:1") << u"my_service.local."_s << 1 << false;
    QTest::newRow("bücher.example:65535") << u"xn--bcher-kva.example"_s << 65535 << false;
}

void TestTargetParser::understands()
{
    QFETCH(const QString, host);
    QFETCH(const int, port);
    QFETCH(const bool, tls);
    const ParsedTarget parsed = parseTarget(QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY2(parsed.target, qPrintable(parsed.error));
    QCOMPARE(parsed.target->host, host);
    QCOMPARE(int(parsed.target->port), port);
    QCOMPARE(parsed.target->tls, tls);
    QVERIFY(parsed.error.isEmpty());
    QCOMPARE(parseTarget(targetText(*parsed.target)).target, parsed.target);
}

void TestTargetParser::turnsTls_data()
{
    QTest::addColumn<QString>("without");
    QTest::addColumn<QString>("with");
    QTest::newRow("host and port") << u"localhost:6379"_s << u"tls://localhost:6379"_s;
    QTest::newRow("IPv6") << u"[::1]:7"_s << u"tls://[::1]:7"_s;
    QTest::newRow("nothing yet") << QString() << u"tls://"_s;
    QTest::newRow("a host alone") << u"example.org"_s << u"tls://example.org"_s;
}

void TestTargetParser::turnsTls()
{
    QFETCH(const QString, without);
    QFETCH(const QString, with);
    QCOMPARE(withTls(without, true), with);
    QCOMPARE(withTls(with, false), without);
    QCOMPARE(withTls(without, false), without);
    QCOMPARE(withTls(with, true), with);
    QCOMPARE(withTls(u"https://example.org/"_s, false), u"example.org:443"_s);
    QCOMPARE(withTls(u"redis://h"_s, true), u"tls://h:6379"_s);
}

void TestTargetParser::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("nothing") << u"  "_s << u"Write host:port"_s;
    QTest::newRow("no port") << u"localhost"_s << u"The port is missing. Write localhost:port"_s;
    QTest::newRow("no port behind the colon") << u"localhost:"_s << u"The port is missing"_s;
    QTest::newRow("no port, IPv6") << u"[::1]"_s << u"Write [::1]:port"_s;
    QTest::newRow("port in words") << u"localhost:http"_s << u"“http” is not a port"_s;
    QTest::newRow("port 0") << u"localhost:0"_s << u"“0” is not a port"_s;
    QTest::newRow("port too high") << u"localhost:65536"_s << u"1 to 65535"_s;
    QTest::newRow("port negative") << u"localhost:-1"_s << u"“-1” is not a port"_s;
    QTest::newRow("two ports") << u"localhost 1 2"_s << u"“1 2” is not a port"_s;
    QTest::newRow("ambiguous") << u"::1:7"_s << u"Write [address]:port"_s;
    QTest::newRow("bracket open") << u"[::1:7"_s << u"not closed"_s;
    QTest::newRow("name in brackets") << u"[localhost]:7"_s << u"“localhost” is not"_s;
    QTest::newRow("unknown scheme") << u"gopher://h:70"_s << u"“gopher://” is not a scheme known here"_s;
    QTest::newRow("scheme without a port") << u"tls://example.org"_s << u"The port is missing"_s;
    QTest::newRow("path") << u"http://h/index.html"_s << u"leave out “/index.html”"_s;
    QTest::newRow("spaces in the name") << u"my host:80"_s << u"“host:80” is not a port"_s;
    QTest::newRow("no name") << u"a..b:80"_s << u"“a..b” is not a host name"_s;
    QTest::newRow("half an address") << u"10.0.1:80"_s << u"“10.0.1” is not a host name or an address"_s;
    QTest::newRow("address out of range") << u"10.0.0.256:80"_s << u"“10.0.0.256” is not"_s;
    QTest::newRow("hidden characters") << u"a\u202eb:80"_s << u"“a<U+202E>b” is not a host"_s;
    QTest::newRow("much too long") << u"a"_s.repeated(100'000) << u"too long"_s;
}

void TestTargetParser::saysWhatIsWrong()
{
    QFETCH(const QString, text);
    QFETCH(const QString, part);
    const ParsedTarget parsed = parseTarget(text);
    QVERIFY(!parsed.target);
    QVERIFY2(parsed.error.contains(part), qPrintable(parsed.error));
    QVERIFY(parsed.error.size() < 300);
}

void TestTargetParser::showsNoPassword()
{
    for (const QString &text : {u"redis://me:hunter2@h:6379"_s, u"me:hunter2@h"_s, u"nonsense://hunter2@h/x"_s,
                                u"[hunter2@"_s, u"tls://h:1/@hunter2"_s}) {
        const ParsedTarget parsed = parseTarget(text);
        QVERIFY2(!parsed.target, qPrintable(text));
        QVERIFY2(parsed.error.contains(u"password"_s) && !parsed.error.contains(u"hunter2"_s),
                 qPrintable(parsed.error));
    }
}

void TestTargetParser::remembersTargets()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    RecentTargets recent(settings);
    for (quint16 port = 1; port <= 30; ++port)
        recent.add({u"::1"_s, port, port % 2 == 0});
    QCOMPARE(recent.all().size(), RecentTargets::MaxTargets);
    QCOMPARE(recent.all().constFirst(), (Target{u"::1"_s, 30, true}));
    recent.add({u"::1"_s, 25, false});
    QCOMPARE(recent.all().size(), RecentTargets::MaxTargets);
    QCOMPARE(recent.all().constFirst(), (Target{u"::1"_s, 25, false}));
    recent.add({u"::1"_s, 25, true}); // with TLS it is another one
    QCOMPARE(recent.all().at(1), (Target{u"::1"_s, 25, false}));
    recent.clear();
    QVERIFY(recent.all().isEmpty());
}

void TestTargetParser::remembersNoPassword()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    RecentTargets recent(settings);
    recent.add({u"me:hunter2@h"_s, 80, false});
    QVERIFY(!settings.contains(settings::recentTargets));
    settings.setValue(settings::recentTargets, QStringList{u"redis://me:hunter2@h:1"_s, u"h:2"_s}); // edited by hand
    QCOMPARE(recent.all(), (QList<Target>{{u"h"_s, 2, false}}));
    recent.add({u"h"_s, 3, false});
    QCOMPARE(settings.value(settings::recentTargets).toStringList(), (QStringList{u"h:3"_s, u"h:2"_s}));
}

QTEST_GUILESS_MAIN(TestTargetParser)
#include "tst_target_parser.moc"
