// SPDX-License-Identifier: GPL-3.0-or-later
// data/*.json are options of scripts, data/*.expected.json what `k6 inspect` printed for them.
#include "options/go_json.h"
#include "options/option_tiers.h"
#include "options/options_json.h"
#include "options/script_options.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

QByteArray data(const QString &name)
{
    QFile file(QFINDTESTDATA(u"data/"_s + name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

RunOptions optionsOf(const QByteArray &json)
{
    return parseScriptOptions(QJsonDocument::fromJson(json).object()).options;
}

} // namespace

class TestOptionsJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inspection_data();
    void inspection();
    void whatIsPrintedIsRead_data();
    void whatIsPrintedIsRead();
    void requirements();
    void ofARun();
    void encoding_data();
    void encoding();
};

void TestOptionsJson::inspection_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : {u"every_option"_s, u"empty_values"_s})
        QTest::newRow(qPrintable(name)) << name;
}

void TestOptionsJson::inspection()
{
    QFETCH(const QString, name);
    const ScriptOptions script = parseScriptOptions(QJsonDocument::fromJson(data(name + u".json"_s)).object());
    QCOMPARE(script.error, QString());
    QCOMPARE(inspectionJson(script.options).split(u'\n'),
             QString::fromUtf8(data(name + u".expected.json"_s)).split(u'\n'));
}

void TestOptionsJson::whatIsPrintedIsRead_data()
{
    inspection_data();
}

void TestOptionsJson::whatIsPrintedIsRead()
{
    QFETCH(const QString, name);
    const QString printed = optionsJson(optionsOf(data(name + u".json"_s)));
    QCOMPARE(optionsJson(optionsOf(printed.toUtf8())), printed);
}

void TestOptionsJson::requirements()
{
    const QString text = executionRequirementsJson(consolidate({}).options, 600'000'000'000 + 30'000'000'000, 7);
    QVERIFY2(text.endsWith(u"\n  \"features\": null,\n  \"totalDuration\": \"10m30s\",\n  \"maxVUs\": 7\n}"_s),
             qPrintable(text));
}

void TestOptionsJson::ofARun()
{
    RunOptions options = optionsOf(R"({"vus":1,"iterations":2,"duration":"1s","stages":[],"noSetup":true})");
    options.localIPs = u"127.0.0.1"_s;
    const QString text = executionOptionsJson(options);
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    for (const QString &shortcut : {u"vus"_s, u"iterations"_s, u"duration"_s, u"stages"_s})
        QVERIFY(!object.contains(shortcut));
    QVERIFY2(text.startsWith(uR"({"paused":null,"scenarios":null,"executionSegment":null,)"_s), qPrintable(text));
    QVERIFY2(text.endsWith(uR"("features":null,"consoleOutput":null,"localIPs":"127.0.0.1"})"_s), qPrintable(text));
    QCOMPARE(object.value(u"noSetup"_s), QJsonValue(true));
}

void TestOptionsJson::encoding_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text"); // as Go's encoder writes it
    const auto row = [](const QByteArray &json, const QString &text) {
        QTest::newRow(json.constData()) << json << text;
    };
    row(R"("a<b>&\u2028\u0001\b\f\"\\é")", uR"("a\u003cb\u003e\u0026\u2028\u0001\b\f\"\\é")"_s);
    row("[0, 1, -5, 1.5, 1e21, 1e20, 0.0000001, 0.000001, 9007199254740993]",
        u"[0,1,-5,1.5,1e+21,100000000000000000000,1e-7,0.000001,9007199254740993]"_s);
    row(R"({"b":[],"a":{},"c":null,"d":true})", uR"({"a":{},"b":[],"c":null,"d":true})"_s);
}

void TestOptionsJson::encoding()
{
    QFETCH(const QByteArray, json);
    const QJsonValue value = QJsonDocument::fromJson('[' + json + ']').array().at(0);
    QTEST(goJson::value(value), "text");
}

QTEST_GUILESS_MAIN(TestOptionsJson)
#include "tst_options_json.moc"
