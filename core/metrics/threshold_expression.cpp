// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/threshold_expression.h"

#include "log/log_quoting.h"
#include "metrics/go_number.h"

#include <QLocale>

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;
using Method = ThresholdExpression::Method;
using Operator = ThresholdExpression::Operator;

namespace {

/// In the order in which k6 looks for them: the first that has something behind it cuts the text, wherever it stands.
constexpr std::array<std::pair<QStringView, Operator>, 7> Operators{{{u"<=", Operator::LessEqual},
                                                                     {u"<", Operator::Less},
                                                                     {u">=", Operator::GreaterEqual},
                                                                     {u">", Operator::Greater},
                                                                     {u"===", Operator::StrictlyEqual},
                                                                     {u"==", Operator::Equal},
                                                                     {u"!=", Operator::NotEqual}}};

constexpr std::array<std::pair<QStringView, Method>, 8> Methods{{{u"value", Method::Value},
                                                                 {u"count", Method::Count},
                                                                 {u"rate", Method::Rate},
                                                                 {u"avg", Method::Avg},
                                                                 {u"min", Method::Min},
                                                                 {u"med", Method::Med},
                                                                 {u"max", Method::Max},
                                                                 {u"p", Method::Percentile}}};

struct Cut
{
    QStringView left;
    Operator comparison = Operator::Less;
    QStringView right;
};

std::optional<Cut> cutAtOperator(QStringView source)
{
    for (const auto &[token, comparison] : Operators) {
        const qsizetype at = source.indexOf(token);
        if (at >= 0 && at + token.size() < source.size())
            return Cut{source.first(at).trimmed(), comparison, source.sliced(at + token.size()).trimmed()};
    }
    return std::nullopt;
}

/// The error, or nothing.
QString readMethod(QStringView text, ThresholdExpression *expression)
{
    for (const auto &[name, method] : Methods) {
        if (text == name) {
            expression->method = method; // a bare "p" is p(0), as in k6
            return {};
        }
    }
    if (!text.startsWith(u"p(") || !text.endsWith(u')'))
        return u"failed parsing method from expression"_s;
    const QStringView inner = text.sliced(2).chopped(1);
    const GoNumber number = parseGoNumber(inner);
    if (number.problem != GoNumber::Problem::None)
        return u"malformed percentile value; reason: "_s + number.error(inner);
    if (!(number.value >= 0 && number.value <= 100))
        return u"malformed percentile value, provide a number between 0 and 100"_s;
    expression->method = Method::Percentile;
    expression->percentile = number.value;
    return {};
}

/// The error, or nothing. "expresion's" is how k6 spells it.
QString read(const QString &source, ThresholdExpression *expression)
{
    const QString quoted = QString::fromUtf8(goQuoted(source));
    const std::optional<Cut> cut = cutAtOperator(source);
    if (!cut)
        return u"failed parsing threshold expression "_s + quoted + u"; reason: malformed threshold expression"_s;
    expression->comparison = cut->comparison;
    if (const QString problem = readMethod(cut->left, expression); !problem.isEmpty())
        return u"failed parsing threshold expression's "_s + quoted + u" left hand side; reason: "_s + problem;
    const GoNumber bound = parseGoNumber(cut->right);
    if (bound.problem != GoNumber::Problem::None)
        return u"failed parsing threshold expresion's "_s + quoted + u" right hand side; reason: "_s +
               bound.error(cut->right);
    expression->bound = bound.value;
    return {};
}

} // namespace

std::optional<ThresholdExpression> ThresholdExpression::parse(const QString &source, QString *error)
{
    ThresholdExpression expression;
    const QString problem = read(source, &expression);
    if (error)
        *error = problem;
    return problem.isEmpty() ? std::optional(expression) : std::nullopt;
}

bool ThresholdExpression::supports(MetricType type) const
{
    return thresholdMethods(type).contains(method);
}

std::optional<double> ThresholdExpression::measure(const MetricSnapshot &metric, double seconds) const
{
    const MetricTotals &totals = metric.totals;
    const auto samples = static_cast<double>(totals.samples);
    switch (method) {
    case Method::Value:
        return totals.last;
    case Method::Count:
        return totals.sum;
    case Method::Rate:
        if (metric.type == MetricType::Rate)
            return totals.samples > 0 ? std::optional(static_cast<double>(totals.nonZero) / samples) : std::nullopt;
        return seconds > 0 ? std::optional(totals.sum / seconds) : std::nullopt;
    case Method::Avg:
        return totals.samples > 0 ? totals.sum / samples : 0;
    case Method::Min:
        return totals.min;
    case Method::Max:
        return totals.max;
    case Method::Med:
        return metric.percentile ? metric.percentile(0.5) : 0;
    case Method::Percentile:
        return metric.percentile ? metric.percentile(percentile / 100) : 0;
    }
    Q_UNREACHABLE();
}

bool ThresholdExpression::holds(double measured) const
{
    switch (comparison) {
    case Operator::LessEqual:
        return measured <= bound;
    case Operator::Less:
        return measured < bound;
    case Operator::GreaterEqual:
        return measured >= bound;
    case Operator::Greater:
        return measured > bound;
    case Operator::StrictlyEqual:
    case Operator::Equal:
        return measured == bound;
    case Operator::NotEqual:
        return measured != bound;
    }
    Q_UNREACHABLE();
}

QString ThresholdExpression::text() const
{
    const auto number = [](double value) { return QString::number(value, 'g', QLocale::FloatingPointShortest); };
    QString result = thresholdMethodName(method);
    if (method == Method::Percentile)
        result += u'(' + number(percentile) + u')';
    for (const auto &[token, meaning] : Operators) {
        if (meaning == comparison)
            result += token;
    }
    return result + number(bound);
}

QString thresholdMethodName(Method method)
{
    for (const auto &[name, meaning] : Methods) {
        if (meaning == method)
            return name.toString();
    }
    Q_UNREACHABLE();
}

QList<Method> thresholdMethods(MetricType type)
{
    switch (type) {
    case MetricType::Counter:
        return {Method::Count, Method::Rate};
    case MetricType::Gauge:
        return {Method::Value};
    case MetricType::Rate:
        return {Method::Rate};
    case MetricType::Trend:
        return {Method::Avg, Method::Min, Method::Max, Method::Med, Method::Percentile};
    }
    Q_UNREACHABLE();
}

} // namespace sockscope
