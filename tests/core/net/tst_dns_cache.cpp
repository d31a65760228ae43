// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dns_cache.h"

#include <QDeadlineTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestDnsCache : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhileFresh();
    void failuresAreNotKept();
    void answersOnTheThreadThatAsked();
    void forgottenQuestions();
    void turns();
};

namespace {

const qint64 Hour = 3'600'000'000'000;
const DnsCache::Addresses Two{QHostAddress(u"10.0.0.1"_s), QHostAddress(u"10.0.0.2"_s)};

DnsCache::Addresses answerOf(DnsCache &cache, const QString &host)
{
    std::optional<DnsCache::Addresses> answer;
    const auto question = cache.ask(host, [&answer](const DnsCache::Addresses &addresses) { answer = addresses; });
    [&] { QTRY_VERIFY(answer); }();
    return answer.value_or(DnsCache::Addresses());
}

} // namespace

void TestDnsCache::keepsWhileFresh()
{
    DnsCache cache([](const QString &) { return Two; });
    QVERIFY(!cache.known(u"a.test"_s, Hour));
    QCOMPARE(answerOf(cache, u"a.test"_s), Two);
    QCOMPARE(cache.known(u"A.Test"_s, Hour), std::optional(Two));
    QVERIFY(!cache.known(u"b.test"_s, Hour));
    QVERIFY(!cache.known(u"a.test"_s, 0));
    QTRY_VERIFY(!cache.known(u"a.test"_s, 50'000'000)); // grows old
    QVERIFY(cache.known(u"a.test"_s, Hour));
}

void TestDnsCache::failuresAreNotKept()
{
    bool isUp = false;
    DnsCache cache([&isUp](const QString &) { return isUp ? Two : DnsCache::Addresses(); });
    QVERIFY(answerOf(cache, u"a.test"_s).isEmpty());
    QVERIFY(!cache.known(u"a.test"_s, Hour));
    isUp = true;
    QCOMPARE(answerOf(cache, u"a.test"_s), Two);
}

void TestDnsCache::answersOnTheThreadThatAsked()
{
    QThread *asked = nullptr;
    QThread *answered = nullptr;
    DnsCache cache([&asked](const QString &) {
        asked = QThread::currentThread();
        return Two;
    });
    const auto question =
        cache.ask(u"a.test"_s, [&answered](const DnsCache::Addresses &) { answered = QThread::currentThread(); });
    QVERIFY(!answered); // never inside ask()
    QTRY_COMPARE(answered, thread());
    QVERIFY(asked && asked != thread());
}

void TestDnsCache::forgottenQuestions()
{
    QSemaphore mayAnswer;
    int answers = 0;
    {
        DnsCache cache([&mayAnswer](const QString &) {
            mayAnswer.acquire();
            return Two;
        });
        auto early = cache.ask(u"a.test"_s, [&answers](const DnsCache::Addresses &) { ++answers; });
        auto late = cache.ask(u"a.test"_s, [&answers](const DnsCache::Addresses &) { ++answers; });
        early.reset(); // before there is an answer
        mayAnswer.release(2);
        const QDeadlineTimer deadline(10'000);
        while (!cache.known(u"a.test"_s, Hour) && !deadline.hasExpired()) // without events: nothing is delivered yet
            QThread::yieldCurrentThread();
        QVERIFY(cache.known(u"a.test"_s, Hour));
        late.reset(); // perhaps with its answer on the way
    }
    QCoreApplication::processEvents();
    QCOMPARE(answers, 0);
}

void TestDnsCache::turns()
{
    DnsCache cache([](const QString &) { return Two; });
    QCOMPARE(cache.nextTurn(u"a.test"_s), 0U);
    QCOMPARE(cache.nextTurn(u"A.test"_s), 1U);
    QCOMPARE(cache.nextTurn(u"b.test"_s), 0U);
    QCOMPARE(cache.nextTurn(u"a.test"_s), 2U);
}

QTEST_GUILESS_MAIN(TestDnsCache)
#include "tst_dns_cache.moc"
