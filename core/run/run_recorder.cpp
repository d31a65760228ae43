// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_recorder.h"

#include "journal/journal_writer.h"
#include "metrics/check_registry.h"
#include "run/run_record.h"
#include "run/test_run.h"

namespace sockscope {

RunRecorder::RunRecorder(const TestRun &run, RunPlan plan, JournalWriter &journal, int recordedVus)
    : m_run(run)
    , m_plan(std::move(plan))
    , m_journal(journal)
{
    if (m_plan.maxVus > recordedVus) {
        RecordHead head;
        head.kind = RecordKind::Uncaptured;
        m_journal.append(head, QByteArray("{\"vus\":" + QByteArray::number(recordedVus + 1) + '}'));
    }
    m_thread = std::thread([this] { work(); });
}

RunRecorder::~RunRecorder()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
    record();
}

void RunRecorder::work()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, Interval, [this] { return m_isStopping; }))
        record();
}

void RunRecorder::record()
{
    RecordHead head;
    head.kind = RecordKind::RunProgressed;
    MetricsSnapshot metrics = m_run.snapshot();
    m_recent.addTo(metrics);
    m_journal.append(head, runRecord(m_plan, m_run.progress(), metrics, m_run.checks().checks()));
}

} // namespace sockscope
