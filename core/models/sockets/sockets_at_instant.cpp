// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sockets/sockets_at_instant.h"

namespace sockscope {

namespace {

constexpr int FrameMs = 16;

} // namespace

SocketsAtInstant::SocketsAtInstant(QObject *parent)
    : QIdentityProxyModel(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(FrameMs);
    connect(&m_frame, &QTimer::timeout, this, &SocketsAtInstant::show);
    const auto countChange = [this] {
        Q_EMIT countChanged();
        Q_EMIT changed();
    };
    connect(this, &QAbstractItemModel::rowsInserted, this, countChange);
    connect(this, &QAbstractItemModel::rowsRemoved, this, countChange);
    connect(this, &QAbstractItemModel::modelReset, this, countChange);
    connect(this, &QAbstractItemModel::dataChanged, this, &SocketsAtInstant::changed);
}

void SocketsAtInstant::setJournal(JournalSession *journal)
{
    if (journal == m_journal)
        return;
    m_journal = journal;
    show();
    Q_EMIT sessionChanged();
}

void SocketsAtInstant::setCursor(SessionCursor *cursor)
{
    if (cursor == m_cursor)
        return;
    if (m_cursor)
        disconnect(m_cursor, nullptr, this, nullptr);
    m_cursor = cursor;
    if (cursor) {
        connect(cursor, &SessionCursor::instantChanged, this, &SocketsAtInstant::scheduleShow);
        connect(cursor, &SessionCursor::socketChanged, this, &SocketsAtInstant::selectedChanged);
        connect(cursor, &SessionCursor::socketChanged, this, &SocketsAtInstant::changed);
    }
    show();
    Q_EMIT sessionChanged();
}

void SocketsAtInstant::scheduleShow()
{
    if (!m_frame.isActive())
        m_frame.start();
}

void SocketsAtInstant::show()
{
    QAbstractItemModel *source = nullptr;
    if (m_journal && (!m_cursor || m_cursor->atLatest())) {
        source = m_journal->sockets();
    } else if (m_journal) {
        m_past.show(m_journal->history().socketsAt(m_cursor->instant()));
        source = &m_past;
    }
    if (source != sourceModel())
        setSourceModel(source);
}

void SocketsAtInstant::select(int socket)
{
    if (m_cursor)
        m_cursor->selectSocket(quint32(socket));
}

void SocketsAtInstant::selectRow(int number)
{
    if (const auto at = index(number, 0); at.isValid())
        select(at.data(SocketsModel::SocketRole).toInt());
}

int SocketsAtInstant::rowOf(quint32 socket) const
{
    const auto *sockets = qobject_cast<SocketsModel *>(sourceModel());
    return sockets ? sockets->rowOf(socket) : -1;
}

QVariantMap SocketsAtInstant::row(int number) const
{
    QVariantMap values;
    const auto at = index(number, 0);
    if (!at.isValid())
        return values;
    const auto names = roleNames();
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        values.insert(QString::fromLatin1(*it), at.data(it.key()));
    return values;
}

} // namespace sockscope
