// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/test_run.h"

#include <functional>

namespace sockscope {

/// What a client asks for.
struct RestRequest
{
    QString method; ///< "GET"
    QString path;   ///< without a query, percent signs decoded: "/v1/metrics/tcp_reads{a:1}"
    QByteArray body;
};

struct RestReply
{
    int status = 200;
    QByteArray type; ///< empty where there is no body
    QByteArray body;
};

/// What k6's REST API answers for one run (https://grafana.com/docs/k6/latest/misc/k6-rest-api/): its status, metrics,
/// groups and setup data, resuming and stopping it. Uses what of the run is thread-safe, so it may be asked by several
/// threads at once. The run and the log must outlive it.
class RestApi
{
public:
    /// `stopped` is called, on the thread that asks, after somebody had the run stopped.
    RestApi(TestRun &run, LogSink &log, std::function<void()> stopped);

    /// To be asked once the run is planned, or when it is over.
    [[nodiscard]] RestReply answer(const RestRequest &request);
    /// The answer has to wait for the script: setup() or teardown() is called.
    [[nodiscard]] static bool takesTime(const RestRequest &request);

private:
    struct Route;

    [[nodiscard]] RestReply status(const RestRequest &request);
    [[nodiscard]] RestReply changeStatus(const RestRequest &request);
    [[nodiscard]] RestReply metrics(const RestRequest &request);
    [[nodiscard]] RestReply metric(const RestRequest &request);
    [[nodiscard]] RestReply groups(const RestRequest &request);
    [[nodiscard]] RestReply group(const RestRequest &request);
    [[nodiscard]] RestReply setupData(const RestRequest &request);
    [[nodiscard]] RestReply setSetupData(const RestRequest &request);
    [[nodiscard]] RestReply repeatSetup(const RestRequest &request);
    [[nodiscard]] RestReply repeatTeardown(const RestRequest &request);
    /// Calls one of TestRun's repeatSetup() and repeatTeardown(); nothing, or what went wrong.
    [[nodiscard]] std::optional<RestReply> call(const QString &name, TestRunResult (TestRun::*function)());

    TestRun &m_run;
    LogSink &m_log;
    const std::function<void()> m_stopped;
};

} // namespace sockscope
