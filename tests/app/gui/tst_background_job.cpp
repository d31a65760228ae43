// SPDX-License-Identifier: GPL-3.0-or-later
#include "background_job.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <new>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Outcome = JobResult::Outcome;

class TestBackgroundJob : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsOnItsOwnThread();
    void tellsHowFarItIs();
    void cancels();
    void destructionCancelsAndWaits();
    void survivesExceptions();
};

namespace {

JobResult untilCancelled(JobControl &control)
{
    while (!control.isCancelled())
        QThread::msleep(1);
    return {Outcome::Cancelled, u"stopped in the middle"_s};
}

} // namespace

void TestBackgroundJob::runsOnItsOwnThread()
{
    QThread *thread = nullptr;
    QSemaphore looked;
    BackgroundJob job(u"Count"_s, [&](JobControl &) {
        looked.acquire();
        thread = QThread::currentThread();
        return JobResult{Outcome::Done, u"counted"_s};
    });
    QSignalSpy finished(&job, &BackgroundJob::finished);
    QVERIFY(!job.isRunning());
    job.start();
    job.start(); // once
    const bool runs = job.isRunning();
    looked.release();
    QVERIFY(runs);
    QVERIFY(finished.wait());
    QCOMPARE(finished.size(), 1);
    QVERIFY(!job.isRunning());
    QVERIFY(thread && thread != QThread::currentThread());
    QCOMPARE(job.result().sentence, u"counted"_s);
}

void TestBackgroundJob::tellsHowFarItIs()
{
    BackgroundJob job(u"Count"_s, [](JobControl &control) {
        for (int i = 0; i < 1'000'000; ++i)
            control.setProgress(0.5); // as often as it likes
        return untilCancelled(control);
    });
    QSignalSpy progress(&job, &BackgroundJob::progressChanged);
    QCOMPARE(job.progress(), -1.0);
    job.start();
    QVERIFY(progress.wait());
    QCOMPARE(progress.constFirst().constFirst().toDouble(), 0.5);
    QTest::qWait(300);
    QCOMPARE(progress.size(), 1);
}

void TestBackgroundJob::cancels()
{
    BackgroundJob job(u"Wait"_s, untilCancelled);
    QSignalSpy finished(&job, &BackgroundJob::finished);
    job.start();
    QVERIFY(!finished.wait(50));
    job.cancel();
    QVERIFY(job.isCancelling());
    QVERIFY(finished.wait());
    QCOMPARE(job.result().outcome, Outcome::Cancelled);
}

void TestBackgroundJob::destructionCancelsAndWaits()
{
    bool returned = false;
    {
        BackgroundJob job(u"Wait"_s, [&returned](JobControl &control) {
            const JobResult result = untilCancelled(control);
            returned = true;
            return result;
        });
        job.start();
    }
    QVERIFY(returned);
}

void TestBackgroundJob::survivesExceptions()
{
    BackgroundJob job(u"Fail"_s, [](JobControl &) -> JobResult { throw std::bad_alloc(); });
    QSignalSpy finished(&job, &BackgroundJob::finished);
    job.start();
    QVERIFY(finished.wait());
    QCOMPARE(job.result().outcome, Outcome::Failed);
    QVERIFY2(job.result().sentence.contains(u"bad_alloc"_s), qPrintable(job.result().sentence));
}

QTEST_GUILESS_MAIN(TestBackgroundJob)
#include "tst_background_job.moc"
