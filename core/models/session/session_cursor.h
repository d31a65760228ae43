// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sockscope {

/// Where in a session the person is: the selected record and socket, and the instant that all views show. Every view
/// reads it and every view may move it, so that a selection made in one is seen in all.
class SessionCursor : public QObject
{
    Q_OBJECT
    Q_PROPERTY(qint64 record READ record NOTIFY recordChanged)
    Q_PROPERTY(quint32 socket READ socket NOTIFY socketChanged)
    Q_PROPERTY(qint64 instant READ instant WRITE setInstant NOTIFY instantChanged)
    Q_PROPERTY(bool atLatest READ atLatest NOTIFY instantChanged)
public:
    static constexpr qint64 NoRecord = -1;
    static constexpr qint64 Latest = -1;

    using QObject::QObject;

    [[nodiscard]] qint64 record() const { return m_record; }  ///< offset in the journal, NoRecord for none
    [[nodiscard]] quint32 socket() const { return m_socket; } ///< its number, 0 for none
    /// Nanoseconds since the session's start; views show what had happened by then. Latest: everything, and what comes.
    [[nodiscard]] qint64 instant() const { return m_instant; }
    [[nodiscard]] bool atLatest() const { return m_instant == Latest; }

    /// Selects a record, and its socket with it where it has one.
    Q_INVOKABLE void selectRecord(qint64 offset, quint32 socket);
    Q_INVOKABLE void selectSocket(quint32 socket); ///< the selected record stays
    void setInstant(qint64 instant);               ///< negative: Latest
    Q_INVOKABLE void reset();                      ///< nothing selected, Latest

Q_SIGNALS:
    void recordChanged();
    void socketChanged();
    void instantChanged();

private:
    qint64 m_record = NoRecord;
    quint32 m_socket = 0;
    qint64 m_instant = Latest;
};

} // namespace sockscope
