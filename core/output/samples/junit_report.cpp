// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/visible_text.h"
#include "output/samples/junit_output.h"
#include "output/summary/metric_order.h"
#include "output/summary/summary_style.h"
#include "output/summary/threshold_lines.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

struct TestCase
{
    QString name;
    QString owner;   ///< a metric's name, or a group's path
    QString failure; ///< empty where it passed
};

QList<TestCase> thresholdCases(const RunSummary &summary)
{
    SummaryOptions plain = summary.options;
    plain.isStdOutTerminal = false;
    const SummaryStyle style(plain);
    QList<TestCase> cases;
    for (const MetricSnapshot &metric : sortedByName(summary.metrics.metrics)) {
        for (const ThresholdState &threshold : metric.thresholds)
            cases.append(
                {threshold.source, metric.name,
                 threshold.ok ? QString() : thresholdLine(threshold, metric, summary.metrics.seconds, plain, style)});
    }
    return cases;
}

QList<TestCase> checkCases(const RunSummary &summary)
{
    QList<TestCase> cases;
    for (const CheckTally &check : summary.checks) {
        const QString failure =
            check.fails == 0 ? QString() : u"failed %1 of %2 times"_s.arg(check.fails).arg(check.passes + check.fails);
        cases.append({check.name, check.group.isEmpty() ? u"checks"_s : check.group, failure});
    }
    return cases;
}

qsizetype failuresOf(const QList<TestCase> &cases)
{
    return std::count_if(cases.begin(), cases.end(), [](const TestCase &each) { return !each.failure.isEmpty(); });
}

/// XML has no way to write most control characters.
QString xmlText(const QString &text)
{
    return visibleText(text);
}

void writeCounts(QXmlStreamWriter &xml, const QList<TestCase> &cases, double seconds)
{
    xml.writeAttribute(u"tests"_s, QString::number(cases.size()));
    xml.writeAttribute(u"failures"_s, QString::number(failuresOf(cases)));
    xml.writeAttribute(u"errors"_s, u"0"_s);
    xml.writeAttribute(u"time"_s, QString::number(seconds, 'f', 3));
}

void writeSuite(QXmlStreamWriter &xml, const QString &name, const QList<TestCase> &cases, double seconds)
{
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, name);
    writeCounts(xml, cases, seconds);
    for (const TestCase &each : cases) {
        xml.writeStartElement(u"testcase"_s);
        xml.writeAttribute(u"classname"_s, xmlText(each.owner));
        xml.writeAttribute(u"name"_s, xmlText(each.name));
        xml.writeAttribute(u"time"_s, u"0"_s);
        if (!each.failure.isEmpty()) {
            xml.writeStartElement(u"failure"_s);
            xml.writeAttribute(u"message"_s, xmlText(each.failure));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

} // namespace

QByteArray junitReport(const RunSummary &summary)
{
    const QList<TestCase> thresholds = thresholdCases(summary);
    const QList<TestCase> checks = checkCases(summary);
    const double seconds = summary.metrics.seconds;
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeAttribute(u"name"_s, u"sockscope"_s);
    writeCounts(xml, thresholds + checks, seconds);
    writeSuite(xml, u"thresholds"_s, thresholds, seconds);
    writeSuite(xml, u"checks"_s, checks, seconds);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace sockscope
