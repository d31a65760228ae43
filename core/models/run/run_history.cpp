// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/run_history.h"

#include "log/visible_text.h"

#include <QJsonDocument>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxPayload = 4 << 20;
constexpr qsizetype MaxSummary = 1 << 20;

} // namespace

void RunHistory::append(const QList<Record> &records)
{
    for (const Record &record : records) {
        if (record.kind == RecordKind::RunSummary) {
            m_summary = visibleText(QString::fromUtf8(record.payload.left(MaxSummary)), LineBreaks::Kept);
        } else if (record.kind == RecordKind::Uncaptured) {
            m_uncaptured = QJsonDocument::fromJson(record.payload)[u"vus"].toInt();
        } else if (record.kind == RecordKind::RunProgressed && record.payload.size() > MaxPayload) {
            ++m_omittedMoments;
        } else if (record.kind == RecordKind::RunProgressed) {
            const QJsonObject object = QJsonDocument::fromJson(record.payload).object();
            m_moments.push_back({record.timeNs, object[u"elapsed"].toDouble(), object[u"vus"].toDouble(),
                                 object[u"iterations"].toDouble(), qCompress(record.payload)});
            thinOut();
        }
    }
}

void RunHistory::thinOut()
{
    if (m_moments.size() <= MaxMoments)
        return;
    std::size_t kept = 0;
    for (std::size_t i = 1; i < m_moments.size(); i += 2) // the last one stays
        m_moments[kept++] = std::move(m_moments[i]);
    m_moments.resize(kept);
}

std::size_t RunHistory::momentsUntil(std::int64_t timeNs) const
{
    if (timeNs < 0)
        return m_moments.size();
    const auto behind = std::upper_bound(m_moments.begin(), m_moments.end(), timeNs,
                                         [](std::int64_t time, const Moment &moment) { return time < moment.timeNs; });
    return static_cast<std::size_t>(behind - m_moments.begin());
}

QJsonObject RunHistory::at(std::size_t moment) const
{
    return QJsonDocument::fromJson(qUncompress(m_moments.at(moment).payload)).object();
}

} // namespace sockscope
