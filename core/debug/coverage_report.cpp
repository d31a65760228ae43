// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug/coverage_report.h"

#include "debug/debug_controller.h"

#include <QJsonObject>
#include <QMap>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QJsonArray linesOf(const CompiledModule &module, const QHash<int, qint64> &counts)
{
    QMap<int, qint64> lines;
    const ModuleProbes &probes = *module.probes;
    for (qsizetype i = 0; i < probes.points.size(); ++i) {
        const ProbePoint &point = probes.points.at(i);
        if (!point.isBreakable() || point.kind == ProbePoint::Kind::FunctionEnd)
            continue;
        qint64 &hits = lines[point.range.line];
        hits = std::max(hits, counts.value(probes.base + static_cast<int>(i)));
    }
    QJsonArray told;
    for (auto line = lines.cbegin(); line != lines.cend(); ++line) {
        told.append(line.key());
        told.append(line.value());
    }
    return told;
}

} // namespace

CoverageReport::CoverageReport(DebugController &controller, QObject *parent)
    : QObject(parent)
    , m_controller(controller)
{
    m_timer.setInterval(IntervalMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_controller.askForCounts();
        tellNow();
    });
}

void CoverageReport::setOn(bool on)
{
    m_controller.coverage().setOn(on);
    m_controller.askForCounts();
    if (on)
        m_timer.start();
    else
        m_timer.stop();
}

void CoverageReport::tellNow()
{
    if (!m_controller.coverage().isOn() || !m_controller.coverage().takeChange())
        return;
    const QHash<int, qint64> counts = m_controller.coverage().counts();
    QJsonArray files;
    const auto modules = m_controller.modules();
    for (const auto &module : modules) {
        if (module->probes)
            files.append(QJsonObject{{u"url"_s, module->url}, {u"lines"_s, linesOf(*module, counts)}});
    }
    Q_EMIT counted(files);
}

} // namespace sockscope
