// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline/timeline_filter_model.h"

#include <QObject>

namespace sockscope {

/// Goes from match to match of a query line among the rows that a timeline shows, and counts them. It looks at
/// everything once, like a filter, so each further step is at once.
class TimelineSearch : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY queryChanged)
    Q_PROPERTY(bool active READ isActive NOTIFY queryChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY countChanged)
public:
    /// `rows` must outlive the search.
    explicit TimelineSearch(TimelineFilterModel &rows, QObject *parent = nullptr);

    [[nodiscard]] const QString &query() const { return m_line.text(); }
    void setQuery(const QString &line);
    [[nodiscard]] QString problem() const; ///< as TimelineFilterModel::problem()
    [[nodiscard]] bool isActive() const { return !m_line.query().isEmpty(); }
    [[nodiscard]] int count() const { return isActive() ? m_matches.count() : 0; } ///< matches found so far
    [[nodiscard]] bool isBusy() const { return isActive() && m_matches.isBusy(); }

    /// Looks for the match behind (before) a row, from the other end where there is none; found() or notFound()
    /// follows, within this call or when enough was looked at. -1 and rowCount() stand for the ends.
    Q_INVOKABLE void next(int row);
    Q_INVOKABLE void previous(int row);
    /// Which of the matches a row is, from 1; 0 where it is none.
    Q_INVOKABLE int positionOf(int row) const;

Q_SIGNALS:
    void queryChanged();
    void countChanged();
    void found(int row);
    void notFound();

private:
    enum class Wanted { Nothing, Next, Previous };
    void restart();
    void want(Wanted wanted, int row);
    void resolve();
    [[nodiscard]] bool resolveNext();
    [[nodiscard]] bool resolvePrevious();
    [[nodiscard]] qint64 numberOf(int row) const;
    void finish(int row);

    TimelineFilterModel &m_rows;
    TimelineMatches m_matches;
    TimelineQuery m_filter; ///< as it was when the search began
    bool m_matchCase = false;
    TimelineQueryLine m_line;
    Wanted m_wanted = Wanted::Nothing;
    qint64 m_from = 0; ///< number of the record to go from
    qint64 m_end = 0;  ///< records below it were there when a match was wanted
};

} // namespace sockscope
