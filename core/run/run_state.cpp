// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_state.h"

#include <QDateTime>

namespace sockscope {

using namespace Qt::StringLiterals;

RunState::RunState()
    : iterations(metrics.find(u"iterations"_s))
    , iterationDuration(metrics.find(u"iteration_duration"_s))
    , droppedIterations(metrics.find(u"dropped_iterations"_s))
    , dataSent(metrics.find(u"data_sent"_s))
    , dataReceived(metrics.find(u"data_received"_s))
{
}

void RunState::log(LogLevel level, const QString &message, const QMap<QString, QString> &fields) const
{
    if (context.log)
        context.log->write({level, message, fields, QDateTime::currentDateTime()});
}

void RunState::start()
{
    startedAt = clock().now();
    hasStarted = true;
}

std::int64_t RunState::elapsed() const
{
    return hasStarted ? std::chrono::nanoseconds(clock().now() - startedAt).count() : 0;
}

std::shared_ptr<ExecutionInfo> RunState::executionInfo()
{
    auto info = std::make_shared<ExecutionInfo>();
    info->counters = &counters;
    info->runDuration = [this] { return std::chrono::nanoseconds(elapsed()); };
    info->options = optionsJson;
    info->throwErrors = options.throwErrors.value_or(false);
    return info;
}

void RunState::watch(VirtualUser &vu)
{
    QObject::connect(&vu, &VirtualUser::abortRequested, &vu, [this](const QString &reason) { abort(reason); });
}

void RunState::sampleTraffic(VirtualUser &vu)
{
    const auto [sent, received] = vu.takeTraffic();
    vu.sample(dataSent, static_cast<double>(sent));
    vu.sample(dataReceived, static_cast<double>(received));
}

QJSValue RunState::setupDataFor(VirtualUser &vu) const
{
    const QByteArray json = setupData.json();
    if (json.isEmpty())
        return {};
    const QJSValue parse = vu.engine().globalObject().property(u"JSON"_s).property(u"parse"_s);
    return parse.call({QString::fromUtf8(json)});
}

} // namespace sockscope
