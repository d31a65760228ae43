// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QTcpServer;

namespace sockscope {

class LogSink;
class TestRun;

/// Serves the RestApi of one run over HTTP, on threads of its own. The run and the log must outlive it. There is no
/// authentication, as in k6: whoever reaches the address can stop the test, which the log says where that may be
/// others.
class RestServer : public QObject
{
    Q_OBJECT
public:
    /// `listener` is ListenAddress::listen()'s; clients wait there until serve().
    RestServer(TestRun &run, LogSink &log, std::unique_ptr<QTcpServer> listener);
    /// Ends all connections at once, and calls of setup() and teardown() that somebody asked for.
    ~RestServer() override;

    /// Answers from here on; to be called once, when the run is planned. Where that can't be done the log says so, and
    /// a paused run begins.
    void serve();
    /// Ends the calls of setup() and teardown() that somebody asked for, as the destructor does, and takes no more.
    /// False where one doesn't react because it is in native code: its thread goes on to use the run until the process
    /// ends.
    [[nodiscard]] bool endCalls();
    [[nodiscard]] quint16 port() const;

Q_SIGNALS:
    void stopped(); ///< somebody had the run stopped; from a thread of the server

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
