// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench_window.h"
#include "figures.h"

#include <functional>

namespace sockscope {

/// Measures the window with a long journal (tests/core/models/timeline/big_journal.h), all panels shown. Each function
/// adds what it measured; they run in this order.
class WindowFigures
{
public:
    WindowFigures(Figures &figures, const QString &journal, int records);

    void open();     ///< the first page, all of it, memory
    void filter();   ///< several queries, to the first rows and to the end
    void search();   ///< to the first match, to the last, one step
    void select();   ///< until every view shows the record
    void remember(); ///< memory with a filter, a search and framed messages on top
    void follow(const QString &path, const QString &query); ///< 300,000 records a second arriving

private:
    void filterBy(const QString &name, const QString &query);
    void selectEach(const QString &what, const std::function<int(qint64)> &rowOf);
    [[nodiscard]] double bytesPerRecord() const;

    Figures &m_figures;
    QString m_path;
    int m_records;
    BenchWindow m_window{BenchWindow::Panels::AllShown};
    double m_residentBefore;
    double m_readMs = 0; ///< reading the journal and nothing else
};

} // namespace sockscope
