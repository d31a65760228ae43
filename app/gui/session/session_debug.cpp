// SPDX-License-Identifier: GPL-3.0-or-later
// The session's part in debugging: it carries messages between the engine and the debugger, and says where a run
// stands.
#include "session_private.h"

#include "models/debug/debugger.h"
#include "models/debug/script_path.h"

namespace sockscope {

using namespace Qt::StringLiterals;

void Session::connectDebugger()
{
    Debugger &debugger = this->debugger();
    connect(&debugger.link(), &DebugLink::requestMade, this, [this](const QJsonObject &request) {
        if (d->engine)
            d->engine->askDebugger(request);
    });
    connect(&debugger, &Debugger::changed, this,
            [this] { d->status.setPaused(this->debugger().isPaused() ? this->debugger().summary() : QString()); });
    connect(&debugger, &Debugger::failed, this, [this](const QString &sentence) { say(LogLevel::Warning, sentence); });
    connect(&debugger, &Debugger::printed, this, [this](const QString &text, const ScriptPlace &place) {
        say(LogLevel::Info, tr("%1 (%2)").arg(text, placeText(place.file, place.line)));
    });
}

void Session::Private::connectDebugger(Session *session, EngineProcess *process)
{
    Debugger *debugger = view.debugger();
    QObject::connect(process, &EngineProcess::aboutToDebug, session, [debugger] { debugger->begin(); });
    QObject::connect(process, &EngineProcess::debuggerSaid, &debugger->link(), &DebugLink::receive);
    const auto end = [debugger] { debugger->end(); };
    QObject::connect(process, &EngineProcess::closed, session, end);
    QObject::connect(process, &EngineProcess::died, session, end);
    QObject::connect(process, &EngineProcess::finished, session, end);
    QObject::connect(process, &EngineProcess::failed, session, end);
}

void Session::showEvaluation(const QString &text, bool ok, const QString &value)
{
    Record entered;
    entered.kind = RecordKind::Evaluated;
    entered.payload = text.toUtf8();
    Record result;
    result.kind = RecordKind::Console;
    result.level = ok ? LogLevel::Info : LogLevel::Error;
    result.cause = u"result"_s;
    result.payload = value.toUtf8();
    d->journal.console()->append({entered, result});
}

} // namespace sockscope
