// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/session_cursor.h"

#include <algorithm>
#include <utility>

namespace sockscope {

void SessionCursor::selectRecord(qint64 offset, quint32 socket)
{
    if (socket != 0)
        selectSocket(socket);
    if (std::exchange(m_record, std::max(offset, NoRecord)) != m_record)
        Q_EMIT recordChanged();
}

void SessionCursor::selectSocket(quint32 socket)
{
    if (std::exchange(m_socket, socket) != socket)
        Q_EMIT socketChanged();
}

void SessionCursor::setInstant(qint64 instant)
{
    if (std::exchange(m_instant, std::max(instant, Latest)) != m_instant)
        Q_EMIT instantChanged();
}

void SessionCursor::reset()
{
    selectRecord(NoRecord, 0);
    selectSocket(0);
    setInstant(Latest);
}

} // namespace sockscope
