// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/shared_array_store.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Claim = SharedArrayStore::Claim;

class TestSharedArrayStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstBuildsOthersShare();
    void sameNameInsideItsOwnFunction();
    void otherNameInsideAFunction();
    void abandonedNameIsBuiltByTheNext();
    void stoppedBuilderFreesItsNames();
    void waitingEndsWhenToldToGiveUp();
    void oneOfManyThreadsBuilds();
};

namespace {

const QString Users = u"users"_s;

} // namespace

void TestSharedArrayStore::firstBuildsOthersShare()
{
    SharedArrayStore store;
    int first = 0;
    int second = 0;
    QVERIFY(!store.rows(Users));
    QCOMPARE(store.claim(Users, &first), Claim::Build);
    store.publish(Users, {u"1"_s, u"2"_s});
    QCOMPARE(store.claim(Users, &second), Claim::Ready);
    const SharedRows rows = store.rows(Users);
    QCOMPARE(*rows, QStringList({u"1"_s, u"2"_s}));
    QCOMPARE(store.rows(Users).get(), rows.get()); // one copy
}

void TestSharedArrayStore::sameNameInsideItsOwnFunction()
{
    SharedArrayStore store;
    int vu = 0;
    QCOMPARE(store.claim(Users, &vu), Claim::Build);
    QCOMPARE(store.claim(Users, &vu), Claim::Recursive);
}

void TestSharedArrayStore::otherNameInsideAFunction()
{
    SharedArrayStore store;
    int vu = 0;
    QCOMPARE(store.claim(Users, &vu), Claim::Build);
    QCOMPARE(store.claim(u"other"_s, &vu), Claim::Build);
}

void TestSharedArrayStore::abandonedNameIsBuiltByTheNext()
{
    SharedArrayStore store;
    int first = 0;
    int second = 0;
    QCOMPARE(store.claim(Users, &first), Claim::Build);
    store.abandon(Users);
    QVERIFY(!store.rows(Users));
    QCOMPARE(store.claim(Users, &second), Claim::Build);
}

void TestSharedArrayStore::stoppedBuilderFreesItsNames()
{
    SharedArrayStore store;
    int first = 0;
    int second = 0;
    QCOMPARE(store.claim(Users, &first), Claim::Build);
    QCOMPARE(store.claim(u"kept"_s, &second), Claim::Build);
    store.abandonAll(&first);
    QCOMPARE(store.claim(Users, &second), Claim::Build);
    QCOMPARE(store.claim(u"kept"_s, &second), Claim::Recursive);
}

void TestSharedArrayStore::waitingEndsWhenToldToGiveUp()
{
    SharedArrayStore store;
    int first = 0;
    int second = 0;
    QCOMPARE(store.claim(Users, &first), Claim::Build);
    std::atomic<bool> stopped = false;
    std::atomic<Claim> answer = Claim::Ready;
    QSemaphore waiting;
    std::jthread thread([&] {
        answer = store.claim(Users, &second, [&] {
            waiting.release();
            return stopped.load();
        });
    });
    waiting.acquire();
    stopped = true;
    thread.join();
    QCOMPARE(answer.load(), Claim::GaveUp);
}

void TestSharedArrayStore::oneOfManyThreadsBuilds()
{
    SharedArrayStore store;
    std::atomic<int> built = 0;
    std::atomic<int> shared = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 6; ++t) {
        threads.emplace_back([&] {
            const int self = 0; // its address tells the threads apart
            for (int i = 0; i < 50; ++i) {
                const QString name = QString::number(i);
                if (store.claim(name, &self) == Claim::Build) {
                    ++built;
                    store.publish(name, {name});
                }
                const SharedRows rows = store.rows(name);
                shared += rows && rows->value(0) == name;
            }
        });
    }
    threads.clear(); // joins
    QCOMPARE(built.load(), 50);
    QCOMPARE(shared.load(), 300);
}

QTEST_GUILESS_MAIN(TestSharedArrayStore)
#include "tst_shared_array_store.moc"
