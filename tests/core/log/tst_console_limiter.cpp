// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/console_limiter.h"

#include <QTest>

using namespace sockscope;

class TestConsoleLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void admitsAllWithoutBound();
    void boundsEachSecond();
    void countsWhatItRefused();
};

void TestConsoleLimiter::admitsAllWithoutBound()
{
    ConsoleLimiter limiter;
    for (int i = 0; i < 100'000; ++i)
        QVERIFY(limiter.admits(5));
    QCOMPARE(limiter.takeDropped(5000, true), 0);
}

void TestConsoleLimiter::boundsEachSecond()
{
    ConsoleLimiter limiter(10);
    for (int second = 0; second < 3; ++second) {
        int admitted = 0;
        for (int i = 0; i < 100; ++i)
            admitted += limiter.admits(500 + second * 1000 + i) ? 1 : 0;
        QCOMPARE(admitted, 10);
    }
}

void TestConsoleLimiter::countsWhatItRefused()
{
    ConsoleLimiter limiter(2);
    for (int i = 0; i < 7; ++i)
        (void)limiter.admits(0);
    QCOMPARE(limiter.takeDropped(999), 0); // the second isn't over
    QCOMPARE(limiter.takeDropped(1000), 5);
    QCOMPARE(limiter.takeDropped(1001), 0);
    for (int i = 0; i < 3; ++i)
        (void)limiter.admits(2000);
    QCOMPARE(limiter.takeDropped(2000, true), 1);
}

QTEST_GUILESS_MAIN(TestConsoleLimiter)
#include "tst_console_limiter.moc"
