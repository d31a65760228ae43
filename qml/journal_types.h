// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/console_model.h"
#include "models/current_socket.h"
#include "models/journal_session.h"
#include "models/session_cursor.h"
#include "models/sockets_model.h"
#include "models/timeline_model.h"

#include <QtQml/qqmlregistration.h>

/// The models of core/models as QML types: core itself doesn't know QML. A panel reaches them through SessionView.
namespace sockscope {

struct ForeignJournalSession
{
    Q_GADGET
    QML_FOREIGN(sockscope::JournalSession)
    QML_NAMED_ELEMENT(JournalSession)
    QML_UNCREATABLE("A SessionView has it.")
};

struct ForeignSessionCursor
{
    Q_GADGET
    QML_FOREIGN(sockscope::SessionCursor)
    QML_NAMED_ELEMENT(SessionCursor)
    QML_UNCREATABLE("A SessionView has it.")
};

struct ForeignCurrentSocket
{
    Q_GADGET
    QML_FOREIGN(sockscope::CurrentSocket)
    QML_NAMED_ELEMENT(CurrentSocket)
    QML_UNCREATABLE("A SessionView has it.")
};

struct ForeignTimelineModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::TimelineModel)
    QML_NAMED_ELEMENT(TimelineModel)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignSocketsModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::SocketsModel)
    QML_NAMED_ELEMENT(SocketsModel)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignConsoleModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::ConsoleModel)
    QML_NAMED_ELEMENT(ConsoleModel)
    QML_UNCREATABLE("A JournalSession has it.")
};

} // namespace sockscope
