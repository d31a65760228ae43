// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/explain/explanation_model.h"

#include "models/records/record_labels.h"

#include <QSet>

#include <algorithm>
#include <chrono>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds LookInterval{250};

} // namespace

ExplanationModel::ExplanationModel(QObject *parent)
    : QAbstractListModel(parent)
{
    m_clock.setInterval(LookInterval);
    connect(&m_clock, &QTimer::timeout, this, &ExplanationModel::look);
}

int ExplanationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant ExplanationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    const Explanation *finding = m_explainer.findings().find(row.id);
    if (!finding)
        return {};
    switch (role) {
    case IdRole:
        return row.id;
    case RuleRole:
        return finding->rule;
    case TitleRole:
        return finding->title;
    case FirstOfRuleRole:
        return row.isFirstOfRule;
    case RuleCountRole:
        return row.ruleCount;
    case Qt::DisplayRole:
    case WhatRole:
        return finding->what;
    case WhyRole:
        return finding->why;
    case AdviceRole:
        return finding->advice;
    case TimesRole:
        return qint64{row.times};
    default:
        return placeData(*finding, role);
    }
}

QVariant ExplanationModel::placeData(const Explanation &finding, int role) const
{
    switch (role) {
    case VuRole:
        return finding.vu;
    case IterationRole:
        return finding.iteration;
    case SocketRole:
        return finding.socket;
    case LocationRole:
        return placeText(m_explainer, finding.place);
    case FilePathRole:
        return m_explainer.fileName(finding.place.file);
    case LineRole:
        return finding.place.line;
    case ColumnRole:
        return finding.place.column;
    case EvidenceRole:
        return evidenceOf(finding);
    default:
        return {};
    }
}

QVariantList ExplanationModel::evidenceOf(const Explanation &finding) const
{
    QVariantList all;
    for (const Evidence &each : finding.evidence) {
        const ScriptLocation &place = each.record.location;
        all.append(QVariantMap{{u"number"_s, qint64{each.record.number}},
                               {u"offset"_s, qint64{each.record.offset}},
                               {u"time"_s, qint64{each.record.timeNs}},
                               {u"kind"_s, kindLabel(each.record.kind)},
                               {u"note"_s, each.note},
                               {u"location"_s, placeText(m_explainer, place)},
                               {u"filePath"_s, m_explainer.fileName(place.file)},
                               {u"line"_s, place.line},
                               {u"column"_s, place.column}});
    }
    return all;
}

QHash<int, QByteArray> ExplanationModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"},
            {IdRole, "findingId"},
            {RuleRole, "rule"},
            {TitleRole, "title"},
            {FirstOfRuleRole, "firstOfRule"},
            {RuleCountRole, "ruleCount"},
            {WhatRole, "what"},
            {WhyRole, "why"},
            {AdviceRole, "advice"},
            {TimesRole, "times"},
            {VuRole, "vu"},
            {IterationRole, "iteration"},
            {SocketRole, "socket"},
            {LocationRole, "location"},
            {FilePathRole, "filePath"},
            {LineRole, "line"},
            {ColumnRole, "column"},
            {EvidenceRole, "evidence"}};
}

int ExplanationModel::rowOf(int id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [id](const Row &row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void ExplanationModel::append(const QList<Record> &records)
{
    for (const Record &record : records)
        m_explainer.read(record);
    if (!records.isEmpty()) {
        m_lastRecordNs = records.constLast().timeNs;
        m_sinceRecord.start();
    }
    update();
}

void ExplanationModel::setLive(bool live)
{
    if (!live)
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
}

void ExplanationModel::look()
{
    if (m_sinceRecord.isValid())
        m_explainer.advanceTo(m_lastRecordNs + m_sinceRecord.nsecsElapsed());
    update();
}

void ExplanationModel::finish()
{
    setLive(false);
    m_explainer.finish();
    update();
}

void ExplanationModel::clear()
{
    setLive(false);
    m_sinceRecord.invalidate();
    m_lastRecordNs = 0;
    beginResetModel();
    m_explainer.clear();
    m_rows.clear();
    m_revision = m_explainer.findings().revision();
    endResetModel();
    Q_EMIT countChanged();
}

void ExplanationModel::update()
{
    if (std::exchange(m_revision, m_explainer.findings().revision()) == m_explainer.findings().revision())
        return;
    showRows();
}

void ExplanationModel::setInstant(qint64 instant)
{
    if (std::exchange(m_instant, instant) == instant)
        return;
    showRows();
    Q_EMIT instantChanged();
}

bool ExplanationModel::hasHappened(const Explanation &finding) const
{
    return m_instant == Latest || std::all_of(finding.evidence.begin(), finding.evidence.end(),
                                              [this](const Evidence &each) { return each.record.timeNs <= m_instant; });
}

void ExplanationModel::showRows()
{
    QList<const Explanation *> findings = m_explainer.findings().all();
    findings.removeIf([this](const Explanation *finding) { return !hasHappened(*finding); });
    const QList<Row> rows = rowsOf(findings);
    removeGone(rows);
    insertNew(rows);
    m_rows = rows;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(count() - 1), {TimesRole, FirstOfRuleRole, RuleCountRole});
    Q_EMIT countChanged();
}

QList<ExplanationModel::Row> ExplanationModel::rowsOf(const QList<const Explanation *> &findings) const
{
    QHash<QString, int> counts;
    for (const Explanation *finding : findings)
        ++counts[finding->rule];
    QList<Row> rows;
    QString rule;
    for (const Explanation *finding : findings)
        rows.append({finding->id, m_instant == Latest ? finding->count : 1,
                     std::exchange(rule, finding->rule) != finding->rule, counts.value(finding->rule)});
    return rows;
}

void ExplanationModel::removeGone(const QList<Row> &rows)
{
    QSet<int> staying;
    for (const Row &row : rows)
        staying.insert(row.id);
    for (int i = count() - 1; i >= 0; --i) {
        if (staying.contains(m_rows[i].id))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.removeAt(i);
        endRemoveRows();
    }
}

void ExplanationModel::insertNew(const QList<Row> &rows)
{
    for (int i = 0; i < rows.size(); ++i) {
        if (i < count() && m_rows[i].id == rows[i].id)
            continue;
        beginInsertRows({}, i, i);
        m_rows.insert(i, rows[i]);
        endInsertRows();
    }
}

} // namespace sockscope
