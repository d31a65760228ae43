// SPDX-License-Identifier: GPL-3.0-or-later
// What the model tells of its socket, put in words from the journal when somebody asks.
#include "models/lifecycle/lifecycle_model.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

/// k6-reference 2.8, 2.9: connect() and its two ends; destroy() works in every state.
constexpr std::array<std::pair<JournalState, JournalState>, 6> Edges{{
    {JournalState::Disconnected, JournalState::Opening},
    {JournalState::Opening, JournalState::Open},
    {JournalState::Open, JournalState::Destroyed},
    {JournalState::Opening, JournalState::Disconnected},
    {JournalState::Opening, JournalState::Destroyed},
    {JournalState::Disconnected, JournalState::Destroyed},
}};
constexpr std::array<QLatin1String, LifecycleFacts::Events> EventNames{QLatin1String("connect"), QLatin1String("data"),
                                                                       QLatin1String("close"), QLatin1String("error"),
                                                                       QLatin1String("timeout")};

} // namespace

const IndexEntry *LifecycleModel::entry(std::int64_t number) const
{
    if (!journal() || number < 0)
        return nullptr;
    const auto &index = journal()->history().index();
    return number >= index.first() && number < index.end() ? &index[number] : nullptr;
}

RecordTexts::Text LifecycleModel::text(std::int64_t number) const
{
    const auto *record = entry(number);
    return record ? m_texts.at(journal()->reader(), record->offset) : RecordTexts::Text();
}

QString LifecycleModel::peer() const
{
    const auto endpoints = text(m_facts.lastEndpoints).preview;
    const auto arrow = endpoints.indexOf(u'\u2192');
    return arrow >= 0 ? endpoints.sliced(arrow + 1).trimmed() : text(m_facts.lastConnect).preview;
}

QVariantList LifecycleModel::edges() const
{
    QVariantList list;
    for (const auto &[from, to] : Edges) {
        const auto &taken = m_facts.edges[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
        LifecycleEdge edge;
        edge.from = static_cast<int>(from);
        edge.to = static_cast<int>(to);
        edge.count = taken.count;
        edge.latest = taken.count > 0 && taken.last == m_facts.lastTransition;
        if (const auto *record = entry(taken.last)) {
            const auto words = text(taken.last);
            edge.cause = words.cause;
            edge.location = words.location;
            edge.time = record->timeNs;
            edge.offset = record->offset;
        }
        list.append(QVariant::fromValue(edge));
    }
    return list;
}

QVariantList LifecycleModel::refusals() const
{
    QList<LifecycleRefusal> found;
    for (auto it = m_facts.refusals.rbegin(); it != m_facts.refusals.rend(); ++it) {
        const auto *record = entry(it->number);
        if (!record)
            continue;
        const auto words = text(it->number);
        const auto state = static_cast<int>(it->state);
        const auto same = std::ranges::find_if(found, [&](const LifecycleRefusal &other) {
            return other.state == state && other.method == words.cause && other.sentence == words.preview &&
                   other.location == words.location;
        });
        if (same != found.end())
            ++same->count;
        else
            found.append({state, words.cause, words.preview, words.location, 1, record->offset});
    }
    QVariantList list;
    for (const auto &refusal : std::as_const(found))
        list.append(QVariant::fromValue(refusal));
    return list;
}

QVariantList LifecycleModel::events() const
{
    QVariantList list;
    for (std::size_t i = 0; i < m_facts.events.size(); ++i)
        list.append(QVariantMap{{u"name"_s, QString(EventNames[i])},
                                {u"delivered"_s, qint64{m_facts.events[i].delivered}},
                                {u"unheard"_s, qint64{m_facts.events[i].unheard}}});
    return list;
}

QString LifecycleModel::lastError() const
{
    const auto words = text(m_facts.lastError);
    return words.cause.isEmpty() ? words.preview : words.cause + u": "_s + words.preview;
}

QVariantMap LifecycleModel::tcpInfo() const
{
    return QJsonDocument::fromJson(text(m_facts.lastTcpInfo).json).object().toVariantMap();
}

QString LifecycleModel::idleTimeout() const
{
    return text(m_facts.lastIdleTimeout).preview;
}

qint64 LifecycleModel::tcpInfoTime() const
{
    const auto *record = entry(m_facts.lastTcpInfo);
    return record ? record->timeNs : -1;
}

bool LifecycleModel::isRunning() const
{
    return journal() && m_follower.instant() == SessionCursor::Latest && journal()->state() == JournalSession::Live &&
           !journal()->isFinished();
}

std::int64_t LifecycleModel::now() const
{
    if (!journal())
        return 0;
    if (m_follower.instant() != SessionCursor::Latest)
        return m_follower.instant();
    if (!isRunning())
        return journal()->duration();
    const auto elapsedMs = journal()->startedAt().msecsTo(QDateTime::currentDateTimeUtc());
    return std::max<std::int64_t>(elapsedMs * 1'000'000, journal()->duration());
}

QVariantList LifecycleModel::timeInStates() const
{
    QVariantList list;
    for (std::size_t state = 0; state < m_facts.timeIn.size(); ++state) {
        const bool isCurrent = isKnown() && state == static_cast<std::size_t>(m_facts.state);
        const auto extra = isCurrent ? std::max<std::int64_t>(now() - m_facts.stateSince, 0) : 0;
        list.append(m_facts.visited[state] ? double(m_facts.timeIn[state] + extra) : -1.0);
    }
    return list;
}

} // namespace sockscope
