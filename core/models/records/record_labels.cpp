// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/records/record_labels.h"

#include "export/record_text.h"

#include <QCoreApplication>

#include <array>

namespace sockscope {

namespace {

constexpr const char *Context = "RecordKind";

/// By number of the kind; 0 is none.
constexpr std::array<const char *, 33> KindLabels{
    "",
    QT_TRANSLATE_NOOP("RecordKind", "file name"),
    QT_TRANSLATE_NOOP("RecordKind", "session"),
    QT_TRANSLATE_NOOP("RecordKind", "session end"),
    QT_TRANSLATE_NOOP("RecordKind", "iteration"),
    QT_TRANSLATE_NOOP("RecordKind", "iteration end"),
    QT_TRANSLATE_NOOP("RecordKind", "socket"),
    QT_TRANSLATE_NOOP("RecordKind", "connect"),
    QT_TRANSLATE_NOOP("RecordKind", "endpoints"),
    QT_TRANSLATE_NOOP("RecordKind", "state"),
    QT_TRANSLATE_NOOP("RecordKind", "data"),
    QT_TRANSLATE_NOOP("RecordKind", "write"),
    QT_TRANSLATE_NOOP("RecordKind", "event"),
    QT_TRANSLATE_NOOP("RecordKind", "error"),
    QT_TRANSLATE_NOOP("RecordKind", "timeout"),
    QT_TRANSLATE_NOOP("RecordKind", "refused"),
    QT_TRANSLATE_NOOP("RecordKind", "TLS"),
    QT_TRANSLATE_NOOP("RecordKind", "promise"),
    QT_TRANSLATE_NOOP("RecordKind", "console"),
    QT_TRANSLATE_NOOP("RecordKind", "log"),
    QT_TRANSLATE_NOOP("RecordKind", "exception"),
    QT_TRANSLATE_NOOP("RecordKind", "capture stopped"),
    QT_TRANSLATE_NOOP("RecordKind", "note"),
    QT_TRANSLATE_NOOP("RecordKind", "eval"),
    QT_TRANSLATE_NOOP("RecordKind", "TCP info"),
    QT_TRANSLATE_NOOP("RecordKind", "script text"),
    QT_TRANSLATE_NOOP("RecordKind", "idle timeout"),
    QT_TRANSLATE_NOOP("RecordKind", "run progress"),
    QT_TRANSLATE_NOOP("RecordKind", "run summary"),
    QT_TRANSLATE_NOOP("RecordKind", "not recorded"),
    QT_TRANSLATE_NOOP("RecordKind", "paused"),
    QT_TRANSLATE_NOOP("RecordKind", "handler"),
    QT_TRANSLATE_NOOP("RecordKind", "held"),
};
static_assert(KindLabels.size() == static_cast<std::size_t>(RecordKind::IterationHeld) + 1);

} // namespace

QString kindLabel(RecordKind kind)
{
    const auto number = static_cast<std::size_t>(kind);
    if (number == 0 || number >= KindLabels.size())
        return recordKindName(kind);
    return QCoreApplication::translate(Context, KindLabels[number]);
}

QString directionLabel(RecordKind kind)
{
    switch (recordDirection(kind)) {
    case RecordDirection::In:
        return QCoreApplication::translate("RecordDirection", "received");
    case RecordDirection::Out:
        return QCoreApplication::translate("RecordDirection", "sent");
    case RecordDirection::None:
        break;
    }
    return {};
}

} // namespace sockscope
