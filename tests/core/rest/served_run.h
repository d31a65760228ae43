// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/listen_address.h"
#include "rest/rest_server.h"
#include "run/run_thread.h"
#include "support/http_client.h"
#include "support/script_runner.h"

#include <QTcpServer>

namespace sockscope::test {

inline std::unique_ptr<QTcpServer> listenerAt(const QString &address)
{
    QString error;
    const std::optional<ListenAddress> place = ListenAddress::parse(address, &error);
    std::unique_ptr<QTcpServer> listener = place ? place->listen(&error) : nullptr;
    if (!listener)
        qFatal("%s", qPrintable(error));
    return listener;
}

/// A run with its API, as `sockscope run --address` has them.
class ServedRun
{
public:
    explicit ServedRun(const QString &source, bool paused = true)
        : m_run(config(source, paused))
        , m_rest(m_run.run(), m_log, listenerAt(QStringLiteral("127.0.0.1:0")))
    {
        QObject::connect(&m_run, &RunThread::planned, &m_rest, &RestServer::serve);
        QObject::connect(&m_rest, &RestServer::stopped, &m_run, &RunThread::expectEnd);
        QObject::connect(&m_run, &RunThread::finished, &m_run, [this](const TestRunResult &result) {
            m_result = result;
            m_hasEnded = true;
        });
    }
    ~ServedRun() { m_run.stop(ExitCode::Interrupted, QStringLiteral("the test is over")); }

    void start() { m_run.start(); }
    [[nodiscard]] HttpReply ask(const QByteArray &method, const QString &path, const QByteArray &body = {})
    {
        return request(m_rest.port(), method, path, body);
    }
    [[nodiscard]] QByteArray get(const QString &path) { return ask("GET", path).body; }
    [[nodiscard]] HttpReply patch(const QByteArray &attributes)
    {
        return ask("PATCH", QStringLiteral("/v1/status"), R"({"data":{"attributes":)" + attributes + "}}");
    }
    [[nodiscard]] bool isAt(int stage)
    {
        return get(QStringLiteral("/v1/status")).contains("\"status\":" + QByteArray::number(stage) + ',');
    }
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    [[nodiscard]] const TestRunResult &result() const { return m_result; }
    [[nodiscard]] const LogRecorder &log() const { return m_log; }
    [[nodiscard]] quint16 port() const { return m_rest.port(); }

private:
    TestRunConfig config(const QString &source, bool paused)
    {
        TestRunConfig config;
        config.script = QStringLiteral("/script.js");
        config.source = source.toUtf8();
        config.log = &m_log;
        config.canBeResumed = true;
        config.overrides.paused = paused;
        return config;
    }

    LogRecorder m_log;
    RunThread m_run;
    RestServer m_rest;
    TestRunResult m_result;
    bool m_hasEnded = false;
};

inline const QString Once = QStringLiteral("export default function () { console.log('iteration') }\n");
inline const QString Waiting =
    QStringLiteral("export default function () { return new Promise((r) => setTimeout(r, 600000)) }\n"
                   "export function setup() { console.log('setup'); return { n: 1 } }\n"
                   "export function teardown(data) { console.log('teardown ' + JSON.stringify(data)) }\n");

// Of the status documents.
inline constexpr int PausedStage = 4;
inline constexpr int RunningStage = 7;

} // namespace sockscope::test
