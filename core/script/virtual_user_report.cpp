// SPDX-License-Identifier: GPL-3.0-or-later
// What a virtual user tells: errors, log lines, journal records, script positions.
#include "journal/journal_writer.h"
#include "log/log.h"
#include "script/compile/program.h"
#include "script/virtual_user_private.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// As k6 prints it.
QString printed(const QString &error, bool isRejection)
{
    return isRejection ? u"Uncaught (in promise) "_s + error : error;
}

} // namespace

void VirtualUser::throwGoError(const QString &message)
{
    d->engine.throwError(makeGoError(message));
}

void VirtualUser::throwTypeError(const QString &message)
{
    d->engine.throwError(d->makeError.call({u"TypeError"_s, message}));
}

void VirtualUser::throwCompileError(const CompileError &error)
{
    d->compileError = error;
    d->engine.throwError(d->makeError.call({error.name, error.message}));
}

const std::optional<CompileError> &VirtualUser::compileError() const
{
    return d->compileError;
}

QJSValue VirtualUser::makeGoError(const QString &message)
{
    return d->makeError.call({u"GoError"_s, message});
}

QString VirtualUser::format(const QJSValue &value)
{
    return d->format.call({value}).toString();
}

QString VirtualUser::describe(const QJSValue &error)
{
    return d->describe.call({error}).toString();
}

std::uint32_t VirtualUser::journalFile(const QString &url)
{
    auto it = d->journalFiles.find(url);
    if (it == d->journalFiles.end())
        it = d->journalFiles.insert(url, d->prints->fileId(url));
    return *it;
}

ScriptLocation VirtualUser::currentLocation()
{
    if (!d->prints)
        return {};
    const ScriptPosition position = d->context.program->innermost(d->captureRawStack.call().toString());
    return locationAt(position.url, position.line, position.column);
}

ScriptLocation VirtualUser::locationAt(const QString &url, int line, int column)
{
    if (!d->prints || url.isEmpty())
        return {};
    return {journalFile(url), static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(column)};
}

/// The first place that an error text names: "... (file:///abs/script.js:12:3(0))".
ScriptLocation VirtualUser::locationInText(const QString &text)
{
    if (!d->prints)
        return {};
    static const QRegularExpression place(u"(file://\\S.*?):(\\d+):(\\d+)"_s);
    const QRegularExpressionMatch match = place.match(text);
    if (!match.hasMatch())
        return {};
    return locationAt(match.captured(1), match.captured(2).toInt(), match.captured(3).toInt());
}

QString VirtualUser::rawStack()
{
    return d->captureRawStack.call().toString();
}

QString VirtualUser::currentFrame()
{
    return d->context.program->formatStack(d->captureRawStack.call().toString()).section(u'\n', 0, 0).trimmed().mid(3);
}

void VirtualUser::log(LogLevel level, const QString &message, const QMap<QString, QString> &fields)
{
    if (d->context.log)
        d->context.log->write({level, message, fields, QDateTime::currentDateTime()});
    recordText(RecordKind::Log, level, message, {});
}

void VirtualUser::record(RecordKind kind, std::uint32_t socket, QByteArrayView payload, QByteArrayView cause,
                         JournalState before, JournalState after, const ScriptLocation &location)
{
    if (!d->journal && !d->debugger)
        return;
    RecordHead head;
    head.kind = kind;
    head.stateBefore = before;
    head.stateAfter = after;
    head.vu = static_cast<std::uint32_t>(d->id);
    head.iteration = d->iteration;
    head.socket = socket;
    head.location = location;
    if (d->journal)
        d->journal->append(head, payload, cause);
    if (d->debugger)
        d->debugger->recorded(head, payload, cause);
}

void VirtualUser::consoleLine(LogLevel level, const QString &text)
{
    if (d->context.log)
        d->context.log->write({level, text, {{u"source"_s, u"console"_s}}, QDateTime::currentDateTime()});
    recordText(RecordKind::Console, level, text, currentLocation());
}

void VirtualUser::consoleResult(LogLevel level, const QString &text)
{
    recordText(RecordKind::Console, level, text, {}, "result"_ba);
}

void VirtualUser::recordText(RecordKind kind, LogLevel level, const QString &text, const ScriptLocation &location,
                             const QByteArray &cause)
{
    if (!d->prints)
        return;
    RecordHead head;
    head.kind = kind;
    head.level = level;
    head.vu = static_cast<std::uint32_t>(d->id);
    head.iteration = d->iteration;
    head.location = location;
    d->prints->append(head, text.toUtf8(), cause);
}

void VirtualUser::reportThrown(const QString &text)
{
    reportFailure(text, false);
}

void VirtualUser::reportRejection(const QString &text)
{
    reportFailure(text, true);
}

/// A failed iteration is logged and recorded once; what its remaining callbacks throw is k6's to ignore, and an
/// interrupted engine has nothing of its own to say.
void VirtualUser::reportFailure(const QString &error, bool isRejection)
{
    if (isInterrupted() || d->loop.hasFailed())
        return;
    if (d->debugger)
        d->debugger->failed(error, isRejection);
    if (d->isForResult) {
        d->failedBehind = CallOutcome{CallOutcome::Kind::Failed, {}, error, isRejection};
        d->loop.fail();
        return;
    }
    const QString text = printed(error, isRejection);
    QMap<QString, QString> fields;
    if (!isRejection)
        fields = {{u"hint"_s, u"script exception"_s}, {u"source"_s, u"stacktrace"_s}};
    if (!d->info->scenarioName.isEmpty()) {
        fields.insert(u"executor"_s, d->info->executor);
        fields.insert(u"scenario"_s, d->info->scenarioName);
    }
    if (d->context.log)
        d->context.log->write({LogLevel::Error, text, fields, QDateTime::currentDateTime()});
    recordText(RecordKind::Exception, LogLevel::Error, text, locationInText(text));
    d->loop.fail();
}

void VirtualUser::recordFailure(const CallOutcome &outcome, const QByteArray &call)
{
    const QString text = printed(outcome.error, outcome.rejected);
    recordText(RecordKind::Exception, LogLevel::Error, text, locationInText(text), call);
}

} // namespace sockscope
