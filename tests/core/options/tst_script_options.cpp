// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/script_options.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

constexpr std::int64_t Second = 1'000'000'000;

} // namespace

class TestScriptOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void execution();
    void connections();
    void namesInAnyCase();
    void nothing_data();
    void nothing();
    void unknown();
    void mistakes_data();
    void mistakes();
    void keysStayOutOfMessages();
};

void TestScriptOptions::execution()
{
    const ScriptOptions script = parseScriptOptions(object(R"({
        "vus": "3", "iterations": 9007199254740993, "duration": 1500.7, "setupTimeout": "1d",
        "stages": [{ "duration": "1d2h", "target": "5" }, { "target": 3, "other": 1 }],
        "scenarios": { "a": { "executor": "constant-vus", "VUs": 2, "duration": "1m" } },
        "executionSegment": "25%:1/2", "executionSegmentSequence": "0,0.25,0.5,1",
        "thresholds": { "a": ["x<1", { "threshold": "y<2", "abortOnFail": true, "delayAbortEval": "10s" }], "b": null },
        "systemTags": ["vu", "proto", "proto", "nope"], "ext": { "x": 1 } })"));
    QCOMPARE(script.error, QString());
    QCOMPARE(script.unknown, QString());
    const RunOptions &options = script.options;
    QCOMPARE(options.vus, 3);
    QCOMPARE(options.iterations, 9007199254740993);
    QCOMPARE(options.duration, 1'500'700'000);
    QCOMPARE(options.setupTimeout, 86'400 * Second);
    QCOMPARE(*options.stages, (QList<Stage>{{93'600 * Second, 5}, {std::nullopt, 3}}));
    QCOMPARE(options.scenarios->value(u"a"_s), object(R"({ "executor": "constant-vus", "vus": 2, "duration": "1m" })"));
    QCOMPARE(options.executionSegment, u"1/4:1/2"_s);
    QCOMPARE(options.executionSegmentSequence, u"0,1/4,1/2,1"_s);
    QCOMPARE(options.thresholds->value(u"a"_s),
             (QList<ThresholdSource>{{u"x<1"_s, false, std::nullopt}, {u"y<2"_s, true, 10 * Second}}));
    QVERIFY(options.thresholds->contains(u"b"_s));
    QCOMPARE(*options.systemTags, (QStringList{u"proto"_s, u"vu"_s}));
}

void TestScriptOptions::connections()
{
    const ScriptOptions script = parseScriptOptions(object(R"({
        "hosts": { "A.b:80": "1.2.3.4:5", "*.x": "0:0::1", "z": "[::0:1]:7", "odd": "x" },
        "blockHostnames": ["*.Y"], "blacklistIPs": ["10.1.2.3/8", "fd00::1/16"],
        "dns": { "policy": "onlyIPv6" }, "insecureSkipTLSVerify": true, "tlsVersion": { "min": "tls1.2" },
        "tlsAuth": [{ "cert": "-----BEGIN CERTIFICATE-----", "key": "-----BEGIN KEY-----", "password": "p" }] })"));
    QCOMPARE(script.error, QString());
    const NetOptions net = script.options.net();
    QCOMPARE(net.hosts,
             (QHash<QString, QString>{
                 {u"a.b:80"_s, u"1.2.3.4:5"_s}, {u"*.x"_s, u"::1"_s}, {u"z"_s, u"[::1]:7"_s}, {u"odd"_s, u"x"_s}}));
    QCOMPARE(net.blockHostnames, QStringList{u"*.Y"_s});
    QCOMPARE(net.blacklistIPs, (QStringList{u"10.0.0.0/8"_s, u"fd00::/16"_s}));
    QCOMPARE(net.dnsPolicy, u"onlyIPv6"_s);
    QVERIFY(net.insecureSkipTlsVerify);
    QCOMPARE(net.tlsMinVersion, u"tls1.2"_s);
    QCOMPARE(net.tlsMaxVersion, QString());
    QCOMPARE(net.clientCertificates.size(), 1);
    QCOMPARE(net.clientCertificates.first().password, QByteArray("p"));
    QCOMPARE(parseScriptOptions(object(R"({ "tlsVersion": "tls1.3" })")).options.net().tlsMaxVersion, u"tls1.3"_s);
}

void TestScriptOptions::namesInAnyCase()
{
    const RunOptions options = parseScriptOptions(object(R"({ "VUS": 3, "NOsetup": true })")).options;
    QCOMPARE(options.vus, 3);
    QCOMPARE(options.noSetup, true);
}

void TestScriptOptions::nothing_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const QByteArray json : {R"({})", R"({ "vus": null, "stages": null, "dns": null, "tags": null })",
                                  R"({ "vus": "" })", R"({ "dns": {} })", R"({ "dns": { "ttl": null, "x": 1 } })"})
        QTest::newRow(json.constData()) << json;
}

void TestScriptOptions::nothing()
{
    QFETCH(const QByteArray, json);
    const ScriptOptions script = parseScriptOptions(object(json));
    QCOMPARE(script.error, QString());
    QVERIFY(!script.options.vus && !script.options.stages && !script.options.dns && !script.options.tags);
}

void TestScriptOptions::unknown()
{
    const ScriptOptions script = parseScriptOptions(object(R"({ "foo": 1, "Bar": 2, "vus": 2, "out": ["csv"] })"));
    QCOMPARE(script.unknown, u"Bar"_s); // of the names in their order
    QCOMPARE(script.options.vus, 2);
    QVERIFY(!script.options.out);
}

void TestScriptOptions::mistakes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("snippet");
    QTest::addColumn<QString>("message");
    const auto row = [](const QByteArray &json, const QString &snippet, const QString &message) {
        QTest::newRow(json.constData()) << json << snippet << message;
    };
    const QString field = u"json: cannot unmarshal %1 into Go struct field Options.%2 of type %3"_s;
    row(R"({"vus":"abc"})", uR"(\"vus\": \"abc\")"_s, uR"(strconv.ParseInt: parsing "abc": invalid syntax)"_s);
    row(R"({"vus":"99999999999999999999"})", uR"(\"vus\": \"99999999999999999999\")"_s,
        uR"(strconv.ParseInt: parsing "99999999999999999999": value out of range)"_s);
    row(R"({"vus":1.5})", uR"(\"vus\": 1.5)"_s, field.arg(u"number 1.5"_s, u"vus"_s, u"int64"_s));
    row(R"({"vus":1e30})", uR"(\"vus\": 1e+30)"_s, field.arg(u"number 1e+30"_s, u"vus"_s, u"int64"_s));
    row(R"({"vus":true})", uR"(\"vus\": true)"_s, u"json: cannot unmarshal bool into Go value of type null.Int"_s);
    row(R"({"noSetup":1})", uR"(\"noSetup\": 1)"_s,
        u"json: cannot unmarshal float64 into Go value of type null.Bool"_s);
    row(R"({"userAgent":5})", uR"(\"userAgent\": 5)"_s,
        u"json: cannot unmarshal float64 into Go value of type null.String"_s);
    row(R"({"duration":"1x"})", uR"(\"duration\": \"1x\")"_s, uR"(time: unknown unit "x" in duration "1x")"_s);
    row(R"({"duration":true})", uR"(\"duration\": true)"_s, u"'true' is not a valid duration value"_s);
    row(R"({"duration":[1]})", uR"(\"duration\": [)"_s, u"'[\n    1\n  ]' is not a valid duration value"_s);
    row(R"({"tags":{"a":1}})", uR"(\"a\": 1)"_s, field.arg(u"number"_s, u"tags"_s, u"string"_s));
    row(R"({"tags":["a"]})", uR"(\"tags\": [)"_s, field.arg(u"array"_s, u"tags"_s, u"map[string]string"_s));
    row(R"({"summaryTrendStats":["avg",5]})", u"5"_s, field.arg(u"number"_s, u"summaryTrendStats"_s, u"string"_s));
    row(R"({"thresholds":{"a":"x"}})", uR"(\"a\": \"x\")"_s,
        field.arg(u"string"_s, u"thresholds"_s, u"[]metrics.thresholdConfig"_s));
    row(R"({"thresholds":{"a":[{"threshold":5}]}})", uR"(\"threshold\": 5)"_s,
        field.arg(u"number"_s, u"thresholds.threshold"_s, u"string"_s));
    row(R"({"thresholds":{"a":[{"delayAbortEval":"zz"}]}})", uR"(\"delayAbortEval\": \"zz\")"_s,
        uR"(time: invalid duration "zz")"_s);
    row(R"({"stages":{}})", uR"(\"stages\": {})"_s, field.arg(u"object"_s, u"stages"_s, u"[]lib.Stage"_s));
    row(R"({"stages":[{"target":1.5}]})", uR"(\"target\": 1.5)"_s,
        field.arg(u"number 1.5"_s, u"stages.target"_s, u"int64"_s));
    row(R"({"scenarios":{"a":{}}})", uR"(\"a\": {})"_s, u"scenario 'a' doesn't have a specified executor type"_s);
    row(R"({"scenarios":{"a":{"executor":"x"}}})", uR"(\"executor\": \"x\")"_s, u"unknown executor type 'x'"_s);
    row(R"({"scenarios":{"a":{"executor":"constant-vus","foo":1}}})", uR"(\"foo\": 1)"_s,
        uR"(json: unknown field "foo")"_s);
    row(R"({"scenarios":{"a":{"executor":"ramping-vus","stages":[{"foo":1}]}}})", uR"(\"foo\": 1)"_s,
        uR"(json: unknown field "foo")"_s);
    row(R"({"scenarios":{"a":{"executor":"constant-vus","vus":"x"}}})", uR"(\"vus\": \"x\")"_s,
        uR"(strconv.ParseInt: parsing "x": invalid syntax)"_s);
    row(R"({"scenarios":{"a":{"executor":"constant-vus","env":{"A":1}}}})", uR"(\"A\": 1)"_s,
        field.arg(u"number"_s, u"scenarios.BaseConfig.env"_s, u"string"_s));
    row(R"({"scenarios":{"a":{"executor":"constant-vus","tags":5}}})", uR"(\"tags\": 5)"_s,
        field.arg(u"number"_s, u"scenarios.BaseConfig.tags"_s, u"map[string]string"_s));
    row(R"({"scenarios":5})", uR"(\"scenarios\": 5)"_s,
        field.arg(u"number"_s, u"scenarios"_s, u"map[string]lib.protoExecutorConfig"_s));
    row(R"({"executionSegment":"50.5%"})", uR"(\"executionSegment\": \"50.5%\")"_s,
        u"'50.5%' is not a valid percentage"_s);
    row(R"({"dns":{"policy":"x"}})", uR"(\"policy\": \"x\")"_s, u"x does not belong to DNSPolicy values"_s);
    row(R"({"dns":{"ttl":5}})", uR"(\"ttl\": 5)"_s,
        u"json: cannot unmarshal float64 into Go value of type null.String"_s);
    row(R"({"tlsVersion":{"min":"x"}})", uR"(\"min\": \"x\")"_s, u"unknown TLS version 'x'"_s);
    row(R"({"tlsVersion":{"foo":"x"}})", uR"(\"foo\": \"x\")"_s, uR"(json: unknown field "foo")"_s);
    row(R"({"tlsCipherSuites":["x"]})", uR"(\"x\")"_s, u"unknown cipher suite 'x'"_s);
    row(R"({"tlsAuth":[{}]})", uR"(\"tlsAuth\": [])"_s, u"tls: failed to find any PEM data in certificate input"_s);
    row(R"({"hosts":{"a..b":"1.2.3.4"}})", uR"(\"a..b\": \"1.2.3.4\")"_s, u"invalid host pattern 'a..b'"_s);
    row(R"({"hosts":{"a":"1.2.3.4:x"}})", uR"(\"a\": \"1.2.3.4:x\")"_s,
        uR"(strconv.Atoi: parsing "x": invalid syntax)"_s);
    row(R"({"blockHostnames":["A..b"]})", uR"(\"blockHostnames\": [)"_s, u"invalid hostname pattern 'a..b'"_s);
    row(R"({"blacklistIPs":["1.2.3.4"]})", uR"(\"1.2.3.4\")"_s,
        u"failed to parse CIDR '1.2.3.4': invalid CIDR address: 1.2.3.4"_s);
    row(R"({"duration":"y","tags":5,"vus":"x"})", uR"(\"duration\": \"y\")"_s, uR"(time: invalid duration "y")"_s);
}

void TestScriptOptions::mistakes()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, snippet);
    QFETCH(const QString, message);
    QCOMPARE(parseScriptOptions(object(json)).error,
             u"parsing options from script got error while parsing \"%1\": %2"_s.arg(snippet, message));
}

void TestScriptOptions::keysStayOutOfMessages()
{
    const QString error = parseScriptOptions(object(R"({ "tlsAuth": [{ "cert": "x", "key": "SECRET" }] })")).error;
    QVERIFY(!error.isEmpty());
    QVERIFY2(!error.contains(u"SECRET"_s), qPrintable(error));
}

QTEST_GUILESS_MAIN(TestScriptOptions)
#include "tst_script_options.moc"
