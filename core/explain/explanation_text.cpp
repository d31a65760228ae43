// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/explanation_text.h"

#include "export/record_text.h"
#include "log/visible_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LineChars = 100;
const QString Indent = u"    "_s;

/// Breaks a text between words.
QString wrapped(const QString &label, const QString &text)
{
    const QString begin = Indent + label.leftJustified(6);
    const QString hanging(begin.size(), u' ');
    QString all;
    QString line = begin;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (line.size() > hanging.size() && line.size() + word.size() >= LineChars) {
            all += line.trimmed().prepend(all.isEmpty() ? Indent : hanging) + u'\n';
            line = hanging;
        }
        line += word + u' ';
    }
    return all + line.trimmed().prepend(all.isEmpty() ? Indent : hanging) + u'\n';
}

QString seconds(std::int64_t ns)
{
    const std::int64_t us = ns / 1000;
    return u"%1.%2 s"_s.arg(us / 1'000'000).arg(us % 1'000'000, 6, 10, QChar(u'0'));
}

QString where(const Explainer &explainer, const Explanation &finding)
{
    QStringList parts;
    if (const QString place = placeText(explainer, finding.place); !place.isEmpty())
        parts += place;
    if (finding.socket != 0)
        parts += u"socket %1"_s.arg(finding.socket);
    if (finding.vu != 0)
        parts += u"virtual user %1, iteration %2"_s.arg(finding.vu).arg(finding.iteration);
    if (finding.count > 1)
        parts += u"%1 times, this was the first"_s.arg(finding.count);
    return visibleText(parts.join(u"; "_s));
}

QString evidenceLine(const Explainer &explainer, const Evidence &evidence)
{
    const RecordRef &record = evidence.record;
    const QString place = placeText(explainer, record.location);
    return Indent + u"  record %1  %2  %3  %4%5\n"_s.arg(record.number, 6)
                        .arg(seconds(record.timeNs), 12)
                        .arg(recordKindName(record.kind), -10)
                        .arg(evidence.note, place.isEmpty() ? QString() : u"  @ "_s + visibleText(place));
}

QString findingText(const Explainer &explainer, const Explanation &finding)
{
    QString text;
    if (const QString place = where(explainer, finding); !place.isEmpty())
        text += u"  "_s + place + u'\n';
    text += wrapped(u"What:"_s, finding.what) + wrapped(u"Why:"_s, finding.why) + wrapped(u"Do:"_s, finding.advice);
    for (const Evidence &evidence : finding.evidence)
        text += evidenceLine(explainer, evidence);
    return text + u'\n';
}

void addPlace(QJsonObject &object, const Explainer &explainer, const ScriptLocation &location)
{
    const QString file = explainer.fileName(location.file);
    if (file.isEmpty() || location.line == 0)
        return;
    object.insert(u"file"_s, file);
    object.insert(u"line"_s, static_cast<qint64>(location.line));
    object.insert(u"column"_s, static_cast<qint64>(location.column));
}

QJsonObject evidenceJson(const Explainer &explainer, const Evidence &evidence)
{
    const RecordRef &record = evidence.record;
    QJsonObject object{{u"record"_s, qint64{record.number}},
                       {u"offset"_s, qint64{record.offset}},
                       {u"time"_s, static_cast<double>(record.timeNs) / 1e9},
                       {u"kind"_s, recordKindName(record.kind)},
                       {u"note"_s, evidence.note}};
    addPlace(object, explainer, record.location);
    return object;
}

QJsonObject findingJson(const Explainer &explainer, const Explanation &finding)
{
    QJsonArray evidence;
    for (const Evidence &each : finding.evidence)
        evidence.append(evidenceJson(explainer, each));
    QJsonObject object{{u"rule"_s, finding.rule},
                       {u"title"_s, finding.title},
                       {u"what"_s, finding.what},
                       {u"why"_s, finding.why},
                       {u"advice"_s, finding.advice},
                       {u"count"_s, qint64{finding.count}},
                       {u"vu"_s, static_cast<qint64>(finding.vu)},
                       {u"iteration"_s, static_cast<qint64>(finding.iteration)},
                       {u"evidence"_s, evidence}};
    if (finding.socket != 0)
        object.insert(u"socket"_s, static_cast<qint64>(finding.socket));
    addPlace(object, explainer, finding.place);
    return object;
}

} // namespace

QString explanationText(const Explainer &explainer)
{
    const QList<const Explanation *> findings = explainer.findings().all();
    if (findings.isEmpty())
        return u"Nothing stands out in %1 records.\n"_s.arg(explainer.records());
    QString text;
    QString rule;
    for (const Explanation *finding : findings) {
        if (std::exchange(rule, finding->rule) != finding->rule)
            text += finding->title + u" ("_s + finding->rule + u")\n"_s;
        text += findingText(explainer, *finding);
    }
    if (explainer.findings().unlisted() > 0)
        text += u"%1 more, of rules that found something at %2 places already, are not listed.\n"_s
                    .arg(explainer.findings().unlisted())
                    .arg(FindingList::MaxPerRule);
    return text;
}

QByteArray explanationJson(const Explainer &explainer)
{
    QJsonArray findings;
    for (const Explanation *finding : explainer.findings().all())
        findings.append(findingJson(explainer, *finding));
    return QJsonDocument(QJsonObject{{u"records"_s, qint64{explainer.records()}},
                                     {u"unlisted"_s, qint64{explainer.findings().unlisted()}},
                                     {u"findings"_s, findings}})
        .toJson();
}

} // namespace sockscope
