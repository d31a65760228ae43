// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/sample_queue.h"

#include <QDateTime>
#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// Keeps everything; with a gate, each batch waits for a permit.
class RecordingOutput : public SampleOutput
{
public:
    bool start(QString *error) override
    {
        *error = problem;
        isStarted = problem.isEmpty();
        return isStarted;
    }
    void add(const std::vector<Sample> &batch) override
    {
        if (gate)
            gate->acquire();
        samples.insert(samples.end(), batch.begin(), batch.end());
        ++batches;
        taken = samples.size();
    }
    void stop() override { isStopped = true; }
    [[nodiscard]] QString description() const override { return u"recorder"_s; }

    QString problem;
    QSemaphore *gate = nullptr;
    std::vector<Sample> samples; // of the queue's thread until it has stopped
    std::atomic<std::size_t> taken = 0;
    std::atomic<int> batches = 0;
    bool isStarted = false;
    bool isStopped = false;
};

} // namespace

class TestSampleQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void handsOnWhatRegistriesTake();
    void batchesComeSoon();
    void everyOutputSeesAll();
    void failedStart();
    void slowOutputsMakeVusWait();
    void orderOfEachThread();
    void afterStop();
    void warnsOfManySeries();
    void doublings();
};

void TestSampleQueue::handsOnWhatRegistriesTake()
{
    MetricRegistry registry;
    const auto output = std::make_shared<RecordingOutput>();
    SampleQueue queue({output});
    QString error;
    QVERIFY(queue.start(&error));
    registry.setObserver(&queue);
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    registry.add(registry.find(u"checks"_s), 1, {{u"check"_s, u"c"_s}}, {{u"vu"_s, u"7"_s}});
    const qint64 after = QDateTime::currentMSecsSinceEpoch();
    queue.stop();
    QCOMPARE(output->samples.size(), 1U);
    const Sample &sample = output->samples.front();
    QCOMPARE(sample.metric, registry.find(u"checks"_s));
    QCOMPARE(sample.value, 1.0);
    QCOMPARE(sample.tags, TagMap({{u"check"_s, u"c"_s}}));
    QCOMPARE(sample.metadata, TagMap({{u"vu"_s, u"7"_s}}));
    QVERIFY(sample.timeNs / 1'000'000 >= before && sample.timeNs / 1'000'000 <= after);
    QVERIFY(output->isStopped);
}

void TestSampleQueue::batchesComeSoon()
{
    const auto output = std::make_shared<RecordingOutput>();
    SampleQueue queue({output});
    QString error;
    QVERIFY(queue.start(&error));
    queue.sampleAdded({});
    QTRY_COMPARE(output->taken.load(), 1U);
    queue.sampleAdded({});
    QTRY_COMPARE(output->taken.load(), 2U);
}

void TestSampleQueue::everyOutputSeesAll()
{
    const auto one = std::make_shared<RecordingOutput>();
    const auto other = std::make_shared<RecordingOutput>();
    SampleQueue queue({one, other});
    QString error;
    QVERIFY(queue.start(&error));
    for (int i = 0; i < 1000; ++i)
        queue.sampleAdded({nullptr, double(i), {}, {}, i});
    queue.stop();
    for (const auto &output : {one, other}) {
        QCOMPARE(output->samples.size(), 1000U);
        QCOMPARE(output->samples.back().value, 999.0);
    }
}

void TestSampleQueue::failedStart()
{
    const auto good = std::make_shared<RecordingOutput>();
    const auto bad = std::make_shared<RecordingOutput>();
    bad->problem = u"open x: permission denied"_s;
    const auto unreached = std::make_shared<RecordingOutput>();
    SampleQueue queue({good, bad, unreached});
    QString error;
    QVERIFY(!queue.start(&error));
    QCOMPARE(error, bad->problem);
    QVERIFY(good->isStarted && good->isStopped);
    QVERIFY(!bad->isStopped && !unreached->isStarted);
    queue.sampleAdded({}); // neither blocks nor crashes
    queue.stop();
    QCOMPARE(good->samples.size(), 0U);
}

void TestSampleQueue::slowOutputsMakeVusWait()
{
    constexpr int Samples = 50;
    QSemaphore gate;
    const auto output = std::make_shared<RecordingOutput>();
    output->gate = &gate;
    SampleQueue queue({output}, {}, 10);
    QString error;
    QVERIFY(queue.start(&error));
    std::atomic<int> added = 0;
    std::thread vu([&] {
        for (int i = 0; i < Samples; ++i) {
            queue.sampleAdded({nullptr, double(i), {}, {}, i});
            ++added;
        }
    });
    // At most a batch that was taken and one that waits: the VU stands still.
    QTRY_VERIFY(added >= 10);
    for (int previous = -1; previous != added; QTest::qWait(100))
        previous = added;
    QVERIFY2(added <= 20, qPrintable(QString::number(added)));
    gate.release(1000);
    vu.join();
    queue.stop();
    QCOMPARE(output->samples.size(), std::size_t{Samples});
}

void TestSampleQueue::orderOfEachThread()
{
    constexpr int Threads = 8;
    constexpr int Samples = 20'000;
    const auto output = std::make_shared<RecordingOutput>();
    SampleQueue queue({output}, {}, 1000);
    QString error;
    QVERIFY(queue.start(&error));
    std::vector<std::thread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&queue, t] {
            for (int i = 0; i < Samples; ++i)
                queue.sampleAdded({nullptr, double(t), {}, {}, i});
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    queue.stop();
    QCOMPARE(output->samples.size(), std::size_t{Threads} * Samples);
    std::vector<std::int64_t> next(Threads, 0);
    for (const Sample &sample : output->samples)
        QCOMPARE(sample.timeNs, next.at(std::size_t(sample.value))++);
}

void TestSampleQueue::afterStop()
{
    const auto output = std::make_shared<RecordingOutput>();
    SampleQueue queue({output}, {}, 2);
    QString error;
    QVERIFY(queue.start(&error));
    queue.stop();
    for (int i = 0; i < 10; ++i)
        queue.sampleAdded({}); // more than there is room for
    queue.stop();
    QCOMPARE(output->samples.size(), 0U);
}

void TestSampleQueue::warnsOfManySeries()
{
    QStringList warnings;
    MetricRegistry registry;
    SampleQueue queue({}, [&warnings](const QString &text) { warnings.append(text); });
    QString error;
    QVERIFY(queue.start(&error));
    registry.setObserver(&queue);
    const Metric *metric = registry.find(u"checks"_s);
    for (int i = 0; i < 100'001; ++i)
        registry.add(metric, 1, {{u"id"_s, QString::number(i)}});
    queue.stop();
    QCOMPARE(warnings.size(), 1);
    QVERIFY2(
        warnings.first().startsWith(u"The test has generated metrics with 100001 unique time series, which is "
                                    "higher than the suggested limit of 100000 and could cause high memory usage. "_s),
        qPrintable(warnings.first()));
}

void TestSampleQueue::doublings()
{
    MetricRegistry registry;
    SeriesCounter counter;
    QList<qsizetype> warnedAt;
    qsizetype added = 0;
    for (; added < SeriesCounter::CountingLimit + SeriesCounter::FirstLimit; ++added) {
        counter.add({registry.find(u"checks"_s), 1, {{u"id"_s, QString::number(added)}}, {}, 0});
        if (!counter.takeWarning().isEmpty())
            warnedAt.append(added + 1);
    }
    QCOMPARE(warnedAt, QList<qsizetype>({100'001, 200'001, 400'001, 800'001, 1'600'001}));
    SeriesCounter same;
    for (int i = 0; i < 10; ++i) {
        same.add({registry.find(u"checks"_s), double(i), {{u"a"_s, u"1"_s}}, {{u"iter"_s, QString::number(i)}}, i});
        same.add({registry.find(u"iterations"_s), double(i), {{u"a"_s, u"1"_s}}, {}, i});
        same.add({registry.find(u"iterations"_s), double(i), {{u"1"_s, u"a"_s}}, {}, i});
    }
    QCOMPARE(same.count(), 3);
}

QTEST_GUILESS_MAIN(TestSampleQueue)
#include "tst_sample_queue.moc"
