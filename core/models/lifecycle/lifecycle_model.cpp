// SPDX-License-Identifier: GPL-3.0-or-later
// How the model follows the session; lifecycle_model_facts.cpp has what it tells.
#include "models/lifecycle/lifecycle_model.h"

#include <algorithm>

namespace sockscope {

namespace {

constexpr int ClockMs = 100;

} // namespace

LifecycleModel::LifecycleModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_follower([this] { reset(); }, [this] { update(); }, this)
{
    m_clock.setInterval(ClockMs);
    connect(&m_clock, &QTimer::timeout, this, &LifecycleModel::timesChanged);
}

void LifecycleModel::setJournal(JournalSession *journal)
{
    if (journal == m_follower.journal())
        return;
    m_follower.setJournal(journal);
    Q_EMIT sessionChanged();
}

void LifecycleModel::setCursor(SessionCursor *cursor)
{
    if (cursor == m_follower.cursor())
        return;
    m_follower.setCursor(cursor);
    Q_EMIT sessionChanged();
}

void LifecycleModel::reset()
{
    beginResetModel();
    m_rows.clear();
    m_records.setSocket(0);
    m_facts = {};
    m_applied = 0;
    m_texts.clear();
    m_clock.stop();
    endResetModel();
    Q_EMIT changed();
    Q_EMIT timesChanged();
}

/// Goes on from where it was when the instant moved forward, and starts again otherwise.
void LifecycleModel::update()
{
    if (!journal())
        return;
    chooseSocket();
    if (m_records.socket() == 0)
        return;
    const auto &index = journal()->history().index();
    const bool hasMoved = m_records.update(index) > 0;
    const auto end = m_records.positionOf(index.behind(m_follower.instant()));
    if (hasMoved || end < m_applied) {
        m_facts = {};
        m_applied = 0;
    }
    for (; m_applied < end; ++m_applied) {
        const auto number = m_records[m_applied];
        m_facts.apply(number, index[number]);
    }
    showTransitions();
    if (isRunning())
        m_clock.start();
    else
        m_clock.stop();
    Q_EMIT changed();
    Q_EMIT timesChanged();
}

void LifecycleModel::chooseSocket()
{
    const auto wanted = wantedSocket();
    if (wanted == m_records.socket())
        return;
    m_records.setSocket(wanted);
    m_facts = {};
    m_applied = 0;
    if (wanted == 0)
        reset();
}

std::uint32_t LifecycleModel::wantedSocket() const
{
    if (cursor() && cursor()->socket() != 0)
        return cursor()->socket();
    const auto instant = m_follower.instant();
    const auto &states =
        instant == SessionCursor::Latest ? journal()->sockets()->states() : journal()->history().socketsAt(instant);
    const auto open = std::find_if(states.rbegin(), states.rend(),
                                   [](const auto &socket) { return socket->state == JournalState::Open; });
    if (open != states.rend())
        return (*open)->socket;
    return states.empty() ? 0 : states.back()->socket;
}

/// Rows come and go at the ends only, unless it is another socket.
void LifecycleModel::showTransitions()
{
    const auto &wanted = m_facts.transitions;
    const auto isContinued =
        !m_rows.empty() && wanted.size() >= m_rows.size() && std::equal(m_rows.begin(), m_rows.end(), wanted.begin());
    if (wanted == m_rows)
        return;
    if (!isContinued) {
        beginResetModel();
        m_rows = wanted;
        endResetModel();
        return;
    }
    beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(wanted.size()) - 1);
    m_rows = wanted;
    endInsertRows();
}

int LifecycleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant LifecycleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto number = m_rows[static_cast<std::size_t>(index.row())];
    const auto *record = entry(number);
    if (!record)
        return {};
    switch (role) {
    case FromRole:
        return static_cast<int>(record->before);
    case ToRole:
        return static_cast<int>(record->after);
    case Qt::DisplayRole:
    case CauseRole:
        return text(number).cause;
    case LocationRole:
        return text(number).location;
    case TimeRole:
        return qint64{record->timeNs};
    case OffsetRole:
        return qint64{record->offset};
    default:
        return {};
    }
}

QHash<int, QByteArray> LifecycleModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {FromRole, "from"}, {ToRole, "to"},        {CauseRole, "cause"},
            {LocationRole, "location"},   {TimeRole, "time"}, {OffsetRole, "offset"}};
}

} // namespace sockscope
