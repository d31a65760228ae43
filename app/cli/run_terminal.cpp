// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_terminal.h"

#include "log/log_output.h"
#include "peer/peer_server.h"
#include "run_report.h"
#include "run_view.h"

#include <QFile>

#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

TerminalColours coloursOf(const LogOptions &log)
{
    if (log.hasNoColor || ::isatty(STDOUT_FILENO) == 0)
        return TerminalColours::None;
    return qEnvironmentVariable("COLORTERM") == u"truecolor" ? TerminalColours::TrueColour : TerminalColours::Sixteen;
}

void writeToStandardError(const QByteArray &text)
{
    QFile err;
    if (err.open(stderr, QIODevice::WriteOnly))
        err.write(text);
}

} // namespace

RunTerminal::RunTerminal(const RunArguments &arguments, RunThread &run, const RunReport &report, LogOutput &log,
                         const PeerServer *peer)
    : m_arguments(arguments)
    , m_colours(coloursOf(arguments.log))
    , m_display(STDOUT_FILENO, m_colours != TerminalColours::None, &log,
                [this, &run] { return viewOf(m_plan, run.run().progress()); })
{
    QObject::connect(&run, &RunThread::planned, &m_display,
                     [this, &report, peer](const RunPlan &plan) { begin(plan, report, peer); });
}

void RunTerminal::begin(const RunPlan &plan, const RunReport &report, const PeerServer *peer)
{
    m_plan = plan;
    m_hasPlan = true;
    if (m_arguments.quiet)
        return;
    QString text =
        bannerText(m_colours) + descriptionText(descriptionOf(plan, m_arguments.script, report.outputs()), m_colours);
    if (peer)
        text += u"          peer: %1 on 127.0.0.1:%2\n\n"_s.arg(m_arguments.peer).arg(peer->port());
    m_display.print(text.toUtf8());
    m_display.start();
    m_hasStarted = true;
}

SummaryStreams RunTerminal::streams()
{
    return {[this](const QByteArray &text) { m_display.print(text); }, writeToStandardError};
}

void RunTerminal::note(const QString &sentence)
{
    if (!m_arguments.quiet)
        m_display.print(sentence.toUtf8() + '\n');
}

void RunTerminal::finish()
{
    if (m_hasStarted)
        m_display.finish();
}

} // namespace sockscope
