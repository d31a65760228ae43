// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/host_policy.h"
#include "net/host_resolver.h"

#include <QHostInfo>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

Q_DECLARE_METATYPE(sockscope::HostResolver::Result)

class TestHostResolver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void patterns_data();
    void patterns();
    void literals_data();
    void literals();
    void mapping_data();
    void mapping();
    void ranges_data();
    void ranges();
    void order_data();
    void order();
    void choice_data();
    void choice();
    void selects();
    void literalIsImmediate();
    void nameIsAsynchronous();
    void emptyName();
    void blockedBeforeMapped();
    void mappedLiteral();
    void mappedToNonsense();
    void blacklistedMapping();
    void cancelled();
};

void TestHostResolver::patterns_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QStringList>("patterns");
    QTest::addColumn<QString>("match"); // empty: none
    QTest::newRow("exact") << u"a.test"_s << QStringList{u"b.test"_s, u"a.test"_s} << u"a.test"_s;
    QTest::newRow("letter case") << u"A.TEST"_s << QStringList{u"a.Test"_s} << u"a.test"_s;
    QTest::newRow("wildcard") << u"x.a.test"_s << QStringList{u"*.a.test"_s} << u"*.a.test"_s;
    QTest::newRow("wildcard wants its dot") << u"a.test"_s << QStringList{u"*.a.test"_s} << QString();
    QTest::newRow("wildcard for nothing") << u"a.test"_s << QStringList{u"*a.test"_s} << u"*a.test"_s;
    QTest::newRow("longest wildcard") << u"x.a.test"_s << QStringList{u"*"_s, u"*.a.test"_s, u"*.test"_s}
                                      << u"*.a.test"_s;
    QTest::newRow("exact before wildcard")
        << u"x.a.test"_s << QStringList{u"*.a.test"_s, u"x.a.test"_s} << u"x.a.test"_s;
    QTest::newRow("everything") << u"anything"_s << QStringList{u"*"_s} << u"*"_s;
    QTest::newRow("none") << u"a.test"_s << QStringList{} << QString();
    QTest::newRow("prefix is not enough") << u"a.test.example"_s << QStringList{u"a.test"_s} << QString();
}

void TestHostResolver::patterns()
{
    QFETCH(QString, host);
    QFETCH(QStringList, patterns);
    QFETCH(QString, match);
    QCOMPARE(matchHostPattern(host, patterns).value_or(QString()), match);
}

void TestHostResolver::literals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("literal");
    for (const QString &text : {u"127.0.0.1"_s, u"::1"_s, u"0.0.0.0"_s, u"fe80::1"_s, u"::ffff:10.0.0.1"_s})
        QTest::newRow(qPrintable(text)) << text << true;
    for (const QString &text :
         {u""_s, u"127.1"_s, u"127"_s, u"0x7f.0.0.1"_s, u"127.0.0.01"_s, u"localhost"_s, u"[::1]"_s, u"1.2.3.4.5"_s})
        QTest::newRow(qPrintable(u"not "_s + text)) << text << false;
}

void TestHostResolver::literals()
{
    QFETCH(QString, text);
    QFETCH(bool, literal);
    QCOMPARE(literalAddress(text).has_value(), literal);
}

void TestHostResolver::mapping_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("address"); // empty: not mapped
    QTest::newRow("host") << u"plain.test"_s << 80 << u"127.0.0.1"_s;
    QTest::newRow("letter case") << u"PLAIN.test"_s << 80 << u"127.0.0.1"_s;
    QTest::newRow("host and port first") << u"plain.test"_s << 81 << u"127.0.0.2"_s;
    QTest::newRow("target with port") << u"ported.test"_s << 80 << u"127.0.0.3"_s;
    QTest::newRow("IPv6 target with port") << u"six.test"_s << 80 << u"::1"_s;
    QTest::newRow("wildcard") << u"any.wild.test"_s << 80 << u"127.0.0.4"_s;
    QTest::newRow("other") << u"other.test"_s << 80 << QString();
}

void TestHostResolver::mapping()
{
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QString, address);
    const QHash<QString, QString> hosts{{u"plain.test"_s, u"127.0.0.1"_s},
                                        {u"plain.test:81"_s, u"127.0.0.2"_s},
                                        {u"ported.test"_s, u"127.0.0.3:9000"_s},
                                        {u"six.test"_s, u"[::1]:9000"_s},
                                        {u"*.wild.test"_s, u"127.0.0.4"_s}};
    const auto mapped = mappedAddress(host, port, hosts);
    QCOMPARE(mapped ? mapped->toString() : QString(), address);
    QVERIFY(!mappedAddress(host, port, {}));
}

void TestHostResolver::ranges_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("range"); // as reported; empty: not listed
    QTest::newRow("inside") << u"10.200.3.4"_s << u"10.0.0.0/8"_s;
    QTest::newRow("edge") << u"192.168.1.255"_s << u"192.168.1.0/24"_s;
    QTest::newRow("outside") << u"192.168.2.0"_s << QString();
    QTest::newRow("one address") << u"127.0.0.1"_s << u"127.0.0.1/32"_s;
    QTest::newRow("host bits are dropped") << u"172.16.9.9"_s << u"172.16.8.0/21"_s;
    QTest::newRow("IPv6") << u"2001:db8::5"_s << u"2001:db8::/33"_s;
    QTest::newRow("mapped IPv4") << u"::ffff:10.1.1.1"_s << u"10.0.0.0/8"_s;
    QTest::newRow("not IPv6") << u"::1"_s << QString();
}

void TestHostResolver::ranges()
{
    QFETCH(QString, address);
    QFETCH(QString, range);
    const QStringList ranges{u"10.0.0.0/8"_s, u"192.168.1.0/24"_s, u"127.0.0.1/32"_s, u"172.16.12.1/21"_s,
                             u"2001:db8:7000::/33"_s};
    QCOMPARE(blacklistedRange(QHostAddress(address), ranges).value_or(QString()), range);
}

void TestHostResolver::order_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("preferIPv4") << u"preferIPv4"_s
                                << QStringList{u"10.0.0.1"_s, u"fc00::1"_s, u"10.0.0.2"_s, u"fc00::2"_s, u"fc00::3"_s};
    QTest::newRow("preferIPv6") << u"preferIPv6"_s
                                << QStringList{u"fc00::1"_s, u"10.0.0.1"_s, u"fc00::2"_s, u"10.0.0.2"_s, u"fc00::3"_s};
    QTest::newRow("onlyIPv4") << u"onlyIPv4"_s << QStringList{u"10.0.0.1"_s, u"10.0.0.2"_s};
    QTest::newRow("onlyIPv6") << u"onlyIPv6"_s << QStringList{u"fc00::1"_s, u"fc00::2"_s, u"fc00::3"_s};
    QTest::newRow("any") << u"any"_s
                         << QStringList{u"fc00::1"_s, u"10.0.0.1"_s, u"fc00::2"_s, u"10.0.0.2"_s, u"fc00::3"_s};
}

void TestHostResolver::order()
{
    QFETCH(QString, policy);
    QFETCH(QStringList, expected);
    QList<QHostAddress> addresses;
    for (const QString &text : {u"fc00::1"_s, u"fc00::2"_s, u"10.0.0.1"_s, u"fc00::3"_s, u"10.0.0.2"_s})
        addresses += QHostAddress(text);
    QStringList ordered;
    for (const QHostAddress &address : orderByPolicy(addresses, policy))
        ordered += address.toString();
    QCOMPARE(ordered, expected);
    QVERIFY(orderByPolicy({}, policy).isEmpty());
}

void TestHostResolver::choice_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<int>("choice");
    QTest::addColumn<QStringList>("expected");
    const QStringList plain{u"10.0.0.1"_s, u"fc00::1"_s, u"10.0.0.2"_s};
    QTest::newRow("the first") << u"preferIPv4"_s << 0 << plain;
    QTest::newRow("the second") << u"preferIPv4"_s << 1 << QStringList{plain[2], plain[0], plain[1]};
    QTest::newRow("around") << u"preferIPv4"_s << 4 << plain;
    QTest::newRow("of any") << u"any"_s << 1 << QStringList{plain[1], plain[0], plain[2]};
}

void TestHostResolver::choice()
{
    QFETCH(QString, policy);
    QFETCH(int, choice);
    QFETCH(QStringList, expected);
    QList<QHostAddress> addresses;
    for (const QString &text : {u"10.0.0.1"_s, u"fc00::1"_s, u"10.0.0.2"_s})
        addresses += QHostAddress(text);
    QStringList chosen;
    for (const QHostAddress &address : withFirst(addresses, quint32(choice), policy))
        chosen += address.toString();
    QCOMPARE(chosen, expected);
    QVERIFY(withFirst({}, quint32(choice), policy).isEmpty());
}

namespace {

QHostAddress nextOf(const NetOptions &options, DnsCache &names)
{
    HostResolver resolver(options, nullptr, names);
    QSignalSpy finished(&resolver, &HostResolver::finished);
    resolver.resolve(u"many.test"_s, 80);
    if (finished.isEmpty())
        finished.wait();
    return finished.value(0).value(0).value<HostResolver::Result>().addresses.value(0);
}

} // namespace

void TestHostResolver::selects()
{
    const QList<QHostAddress> all{QHostAddress(u"10.0.0.1"_s), QHostAddress(u"10.0.0.2"_s),
                                  QHostAddress(u"10.0.0.3"_s)};
    int lookups = 0;
    DnsCache names([&](const QString &) {
        ++lookups;
        return all;
    });
    NetOptions options;
    options.dnsSelect = u"roundRobin"_s;
    for (int i = 0; i < 6; ++i)
        QCOMPARE(nextOf(options, names), all.at(i % 3));
    options.dnsSelect = u"first"_s;
    for (int i = 0; i < 3; ++i)
        QCOMPARE(nextOf(options, names), all.first());
    options.dnsSelect = u"random"_s;
    QHash<QHostAddress, int> times;
    for (int i = 0; i < 600; ++i)
        ++times[nextOf(options, names)];
    for (const QHostAddress &address : all)
        QVERIFY2(times.value(address) > 120, qPrintable(address.toString())); // 200 +- 7 standard deviations
    QCOMPARE(lookups, 1);
    options.dnsTtlNs = 0;
    QVERIFY(!nextOf(options, names).isNull());
    QVERIFY(!nextOf(options, names).isNull());
    QCOMPARE(lookups, 3);
}

namespace {

HostResolver::Result resultOf(const NetOptions &options, const QString &host, int port = 80)
{
    HostResolver resolver(options);
    QSignalSpy finished(&resolver, &HostResolver::finished);
    resolver.resolve(host, port);
    if (finished.isEmpty())
        finished.wait(20000);
    return finished.isEmpty() ? HostResolver::Result() : finished.first().first().value<HostResolver::Result>();
}

} // namespace

void TestHostResolver::literalIsImmediate()
{
    const NetOptions options;
    HostResolver resolver(options);
    QSignalSpy finished(&resolver, &HostResolver::finished);
    resolver.resolve(u"::1"_s, 80);
    QCOMPARE(finished.size(), 1); // no lookup, hence no event loop
    const auto result = finished.first().first().value<HostResolver::Result>();
    QCOMPARE(result.addresses, QList<QHostAddress>{QHostAddress(QHostAddress::LocalHostIPv6)});
}

void TestHostResolver::nameIsAsynchronous()
{
    const NetOptions options;
    DnsCache names([](const QString &host) { return QHostInfo::fromName(host).addresses(); });
    HostResolver resolver(options, nullptr, names);
    QSignalSpy finished(&resolver, &HostResolver::finished);
    resolver.resolve(u"localhost"_s, 80);
    QCOMPARE(finished.size(), 0);
    QVERIFY(finished.wait());
    const auto result = finished.first().first().value<HostResolver::Result>();
    QCOMPARE(result.addresses.first(), QHostAddress(QHostAddress::LocalHost));
    QVERIFY(result.error.isEmpty());
    QVERIFY(result.milliseconds >= 0);
}

void TestHostResolver::emptyName()
{
    QCOMPARE(resultOf({}, {}).error, u"lookup : no such host"_s);
}

void TestHostResolver::blockedBeforeMapped()
{
    NetOptions options;
    options.blockHostnames = {u"*.Blocked.test"_s};
    options.hosts = {{u"a.blocked.test"_s, u"127.0.0.1"_s}};
    QCOMPARE(resultOf(options, u"A.blocked.test"_s).error,
             u"hostname (A.blocked.test) is in a blocked pattern (*.blocked.test)"_s);
}

void TestHostResolver::mappedLiteral()
{
    NetOptions options;
    options.hosts = {{u"10.0.0.1"_s, u"127.0.0.1"_s}};
    QCOMPARE(resultOf(options, u"10.0.0.1"_s).addresses, QList<QHostAddress>{QHostAddress(QHostAddress::LocalHost)});
}

void TestHostResolver::mappedToNonsense()
{
    NetOptions options;
    options.hosts = {{u"a.test"_s, u"not an address"_s}};
    QCOMPARE(resultOf(options, u"a.test"_s).error, u"lookup a.test: no such host"_s);
}

void TestHostResolver::blacklistedMapping()
{
    NetOptions options;
    options.hosts = {{u"a.test"_s, u"10.1.2.3"_s}};
    options.blacklistIPs = {u"10.0.0.0/8"_s};
    QCOMPARE(resultOf(options, u"a.test"_s).error, u"IP (10.1.2.3) is in a blacklisted range (10.0.0.0/8)"_s);
}

void TestHostResolver::cancelled()
{
    NetOptions options;
    options.dnsTtlNs = 0;
    HostResolver resolver(options);
    QSignalSpy finished(&resolver, &HostResolver::finished);
    resolver.resolve(u"localhost"_s, 80);
    resolver.cancel();
    resolver.resolve(u"127.0.0.1"_s, 80);
    QTest::qWait(100);
    QCOMPARE(finished.size(), 1); // of the second only
}

QTEST_GUILESS_MAIN(TestHostResolver)
#include "tst_host_resolver.moc"
