// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/session_bytes.h"
#include "models/compare/compare_model.h"
#include "models/console/console_model.h"
#include "models/explain/explanation_model.h"
#include "models/lifecycle/lifecycle_model.h"
#include "models/records/time_range.h"
#include "models/run/run_model.h"
#include "models/session/journal_session.h"
#include "models/session/script_cursor.h"
#include "models/session/session_cursor.h"
#include "models/sockets/current_socket.h"
#include "models/sockets/sockets_at_instant.h"
#include "models/sockets/sockets_model.h"
#include "models/sockets/throughput.h"
#include "models/timeline/timeline_model.h"

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

struct ForeignScriptCursor
{
    Q_GADGET
    QML_FOREIGN(sockscope::ScriptCursor)
    QML_NAMED_ELEMENT(ScriptCursor)
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

struct ForeignTimelineView
{
    Q_GADGET
    QML_FOREIGN(sockscope::TimelineView)
    QML_NAMED_ELEMENT(TimelineView)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignTimelineFilterModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::TimelineFilterModel)
    QML_NAMED_ELEMENT(TimelineFilterModel)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignTimelineSearch
{
    Q_GADGET
    QML_FOREIGN(sockscope::TimelineSearch)
    QML_NAMED_ELEMENT(TimelineSearch)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignTimelineSelection
{
    Q_GADGET
    QML_FOREIGN(sockscope::TimelineSelection)
    QML_NAMED_ELEMENT(TimelineSelection)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignAnnotations
{
    Q_GADGET
    QML_FOREIGN(sockscope::Annotations)
    QML_NAMED_ELEMENT(Annotations)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignSocketsModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::SocketsModel)
    QML_NAMED_ELEMENT(SocketsModel)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignExplanationModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::ExplanationModel)
    QML_NAMED_ELEMENT(ExplanationModel)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignConsoleModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::ConsoleModel)
    QML_NAMED_ELEMENT(ConsoleModel)
    QML_UNCREATABLE("A JournalSession has it.")
};

struct ForeignCompareModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::CompareModel)
    QML_NAMED_ELEMENT(CompareModel)
    QML_UNCREATABLE("The window compares sessions.")
};

struct ForeignSessionBytes
{
    Q_GADGET
    QML_FOREIGN(sockscope::SessionBytes)
    QML_NAMED_ELEMENT(SessionBytes)
    QML_UNCREATABLE("A SessionView has it.")
};

struct ForeignByteStream
{
    Q_GADGET
    QML_FOREIGN(sockscope::ByteStream)
    QML_NAMED_ELEMENT(ByteStream)
    QML_UNCREATABLE("A SessionBytes has it.")
};

struct ForeignByteSelection
{
    Q_GADGET
    QML_FOREIGN(sockscope::ByteSelection)
    QML_NAMED_ELEMENT(ByteSelection)
    QML_UNCREATABLE("A SessionBytes has it.")
};

struct ForeignByteSearch
{
    Q_GADGET
    QML_FOREIGN(sockscope::ByteSearch)
    QML_NAMED_ELEMENT(ByteSearch)
    QML_UNCREATABLE("A SessionBytes has it.")
};

struct ForeignDataInspector
{
    Q_GADGET
    QML_FOREIGN(sockscope::DataInspector)
    QML_NAMED_ELEMENT(DataInspector)
    QML_UNCREATABLE("A SessionBytes has it.")
};

struct ForeignFramingSettings
{
    Q_GADGET
    QML_FOREIGN(sockscope::FramingSettings)
    QML_NAMED_ELEMENT(FramingSettings)
    QML_UNCREATABLE("A SessionBytes has it.")
};

struct ForeignMessageModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::MessageModel)
    QML_NAMED_ELEMENT(MessageModel)
    QML_UNCREATABLE("A SessionBytes has it.")
};

struct ForeignLifecycleModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::LifecycleModel)
    QML_NAMED_ELEMENT(LifecycleModel)
};

struct ForeignRunModel
{
    Q_GADGET
    QML_FOREIGN(sockscope::RunModel)
    QML_NAMED_ELEMENT(RunModel)
};

struct ForeignSocketsAtInstant
{
    Q_GADGET
    QML_FOREIGN(sockscope::SocketsAtInstant)
    QML_NAMED_ELEMENT(SocketsAtInstant)
};

struct ForeignThroughput
{
    Q_GADGET
    QML_FOREIGN(sockscope::Throughput)
    QML_NAMED_ELEMENT(Throughput)
};

struct ForeignTimeRange
{
    Q_GADGET
    QML_FOREIGN(sockscope::TimeRange)
    QML_NAMED_ELEMENT(TimeRange)
};

} // namespace sockscope
