// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/system_tags.h"
#include "output/samples/csv_output.h"
#include "output/samples/run_output.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr std::int64_t Time = 1'795'326'959'628'106'938; // 2026-11-22T05:55:59.628106938Z

class RecordingLog : public LogSink
{
public:
    void write(const LogRecord &record) override { records.append(record); }
    QList<LogRecord> records;
};

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("can't be opened");
}

/// The thresholds of the run whose lines the tests expect; k6 2.2 wrote them.
MetricsSnapshot definitions()
{
    MetricSnapshot metric;
    metric.name = u"cc"_s;
    metric.thresholds = {{u" count > 1 "_s, true, 90'000'000'000, true},
                         {u"count<10"_s, true, std::nullopt, true},
                         {u"rate>0"_s, false, std::nullopt, true}};
    MetricSnapshot part;
    part.name = u"cc{\"a\" : \"b=1\" ,c:d}"_s;
    part.parent = u"cc"_s;
    part.suffix = u"\"a\" : \"b=1\" ,c:d"_s;
    part.tags = {{u"a"_s, u"b=1"_s}, {u"c"_s, u"d"_s}};
    return {{metric, part}, 0};
}

/// Awkward characters for either format, as k6 wrote them.
const QString Awkward = QString(u'\0') + QStringLiteral(u"\u0001\b\f\n\r\t\u001f\u007f\u0080\u2028\u2029<>&\"\\/") +
                        QChar(0xd800) + QStringLiteral(u"é😀");

} // namespace

class TestSampleOutputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void json();
    void jsonOfOtherZones();
    void jsonHasNoInfinity();
    void csv();
    void csvTimes_data();
    void csvTimes();
    void csvFields_data();
    void csvFields();
    void compressed_data();
    void compressed();
    void mistakes_data();
    void mistakes();
    void descriptions_data();
    void descriptions();
    void fullDisk();
    void flushesInTime();
    void junit();

private:
    std::unique_ptr<RunOutput> create(const QString &option)
    {
        QString error;
        std::unique_ptr<RunOutput> output = createOutput(option, m_context, &error);
        if (!output || !output->start(&error))
            qFatal("%s: %s", qPrintable(option), qPrintable(error));
        return output;
    }
    /// What an output writes for one batch.
    QByteArray written(const QString &option, const QString &file, const std::vector<Sample> &batch)
    {
        const std::unique_ptr<RunOutput> output = create(option);
        output->add(batch);
        output->stop();
        return contentsOf(file);
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    RecordingLog m_log;
    OutputContext m_context{definitions(), {u"group"_s, u"scenario"_s, u"vu"_s, u"check"_s, u"iter"_s}, {}, &m_log};
    Metric m_counter{u"cc"_s, MetricType::Counter, MetricContains::Default};
    Metric m_trend{u"tt"_s, MetricType::Trend, MetricContains::Time};
};

void TestSampleOutputs::json()
{
    const TagMap tags{{u"group"_s, u""_s}, {u"scenario"_s, u"default"_s}};
    const QByteArray actual =
        written(u"json="_s + path(u"a.json"_s), path(u"a.json"_s),
                {{&m_counter, 0.1, {{u"k"_s, Awkward}, {u" sp"_s, u" lead"_s}, {u"c"_s, u"d"_s}}, {}, Time},
                 {&m_counter, 1e21, tags, {{u"vu"_s, u"1"_s}, {u"iter"_s, u"0"_s}, {u"md"_s, u"M<>"_s}}, Time - 8},
                 {&m_trend, 1e-7, tags, {}, Time - 628'106'938},
                 {&m_counter, -1.0 / 3, {}, {}, Time - 106'938}});
    const QByteArray expected =
        R"({"type":"Metric","data":{"name":"cc","type":"counter","contains":"default","thresholds":[{"threshold":" count > 1 ","abortOnFail":true,"delayAbortEval":"1m30s"},{"threshold":"count<10","abortOnFail":true,"delayAbortEval":null},"rate>0"],"submetrics":[{"name":"cc{\"a\" : \"b=1\" ,c:d}","suffix":"\"a\" : \"b=1\" ,c:d","tags":{"a":"b=1","c":"d"}}]},"metric":"cc"})"
        "\n"
        R"({"metric":"cc","type":"Point","data":{"time":"2026-11-22T05:55:59.628106938Z","value":0.1,"tags":{" sp":" lead","c":"d","k":"\u0000\u0001\b\f\n\r\t\u001f)"
        "\x7f\xc2\x80"
        R"(\u2028\u2029<>&\"\\/)"
        "\xef\xbf\xbd\xc3\xa9\xf0\x9f\x98\x80\"}}}\n"
        R"({"metric":"cc","type":"Point","data":{"time":"2026-11-22T05:55:59.62810693Z","value":1e+21,"tags":{"group":"","scenario":"default"},"metadata":{"iter":"0","md":"M<>","vu":"1"}}})"
        "\n"
        R"({"type":"Metric","data":{"name":"tt","type":"trend","contains":"time","thresholds":[],"submetrics":null},"metric":"tt"})"
        "\n"
        R"({"metric":"tt","type":"Point","data":{"time":"2026-11-22T05:55:59Z","value":1e-7,"tags":{"group":"","scenario":"default"}}})"
        "\n"
        R"({"metric":"cc","type":"Point","data":{"time":"2026-11-22T05:55:59.628Z","value":-0.3333333333333333,"tags":{}}})"
        "\n";
    QCOMPARE(actual, expected);
}

void TestSampleOutputs::jsonOfOtherZones()
{
    qputenv("TZ", "Asia/Kolkata");
    const QByteArray actual = written(u"json="_s + path(u"z.json"_s), path(u"z.json"_s), {{&m_trend, 1, {}, {}, Time}});
    qputenv("TZ", "UTC");
    QVERIFY2(actual.contains("\"2026-11-22T11:25:59.628106938+05:30\""), actual.constData());
}

void TestSampleOutputs::jsonHasNoInfinity()
{
    m_log.records.clear();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const QByteArray actual = written(u"json="_s + path(u"i.json"_s), path(u"i.json"_s),
                                      {{&m_trend, 1, {}, {}, Time}, {&m_trend, infinity, {}, {}, Time}});
    QCOMPARE(actual.count('\n'), 2);
    QCOMPARE(m_log.records.size(), 1);
    QCOMPARE(m_log.records[0].message, u"Sample(s) couldn't be marshalled to JSON"_s);
    const QMap<QString, QString> fields{{u"error"_s, u"json: unsupported value: +Inf"_s},
                                        {u"failed"_s, u"1"_s},
                                        {u"filename"_s, path(u"i.json"_s)},
                                        {u"output"_s, u"json"_s}};
    QCOMPARE(m_log.records[0].fields, fields);
}

void TestSampleOutputs::csv()
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const QByteArray actual =
        written(u"csv="_s + path(u"a.csv"_s), path(u"a.csv"_s),
                {{&m_counter,
                  0.1,
                  {{u"scenario"_s, u"default"_s}, {u"run"_s, u"é\n x"_s}, {u"a"_s, u"b=1&2"_s}, {u"c"_s, u"d,\"e\""_s}},
                  {{u"vu"_s, u"1"_s}, {u"iter"_s, u"0"_s}},
                  Time},
                 {&m_counter, 1e100, {{u"group"_s, u"::a,b"_s}}, {}, Time},
                 {&m_trend, infinity, {{u"check"_s, u"x"_s}}, {}, Time},
                 {&m_trend, -1.0 / 3, {}, {}, Time}});
    const QByteArray expected = "metric_name,timestamp,metric_value,check,group,scenario,extra_tags,metadata\n"
                                "cc,1795326959,0.100000,,,default,\"a=b=1&2&c=d,\"\"e\"\"&run=é\n x\",iter=0&vu=1\n"
                                "cc,1795326959,"
                                "10000000000000000159028911097599180468360808563945281389781327557747838772170381060813"
                                "469985856815104.000000,,\"::a,b\",,,\n"
                                "tt,1795326959,+Inf,x,,,,\n"
                                "tt,1795326959,-0.333333,,,,,\n";
    QCOMPARE(actual, expected);
    m_context.systemTags = SystemTags().names();
    const QByteArray header = written(u"csv="_s + path(u"b.csv"_s), path(u"b.csv"_s), {});
    m_context.systemTags = {u"group"_s, u"scenario"_s};
    QCOMPARE(header, "metric_name,timestamp,metric_value,check,error,error_code,expected_response,group,method,name,"
                     "proto,scenario,service,status,subproto,tls_version,url,extra_tags,metadata\n");
}

void TestSampleOutputs::csvTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("unix") << QByteArray("1795326959");
    QTest::newRow("unix_milli") << QByteArray("1795326959628");
    QTest::newRow("unix_micro") << QByteArray("1795326959628106");
    QTest::newRow("unix_nano") << QByteArray("1795326959628106938");
    QTest::newRow("rfc3339") << QByteArray("2026-11-22T05:55:59Z");
    QTest::newRow("rfc3339_nano") << QByteArray("2026-11-22T05:55:59.628106938Z");
}

void TestSampleOutputs::csvTimes()
{
    QFETCH(const QByteArray, text);
    const QString format = QString::fromLatin1(QTest::currentDataTag());
    const QString file = path(u"t.csv"_s);
    const std::vector<Sample> batch{{&m_trend, 1, {}, {}, Time}};
    const QByteArray line = "\ntt," + text + ",1.000000,";
    QVERIFY(written(u"csv=fileName=%1,saveInterval=2s,timeFormat=%2"_s.arg(file, format), file, batch).contains(line));
    m_context.environment = {{u"K6_CSV_FILENAME"_s, file}, {u"K6_CSV_TIME_FORMAT"_s, format}};
    const QByteArray actual = written(u"csv"_s, file, batch);
    m_context.environment.clear();
    QVERIFY2(actual.contains(line), actual.constData());
}

void TestSampleOutputs::csvFields_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("empty") << u""_s << QByteArray();
    QTest::newRow("plain") << u"it's k=v"_s << QByteArray("it's k=v");
    QTest::newRow("comma") << u"a,b"_s << QByteArray("\"a,b\"");
    QTest::newRow("quote") << u"\""_s << QByteArray("\"\"\"\"");
    QTest::newRow("carriage return") << u"cr\rx"_s << QByteArray("\"cr\rx\"");
    QTest::newRow("leading tab") << u"\ttab"_s << QByteArray("\"\ttab\"");
    QTest::newRow("leading no-break space") << u"\u00a0nb"_s << QByteArray("\"\u00a0nb\"");
    QTest::newRow("trailing space") << u"a "_s << QByteArray("a ");
    QTest::newRow("what PostgreSQL ends at") << u"\\."_s << QByteArray("\"\\.\"");
}

void TestSampleOutputs::csvFields()
{
    QFETCH(const QString, text);
    QTEST(csvField(text), "field");
}

void TestSampleOutputs::compressed_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("json") << u"json"_s;
    QTest::newRow("csv") << u"csv"_s;
}

void TestSampleOutputs::compressed()
{
    QFETCH(const QString, type);
    const std::vector<Sample> batch(5000, {&m_trend, 1.5, {{u"a"_s, u"b"_s}}, {}, Time});
    const QByteArray plain = written(type + u'=' + path(u"plain"_s), path(u"plain"_s), batch);
    const QByteArray packed = written(type + u'=' + path(u"x.gz"_s), path(u"x.gz"_s), batch);
    QVERIFY(packed.size() < plain.size() / 20);
    QProcess gzip;
    gzip.start(u"gzip"_s, {u"-dc"_s, path(u"x.gz"_s)});
    QVERIFY(gzip.waitForFinished());
    QCOMPARE(gzip.exitCode(), 0);
    QVERIFY(gzip.readAllStandardOutput() == plain);
}

void TestSampleOutputs::mistakes_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("error");
    const QString csv = u"could not create the 'csv' output: "_s;
    QTest::newRow("type") << u"foo"_s << u"invalid output type 'foo', available types are: csv, json, junit"_s;
    QTest::newRow("nothing") << u""_s << u"invalid output type '', available types are: csv, json, junit"_s;
    QTest::newRow("json folder") << u"json=/nonexistent/x"_s << u"open /nonexistent/x: no such file or directory"_s;
    QTest::newRow("csv folder") << u"csv=/nonexistent/x"_s << csv + u"open /nonexistent/x: no such file or directory"_s;
    QTest::newRow("key") << u"csv=foo=1"_s << csv + u"unknown key \"foo\" as argument for csv output"_s;
    QTest::newRow("pairs") << u"csv=fileName=a.csv,,x"_s
                           << csv + u"couldn't parse \"fileName=a.csv,,x\" as argument for csv output"_s;
    QTest::newRow("time format") << u"csv=timeFormat=abc"_s << csv + u"abc does not belong to TimeFormat values"_s;
    QTest::newRow("interval") << u"csv=saveInterval=abc"_s << csv + u"time: invalid duration \"abc\""_s;
    QTest::newRow("is a folder") << u"junit=/"_s << u"open /: is a directory"_s;
}

void TestSampleOutputs::mistakes()
{
    QFETCH(const QString, option);
    QString error;
    const std::unique_ptr<RunOutput> output = createOutput(option, m_context, &error);
    QVERIFY(!output || !output->start(&error));
    QTEST(error, "error");
}

void TestSampleOutputs::descriptions_data()
{
    QTest::addColumn<QString>("description");
    QTest::newRow("json") << u"json(stdout)"_s;
    QTest::newRow("json=-") << u"json(stdout)"_s;
    QTest::newRow("json=x.gz") << u"json (x.gz)"_s;
    QTest::newRow("csv") << u"csv (file.csv)"_s;
    QTest::newRow("csv=-") << u"csv (stdout)"_s;
    QTest::newRow("csv=fileName=h.csv.gz,saveInterval=2s") << u"csv (h.csv.gz)"_s;
    QTest::newRow("csv=a,b") << u"csv (a,b)"_s;
    QTest::newRow("junit") << u"junit (junit.xml)"_s;
}

void TestSampleOutputs::descriptions()
{
    QString error;
    const std::unique_ptr<RunOutput> output =
        createOutput(QString::fromLatin1(QTest::currentDataTag()), m_context, &error);
    QVERIFY2(output, qPrintable(error));
    QTEST(output->description(), "description");
}

/// One sentence, not one for each batch, and the run goes on.
void TestSampleOutputs::fullDisk()
{
    m_log.records.clear();
    const std::unique_ptr<RunOutput> output = create(u"csv=fileName=/dev/full,saveInterval=1ms"_s);
    for (int round = 0; round < 3; ++round)
        output->add(std::vector<Sample>(20'000, {&m_trend, 1, {}, {}, Time}));
    output->stop();
    QCOMPARE(m_log.records.size(), 1);
    QCOMPARE(m_log.records[0].fields[u"error"_s], u"write /dev/full: no space left on device"_s);
}

void TestSampleOutputs::flushesInTime()
{
    const std::unique_ptr<RunOutput> output = create(u"json="_s + path(u"live.json"_s));
    output->add({{&m_trend, 1, {}, {}, Time}});
    QTRY_VERIFY_WITH_TIMEOUT((output->add({}), contentsOf(path(u"live.json"_s)).endsWith("}}\n")), 5000);
    output->stop();
}

void TestSampleOutputs::junit()
{
    RunSummary summary;
    summary.metrics = definitions();
    summary.metrics.seconds = 2.5;
    summary.metrics.metrics[0].thresholds[1].ok = false;
    summary.metrics.metrics[0].totals.sum = 12;
    summary.metrics.metrics[0].totals.samples = 1;
    summary.checks = {{u""_s, u"a <b> \u0007"_s, 3, 0}, {u"::g"_s, u"fails"_s, 1, 2}};
    const std::unique_ptr<RunOutput> output = create(u"junit="_s + path(u"r.xml"_s));
    output->add({{&m_counter, 1, {}, {}, Time}});
    output->addSummary(summary);
    output->stop();
    const QByteArray expected = R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sockscope" tests="5" failures="2" errors="0" time="2.500">
  <testsuite name="thresholds" tests="3" failures="1" errors="0" time="2.500">
    <testcase classname="cc" name=" count &gt; 1 " time="0"/>
    <testcase classname="cc" name="count&lt;10" time="0">
      <failure message="✗ 'count&lt;10' count=12"/>
    </testcase>
    <testcase classname="cc" name="rate&gt;0" time="0"/>
  </testsuite>
  <testsuite name="checks" tests="2" failures="1" errors="0" time="2.500">
    <testcase classname="checks" name="a &lt;b&gt; ␇" time="0"/>
    <testcase classname="::g" name="fails" time="0">
      <failure message="failed 2 of 3 times"/>
    </testcase>
  </testsuite>
</testsuites>
)";
    QCOMPARE(QString::fromUtf8(contentsOf(path(u"r.xml"_s))), QString::fromUtf8(expected));
}

QTEST_GUILESS_MAIN(TestSampleOutputs)
#include "tst_sample_outputs.moc"
