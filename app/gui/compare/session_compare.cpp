// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_compare.h"

#include "file_dialogs.h"
#include "models/compare/session_comparison.h"
#include "progress_strip.h"
#include "session.h"

#include <QDir>
#include <QFileInfo>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

ComparisonSource fileSource(const QString &path)
{
    return {.path = path, .name = QFileInfo(path).fileName()};
}

/// The same name twice would not tell which is which: the folders do.
void tellApart(ComparisonSource &first, ComparisonSource &second)
{
    if (first.name != second.name || first.path == second.path)
        return;
    for (ComparisonSource *source : {&first, &second})
        source->name = QFileInfo(source->path).dir().dirName() + u'/' + source->name;
}

} // namespace

SessionCompare::SessionCompare(QWidget &window, QSettings &settings, ProgressStrip &progress, Show show)
    : m_window(window)
    , m_settings(settings)
    , m_progress(progress)
    , m_show(std::move(show))
{
}

bool SessionCompare::hasRecords(Session &session)
{
    return session.journal()->recordCount() > 0;
}

void SessionCompare::ask(Session &session, const QString &name)
{
    const bool hasFirst = hasRecords(session);
    QStringList chosen = askForSessionsToCompare(
        &m_window, m_settings, hasFirst ? tr("Compare %1 with").arg(name) : tr("Compare: one session or two"));
    if (chosen.size() == 1 && !hasFirst)
        chosen += askForSessionsToCompare(&m_window, m_settings,
                                          tr("Compare %1 with").arg(QFileInfo(chosen.constFirst()).fileName()));
    if (chosen.size() >= 2)
        compare(fileSource(chosen[0]), fileSource(chosen[1]));
    else if (chosen.size() == 1 && hasFirst)
        compare({.path = session.journal()->path(), .name = name}, fileSource(chosen[0]));
}

void SessionCompare::compare(Session &first, const QString &firstName, Session &second, const QString &secondName)
{
    compare({.path = first.journal()->path(), .name = firstName},
            {.path = second.journal()->path(), .name = secondName});
}

void SessionCompare::compare(const ComparisonSource &first, const ComparisonSource &second)
{
    ComparisonSource a = first;
    ComparisonSource b = second;
    tellApart(a, b);
    const auto result = std::make_shared<std::unique_ptr<SessionComparison>>();
    const BackgroundJob *job = m_progress.run(
        tr("Comparing %1 with %2").arg(a.name, b.name), [result, a, b](JobControl &control) -> JobResult {
            auto comparison = std::make_unique<SessionComparison>(a, b);
            const bool isDone = comparison->compare({.limits = {}, .progress = [&control](double done) {
                                                         control.setProgress(done);
                                                         return !control.isCancelled();
                                                     }});
            if (isDone) {
                *result = std::move(comparison);
                return {JobResult::Outcome::Done, {}};
            }
            if (comparison->isCancelled())
                return {JobResult::Outcome::Cancelled, {}};
            return {JobResult::Outcome::Failed, comparison->error()};
        });
    connect(job, &BackgroundJob::finished, this, [this, result] {
        if (*result)
            m_show(std::move(*result));
    });
}

} // namespace sockscope
