// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "debug/coverage_report.h"
#include "debug/debug_controller.h"

#include <QJsonObject>
#include <QMap>

namespace sockscope {

/// The debugger behind JSON messages (docs/debugger.md): takes requests, answers each once, and tells what happens. On
/// the thread of whoever talks to it, which needs an event loop; outlives the run.
class DebugService : public QObject
{
    Q_OBJECT
public:
    DebugService();

    [[nodiscard]] DebugController &controller() { return m_controller; }
    /// A request; its `command` says what to do, its `id` returns with the answer.
    void handle(const QJsonObject &request);

Q_SIGNALS:
    /// An answer (type `debugger`) or an event (type `debugger-event`).
    void message(const QJsonObject &message);

private:
    using Handler = void (DebugService::*)(const QJsonObject &);
    [[nodiscard]] static const QMap<QString, Handler> &handlers();
    void setBreakpoints(const QJsonObject &request);
    void setEventBreakpoints(const QJsonObject &request);
    void setExceptions(const QJsonObject &request);
    void locations(const QJsonObject &request);
    void pause(const QJsonObject &request);
    void resume(const QJsonObject &request);
    void pauses(const QJsonObject &request);
    void stack(const QJsonObject &request);
    void scopes(const QJsonObject &request);
    void variables(const QJsonObject &request);
    void evaluate(const QJsonObject &request);
    void assign(const QJsonObject &request);
    void lookAround(const QJsonObject &request);
    void setCoverage(const QJsonObject &request);

    void answer(const QJsonObject &request, QJsonObject members);
    void refuse(const QJsonObject &request, const QString &sentence);
    void tell(const QString &event, QJsonObject members);
    /// Answers with what a look at a stopped virtual user gives.
    void look(const QJsonObject &request, std::function<QJsonObject(VuAgent &)> look);

    DebugController m_controller;
    CoverageReport m_coverage{m_controller};
};

} // namespace sockscope
