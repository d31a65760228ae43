// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions of thresholds. The refusals were taken from k6 2.2.
#include "metrics/threshold_expression.h"

#include <QRegularExpression>
#include <QTest>

#include <array>
#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Expression = ThresholdExpression;
using Method = Expression::Method;
using Operator = Expression::Operator;

class TestThresholdExpression : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void randomExpressionsRoundTrip();
    void garbageIsAnswered();
    void methodsOfTypes();
    void measures_data();
    void measures();
    void holds_data();
    void holds();
};

void TestThresholdExpression::parses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<Method>("method");
    QTest::addColumn<double>("percentile");
    QTest::addColumn<Operator>("comparison");
    QTest::addColumn<double>("bound");
    const auto row = [](const char *source, Method method, double share, Operator comparison, double bound) {
        QTest::newRow(source) << QString::fromUtf8(source) << method << share << comparison << bound;
    };
    row("count<1", Method::Count, 0, Operator::Less, 1);
    row("  count\t<=  1e3 ", Method::Count, 0, Operator::LessEqual, 1000);
    row("rate>0.5", Method::Rate, 0, Operator::Greater, 0.5);
    row("rate>=.5", Method::Rate, 0, Operator::GreaterEqual, 0.5);
    row("value===-5", Method::Value, 0, Operator::StrictlyEqual, -5);
    row("value==5", Method::Value, 0, Operator::Equal, 5);
    row("avg!=5", Method::Avg, 0, Operator::NotEqual, 5);
    row("min<1_000", Method::Min, 0, Operator::Less, 1000);
    row("med<0x1p4", Method::Med, 0, Operator::Less, 16);
    row("max<+7", Method::Max, 0, Operator::Less, 7);
    row("p(95)<200", Method::Percentile, 95, Operator::Less, 200);
    row("p(99.99)<200", Method::Percentile, 99.99, Operator::Less, 200);
    row("p(0)<200", Method::Percentile, 0, Operator::Less, 200);
    row("p(1e2)<200", Method::Percentile, 100, Operator::Less, 200);
    row("p<200", Method::Percentile, 0, Operator::Less, 200); // k6 takes it for p(0)
}

void TestThresholdExpression::parses()
{
    QFETCH(QString, source);
    QFETCH(Method, method);
    QFETCH(double, percentile);
    QFETCH(Operator, comparison);
    QFETCH(double, bound);
    QString error;
    const auto expression = Expression::parse(source, &error);
    QVERIFY2(expression, qPrintable(error));
    QCOMPARE(expression->method, method);
    QCOMPARE(expression->percentile, percentile);
    QCOMPARE(expression->comparison, comparison);
    QCOMPARE(expression->bound, bound);
}

void TestThresholdExpression::refuses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *source, const char *message) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(message);
    };
    row("", R"(failed parsing threshold expression ""; reason: malformed threshold expression)");
    row("count 1", R"(failed parsing threshold expression "count 1"; reason: malformed threshold expression)");
    row("count<", R"(failed parsing threshold expression "count<"; reason: malformed threshold expression)");
    row("count=3", R"(failed parsing threshold expression "count=3"; reason: malformed threshold expression)");
    row("count<=",
        R"(failed parsing threshold expresion's "count<=" right hand side; reason: strconv.ParseFloat: parsing "=": invalid syntax)");
    row("count< ",
        R"(failed parsing threshold expresion's "count< " right hand side; reason: strconv.ParseFloat: parsing "": invalid syntax)");
    row("count<0x10",
        R"(failed parsing threshold expresion's "count<0x10" right hand side; reason: strconv.ParseFloat: parsing "0x10": invalid syntax)");
    row("count<1e999",
        R"(failed parsing threshold expresion's "count<1e999" right hand side; reason: strconv.ParseFloat: parsing "1e999": value out of range)");
    row("count<\"",
        R"(failed parsing threshold expresion's "count<\"" right hand side; reason: strconv.ParseFloat: parsing "\"": invalid syntax)");
    row("count<\xc3\xa9\\tx",
        R"(failed parsing threshold expresion's "count<é\\tx" right hand side; reason: strconv.ParseFloat: parsing "é\\tx": invalid syntax)");
    row("count<5<6",
        R"(failed parsing threshold expresion's "count<5<6" right hand side; reason: strconv.ParseFloat: parsing "5<6": invalid syntax)");
    row("count<5<=6",
        R"(failed parsing threshold expression's "count<5<=6" left hand side; reason: failed parsing method from expression)");
    row("foo<1",
        R"(failed parsing threshold expression's "foo<1" left hand side; reason: failed parsing method from expression)");
    row("P(95)<1",
        R"(failed parsing threshold expression's "P(95)<1" left hand side; reason: failed parsing method from expression)");
    row("p(95<6",
        R"(failed parsing threshold expression's "p(95<6" left hand side; reason: failed parsing method from expression)");
    row("p( 95 )<6",
        R"(failed parsing threshold expression's "p( 95 )<6" left hand side; reason: malformed percentile value; reason: strconv.ParseFloat: parsing " 95 ": invalid syntax)");
    row("p()<6",
        R"(failed parsing threshold expression's "p()<6" left hand side; reason: malformed percentile value; reason: strconv.ParseFloat: parsing "": invalid syntax)");
    row("p(95))<6",
        R"~(failed parsing threshold expression's "p(95))<6" left hand side; reason: malformed percentile value; reason: strconv.ParseFloat: parsing "95)": invalid syntax)~");
    row("p(101)<1",
        R"(failed parsing threshold expression's "p(101)<1" left hand side; reason: malformed percentile value, provide a number between 0 and 100)");
    row("p(nan)<6",
        R"(failed parsing threshold expression's "p(nan)<6" left hand side; reason: malformed percentile value, provide a number between 0 and 100)");
    row("p(-1)<6",
        R"(failed parsing threshold expression's "p(-1)<6" left hand side; reason: malformed percentile value, provide a number between 0 and 100)");
}

void TestThresholdExpression::refuses()
{
    QFETCH(QString, source);
    QFETCH(QString, message);
    QString error;
    QVERIFY(!Expression::parse(source, &error));
    QCOMPARE(error, message);
    QVERIFY(!Expression::parse(source));
}

void TestThresholdExpression::randomExpressionsRoundTrip()
{
    std::mt19937_64 random(5);
    for (int i = 0; i < 20'000; ++i) {
        Expression expression;
        expression.method = static_cast<Method>(random() % 8);
        if (expression.method == Method::Percentile)
            expression.percentile = std::uniform_real_distribution(0.0, 100.0)(random);
        expression.comparison = static_cast<Operator>(random() % 7);
        expression.bound =
            std::ldexp(std::uniform_real_distribution(-1.0, 1.0)(random), static_cast<int>(random() % 2000) - 1000);
        QString text = expression.text();
        const auto at = text.indexOf(QRegularExpression(u"[<>=!]"_s));
        text.insert(at, QString(qsizetype(random() % 3), u' '));
        QString error;
        const auto read = Expression::parse(QString(qsizetype(random() % 3), u' ') + text + u' ', &error);
        QVERIFY2(read, qPrintable(error));
        QVERIFY2(read->method == expression.method && read->percentile == expression.percentile &&
                     read->comparison == expression.comparison && read->bound == expression.bound,
                 qPrintable(text));
        QCOMPARE(read->text(), expression.text());
    }
}

void TestThresholdExpression::garbageIsAnswered()
{
    std::mt19937_64 random(6);
    const QStringList parts{u"count"_s, u"p("_s, u")"_s,  u"<"_s,  u"<="_s,  u"="_s,  u"!="_s, u"9"_s,
                            u"."_s,     u"e"_s,  u" "_s,  u"-"_s,  u"nan"_s, u"\0"_s, u"\n"_s, QString(QChar(0xd800)),
                            u"é"_s,     u"0x"_s, u"\""_s, u"%1"_s, u"_"_s};
    int accepted = 0;
    for (int i = 0; i < 50'000; ++i) {
        QString text;
        for (std::uint64_t n = random() % 9; n > 0; --n)
            text += parts.at(qsizetype(random() % std::uint64_t(parts.size())));
        QString error;
        const auto read = Expression::parse(text, &error);
        QCOMPARE(read.has_value(), error.isEmpty());
        if (read) {
            ++accepted;
            QVERIFY(Expression::parse(read->text()));
        } else {
            QVERIFY2(error.startsWith(u"failed parsing threshold expres"_s) && error.contains(u"reason: "_s),
                     qPrintable(error));
        }
    }
    QVERIFY(accepted > 0); // so the parts do make conditions
}

void TestThresholdExpression::methodsOfTypes()
{
    for (const auto type : {MetricType::Counter, MetricType::Gauge, MetricType::Rate, MetricType::Trend}) {
        for (int i = 0; i < 8; ++i) {
            Expression expression;
            expression.method = static_cast<Method>(i);
            QCOMPARE(expression.supports(type), thresholdMethods(type).contains(expression.method));
        }
    }
    QVERIFY(!thresholdMethods(MetricType::Trend).contains(Method::Count));
}

void TestThresholdExpression::measures_data()
{
    QTest::addColumn<MetricType>("type");
    QTest::addColumn<bool>("hasSamples");
    QTest::addColumn<QString>("source");
    QTest::addColumn<double>("expected"); // NaN: nothing to compare
    const double none = std::nan("");
    QTest::newRow("count") << MetricType::Counter << true << u"count<1"_s << 30.0;
    QTest::newRow("rate of a counter") << MetricType::Counter << true << u"rate<1"_s << 15.0;
    QTest::newRow("value") << MetricType::Gauge << true << u"value<1"_s << 3.0;
    QTest::newRow("rate") << MetricType::Rate << true << u"rate<1"_s << 0.75;
    QTest::newRow("avg") << MetricType::Trend << true << u"avg<1"_s << 7.5;
    QTest::newRow("min") << MetricType::Trend << true << u"min<1"_s << 0.0;
    QTest::newRow("max") << MetricType::Trend << true << u"max<1"_s << 20.0;
    QTest::newRow("med") << MetricType::Trend << true << u"med<1"_s << 50.0;
    QTest::newRow("p") << MetricType::Trend << true << u"p(99)<1"_s << 99.0;
    QTest::newRow("no count") << MetricType::Counter << false << u"count<1"_s << 0.0;
    QTest::newRow("no value") << MetricType::Gauge << false << u"value<1"_s << 0.0;
    QTest::newRow("no rate") << MetricType::Rate << false << u"rate<1"_s << none;
    QTest::newRow("no avg") << MetricType::Trend << false << u"avg<1"_s << 0.0;
    QTest::newRow("no p") << MetricType::Trend << false << u"p(9)<1"_s << 0.0;
}

void TestThresholdExpression::measures()
{
    QFETCH(MetricType, type);
    QFETCH(bool, hasSamples);
    QFETCH(QString, source);
    QFETCH(double, expected);
    MetricSnapshot metric;
    metric.type = type;
    if (hasSamples) {
        metric.totals = {4, 30, 0, 20, 3, 3};
        metric.percentile = [](double share) { return 100 * share; };
    }
    const auto measured = Expression::parse(source)->measure(metric, 2);
    QCOMPARE(measured.has_value(), !std::isnan(expected));
    if (measured)
        QCOMPARE(*measured, expected);
    if (type == MetricType::Counter)
        QVERIFY(!Expression::parse(u"rate<1"_s)->measure(metric, 0)); // the run has only begun
}

void TestThresholdExpression::holds_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QList<bool>>("holds"); // of 1, 2, 3 and NaN
    QTest::newRow("<") << u"avg<2"_s << QList<bool>{true, false, false, false};
    QTest::newRow("<=") << u"avg<=2"_s << QList<bool>{true, true, false, false};
    QTest::newRow(">") << u"avg>2"_s << QList<bool>{false, false, true, false};
    QTest::newRow(">=") << u"avg>=2"_s << QList<bool>{false, true, true, false};
    QTest::newRow("==") << u"avg==2"_s << QList<bool>{false, true, false, false};
    QTest::newRow("===") << u"avg===2"_s << QList<bool>{false, true, false, false};
    QTest::newRow("!=") << u"avg!=2"_s << QList<bool>{true, false, true, true};
}

void TestThresholdExpression::holds()
{
    QFETCH(QString, source);
    QFETCH(QList<bool>, holds);
    const auto expression = Expression::parse(source);
    const std::array values{1.0, 2.0, 3.0, std::nan("")};
    for (std::size_t i = 0; i < values.size(); ++i)
        QCOMPARE(expression->holds(values[i]), holds.at(qsizetype(i)));
}

QTEST_GUILESS_MAIN(TestThresholdExpression)
#include "tst_threshold_expression.moc"
