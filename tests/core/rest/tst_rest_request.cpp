// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/rest_request.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestRestRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statusChanges_data();
    void statusChanges();
    void badStatusChanges_data();
    void badStatusChanges();
    void setupData_data();
    void setupData();
    void badSetupData_data();
    void badSetupData();
};

namespace {

QString textOf(const StatusChange &change)
{
    return u"paused %1, stopped %2, vus %3"_s
        .arg(change.paused ? (*change.paused ? u"true"_s : u"false"_s) : u"unsaid"_s)
        .arg(change.isStopped)
        .arg(change.hasVus);
}

} // namespace

void TestRestRequest::statusChanges_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &attributes, const QString &expected) {
        QTest::newRow(name) << R"({"data":{"type":"status","id":"default","attributes":)" + attributes + "}}"
                            << expected;
    };
    QTest::newRow("nothing") << "{}"_ba << u"paused unsaid, stopped 0, vus 0"_s;
    QTest::newRow("no attributes") << R"({"data":{"attributes":null}})"_ba << u"paused unsaid, stopped 0, vus 0"_s;
    row("resume", R"({"paused":false})", u"paused false, stopped 0, vus 0"_s);
    row("pause", R"({"paused":true,"stopped":null})", u"paused true, stopped 0, vus 0"_s);
    row("stop", R"({"stopped":true})", u"paused unsaid, stopped 1, vus 0"_s);
    row("VUs", R"({"vus":3})", u"paused unsaid, stopped 0, vus 1"_s);
    row("most VUs", R"({"vus-max":3})", u"paused unsaid, stopped 0, vus 1"_s);
}

void TestRestRequest::statusChanges()
{
    QFETCH(const QByteArray, body);
    QString error;
    const std::optional<StatusChange> change = parseStatusChange(body, &error);
    QVERIFY2(change, qPrintable(error));
    QTEST(textOf(*change), "expected");
}

void TestRestRequest::badStatusChanges_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    QTest::newRow("empty") << QByteArray() << u"illegal value at byte 0"_s;
    QTest::newRow("no JSON") << "{bad"_ba << u"unterminated object at byte 2"_s;
    QTest::newRow("no object") << "[]"_ba << u"an object is wanted"_s;
    QTest::newRow("data that is none") << R"({"data":3})"_ba << u"data must be an object"_s;
    QTest::newRow("attributes that are none") << R"({"data":{"attributes":3}})"_ba << u"attributes must be an object"_s;
    QTest::newRow("text for a number") << R"({"data":{"attributes":{"vus":"x","stopped":true}}})"_ba
                                       << u"vus must be a number"_s;
    QTest::newRow("text for truth") << R"({"data":{"attributes":{"paused":"false"}}})"_ba
                                    << u"paused must be true or false"_s;
    QTest::newRow("number for truth") << R"({"data":{"attributes":{"stopped":1}}})"_ba
                                      << u"stopped must be true or false"_s;
}

void TestRestRequest::badStatusChanges()
{
    QFETCH(const QByteArray, body);
    QString error;
    QVERIFY(!parseStatusChange(body, &error));
    QTEST(error, "error");
}

void TestRestRequest::setupData_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("object") << "{ \"b\" : [1, 2.50],\n\"a\":null }"_ba
                            << R"({"b":[1,2.50],"a":null})"_ba;
    QTest::newRow("text") << R"( "a b \" c \\" )"_ba
                          << R"("a b \" c \\")"_ba;
    QTest::newRow("number") << "9007199254740993"_ba
                            << "9007199254740993"_ba;
}

void TestRestRequest::setupData()
{
    QFETCH(const QByteArray, body);
    QString error;
    const std::optional<QByteArray> data = parseSetupData(body, &error);
    QVERIFY2(data, qPrintable(error));
    QTEST(*data, "expected");
}

void TestRestRequest::badSetupData_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    QTest::newRow("no JSON") << "{\"b\""_ba << u"missing name separator at byte 5"_s;
    QTest::newRow("two values") << "1,2"_ba << u"one JSON value is wanted"_s;
    QTest::newRow("only space") << " "_ba << u"one JSON value is wanted"_s;
}

void TestRestRequest::badSetupData()
{
    QFETCH(const QByteArray, body);
    QString error;
    QVERIFY(!parseSetupData(body, &error));
    QTEST(error, "error");
}

QTEST_GUILESS_MAIN(TestRestRequest)
#include "tst_rest_request.moc"
