// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/journal_session.h"
#include "models/session/session_cursor.h"

#include <QIdentityProxyModel>
#include <QPointer>
#include <QTimer>

namespace sockscope {

/// The sockets of a session as they were at the cursor's instant; at Latest simply the session's own SocketsModel. Same
/// roles. An instant is shown at most once a frame, however quickly the cursor moves.
class SocketsAtInstant : public QIdentityProxyModel
{
    Q_OBJECT
    Q_PROPERTY(sockscope::JournalSession *journal READ journal WRITE setJournal NOTIFY sessionChanged)
    Q_PROPERTY(sockscope::SessionCursor *cursor READ cursor WRITE setCursor NOTIFY sessionChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int selected READ selected NOTIFY selectedChanged)
    Q_PROPERTY(bool selectedKnown READ isSelectedKnown NOTIFY changed)
    Q_PROPERTY(QVariantMap selectedRow READ selectedRow NOTIFY changed)
public:
    explicit SocketsAtInstant(QObject *parent = nullptr);

    [[nodiscard]] JournalSession *journal() const { return m_journal; }
    [[nodiscard]] SessionCursor *cursor() const { return m_cursor; }
    [[nodiscard]] int count() const { return rowCount(); }
    void setJournal(JournalSession *journal);
    void setCursor(SessionCursor *cursor);

    [[nodiscard]] int selected() const { return m_cursor ? int(m_cursor->socket()) : 0; } ///< the cursor's socket
    [[nodiscard]] QVariantMap selectedRow() const { return row(rowOf(quint32(selected()))); }
    [[nodiscard]] bool isSelectedKnown() const { return rowOf(quint32(selected())) >= 0; } ///< at this instant
    Q_INVOKABLE void select(int socket);                                                   ///< moves the cursor
    Q_INVOKABLE void selectRow(int number);

    /// The row of a socket's number, -1 where there is none at this instant.
    Q_INVOKABLE int rowOf(quint32 socket) const;
    /// All roles of a row by their names, for a view of one socket; empty for -1.
    Q_INVOKABLE QVariantMap row(int number) const;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override { return m_past.roleNames(); }

Q_SIGNALS:
    void sessionChanged();
    void countChanged();
    void selectedChanged();
    void changed(); ///< any row, or which is selected

private:
    void show();
    void scheduleShow();

    QPointer<JournalSession> m_journal;
    QPointer<SessionCursor> m_cursor;
    SocketsModel m_past;
    QTimer m_frame;
};

} // namespace sockscope
