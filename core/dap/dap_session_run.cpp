// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a debug session: from launch to the end.
#include "dap/dap_session.h"

#include <QFile>
#include <QFileInfo>

namespace sockscope {

using namespace Qt::StringLiterals;

void DapSession::launch(const DapRequest &request)
{
    if (m_launchRequest || m_isLoaded || m_isOver)
        return refuse(request, u"this session has launched a script already"_s);
    QString error;
    const auto launch = launchArgumentsFrom(request.arguments, &error);
    if (!launch)
        return refuse(request, error);
    m_launch = *launch;
    m_launchRequest = request;
    m_engine.start(m_engineProgram, m_launch);
}

void DapSession::attach(const DapRequest &request)
{
    refuse(request,
           u"a script that runs can't be attached to: only one that the debugger has started has probes. Use a "
           "configuration with \"request\": \"launch\""_s);
}

/// The engine is there: it gets the script.
void DapSession::startEngine()
{
    m_output.follow(m_engine.journal());
    QJsonObject load{{u"type"_s, u"load"_s},
                     {u"script"_s, m_launch.program},
                     {u"args"_s, QJsonArray::fromStringList(m_launch.flags)}};
    if (!m_launch.peer.isEmpty())
        load.insert(u"peer"_s, m_launch.peer);
    m_engine.send(load);
}

void DapSession::configurationDone(const DapRequest &request)
{
    if (std::exchange(m_isRunning, true))
        return refuse(request, u"the configuration was done already"_s);
    respond(request);
    m_engine.send({{u"type"_s, u"run"_s},
                   {u"debug"_s, m_launch.isDebug},
                   {u"stopOnEntry"_s, m_launch.stopsOnEntry},
                   {u"recordOutput"_s, true}});
}

/// The script is stopped, and teardown() runs; events tell the end.
void DapSession::terminate(const DapRequest &request)
{
    respond(request);
    if (m_isRunning)
        m_engine.send({{u"type"_s, u"stop"_s}});
    else if (m_isLoaded)
        finish(0);
}

void DapSession::disconnect(const DapRequest &request)
{
    respond(request);
    end();
}

/// The run is over.
void DapSession::finish(int exitCode)
{
    m_output.drain();
    if (std::exchange(m_isOver, true))
        return;
    m_isLoaded = false;
    tell(u"exited"_s, {{u"exitCode"_s, exitCode}});
    tell(u"terminated"_s);
    m_engine.quit();
}

void DapSession::end()
{
    if (std::exchange(m_isEnding, true))
        return;
    m_output.drain();
    m_output.stop();
    if (m_engine.isRunning())
        m_engine.quit();
    else
        QMetaObject::invokeMethod(this, &DapSession::ended, Qt::QueuedConnection);
}

} // namespace sockscope
