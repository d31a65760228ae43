// SPDX-License-Identifier: GPL-3.0-or-later
// Many virtual users at once lose nothing and leave nothing behind. At its full size, which takes a minute and more
// than half a gigabyte: SOCKSCOPE_LOAD_VUS=1000 SOCKSCOPE_LOAD_SECONDS=60 tst_run_load
#include "metrics/metric_registry.h"
#include "peer/echo_peer.h"
#include "support/process_state.h"
#include "support/script_runner.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

constexpr int Trips = 5;
constexpr int MessageBytes = 64;

/// Counts what arrives, by metric.
class CountingOutput : public SampleOutput
{
public:
    struct Seen
    {
        std::uint64_t samples = 0;
        double sum = 0;
    };
    using Counts = QHash<QString, Seen>;

    explicit CountingOutput(Counts &counts)
        : m_counts(counts)
    {
    }
    bool start(QString *) override { return true; }
    void add(const std::vector<Sample> &batch) override
    {
        for (const Sample &sample : batch) {
            Seen &seen = m_counts[sample.metric->name];
            ++seen.samples;
            seen.sum += sample.value;
        }
    }
    void stop() override {}
    QString description() const override { return u"counting"_s; }

private:
    Counts &m_counts;
};

int fromEnvironment(const char *name, int otherwise)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? value : otherwise;
}

/// Sessions of a few round trips, one after the other.
QString script(int vus, int seconds, int port)
{
    return uR"(
import { Socket } from 'k6/x/tcp'
import { Counter } from 'k6/metrics'
export const options = { vus: %1, duration: '%2s', systemTags: [] }
const trips = new Counter('trips')
export default async function () {
    const socket = new Socket()
    let arrived, received = 0
    socket.on('data', (bytes) => { received += bytes.length; if (received % %5 === 0) arrived() })
    await socket.connect(%3, '127.0.0.1')
    for (let i = 0; i < %4; i++) {
        const reply = new Promise((resolve) => { arrived = resolve })
        await socket.write('x'.repeat(%5))
        await reply
        trips.add(1)
    }
    socket.destroy()
})"_s.arg(vus)
        .arg(seconds)
        .arg(port)
        .arg(Trips)
        .arg(MessageBytes);
}

/// The numbers of this process's threads; one that was joined may still be there for a moment.
QSet<QString> threads()
{
    const QStringList numbers = QDir(u"/proc/self/task"_s).entryList(QDir::NoDotAndDotDot | QDir::Dirs);
    return {numbers.begin(), numbers.end()};
}

} // namespace

class TestRunLoad : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingIsLostOrLeft();

private:
    void load(int vus, int seconds);
    EchoPeer m_peer;
};

void TestRunLoad::initTestCase()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    QVERIFY2(m_peer.start(), qPrintable(m_peer.errorString()));
    load(2, 1); // what is made once and stays
}

/// The script, the registry, the output and the server agree on what was done.
void TestRunLoad::load(int vus, int seconds)
{
    const QTemporaryDir folder;
    LogRecorder log;
    CountingOutput::Counts counts;
    TestRunConfig config;
    config.script = folder.filePath(u"script.js"_s);
    config.source = script(vus, seconds, m_peer.port()).toUtf8();
    config.log = &log;
    config.makeOutputs = [&counts](const TestRun &, QString *) {
        SampleQueue::Outputs outputs;
        outputs.push_back(std::make_unique<CountingOutput>(counts));
        return outputs;
    };
    const qint64 connections = m_peer.counters().connections;
    const qint64 bytes = m_peer.counters().bytesReceived;
    TestRun run(config);
    const TestRunResult result = run.execute();

    QCOMPARE(result.exitCode, ExitCode::Ok);
    QCOMPARE(log.messages(LogLevel::Error), QStringList());
    QVERIFY(result.completed >= static_cast<std::uint64_t>(vus));
    const auto sessions = static_cast<double>(result.completed + result.interrupted);
    const auto sum = [&run](const QString &name) { return run.metrics().totals(run.metrics().find(name)).sum; };
    QCOMPARE(result.interrupted, 0U); // none takes as long as the graceful stop
    QCOMPARE(sum(u"iterations"_s), sessions);
    QCOMPARE(sum(u"tcp_sockets"_s), sessions);
    QCOMPARE(static_cast<double>(m_peer.counters().connections - connections), sessions);
    QCOMPARE(sum(u"trips"_s), sessions * Trips);
    QCOMPARE(sum(u"tcp_writes"_s), sessions * Trips);
    QVERIFY(sum(u"tcp_reads"_s) >= sessions * Trips);
    QCOMPARE(sum(u"data_sent"_s), sessions * Trips * MessageBytes);
    QCOMPARE(sum(u"data_received"_s), sessions * Trips * MessageBytes);
    QCOMPARE(static_cast<double>(m_peer.counters().bytesReceived - bytes), sessions * Trips * MessageBytes);
    for (const Metric *metric : run.metrics().metrics()) {
        QCOMPARE(counts.value(metric->name).samples, run.metrics().totals(metric).samples);
        if (metric->type == MetricType::Counter)
            QCOMPARE(counts.value(metric->name).sum, run.metrics().totals(metric).sum);
    }
}

void TestRunLoad::nothingIsLostOrLeft()
{
    QTRY_COMPARE(m_peer.counters().openConnections.load(), 0);
    const qsizetype descriptorsBefore = openDescriptors();
    const QSet<QString> threadsBefore = threads();
    load(fromEnvironment("SOCKSCOPE_LOAD_VUS", isMemoryMeasurable ? 100 : 10),
         fromEnvironment("SOCKSCOPE_LOAD_SECONDS", 2));
    if (QTest::currentTestFailed())
        return;
    QTRY_COMPARE(m_peer.counters().openConnections.load(), 0);
    QCOMPARE(openDescriptors(), descriptorsBefore);
    QTRY_COMPARE(threads() - threadsBefore, QSet<QString>());
}

QTEST_GUILESS_MAIN(TestRunLoad)
#include "tst_run_load.moc"
