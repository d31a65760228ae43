// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline/timeline_matches.h"
#include "models/timeline/timeline_query_line.h"

#include <QAbstractListModel>

namespace sockscope {

class Annotations;

/// The rows of a TimelineModel that a query line asks for (TimelineQuery), up to an instant: what a timeline shows.
/// Its roles are those of the TimelineModel and the ones below. A filter that looks into bytes finds its rows by and
/// by, in order.
class TimelineFilterModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int total READ total NOTIFY countChanged)
    Q_PROPERTY(bool isWhole READ isWhole NOTIFY countChanged)
    Q_PROPERTY(double droppedRows READ droppedRows NOTIFY countChanged)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(bool matchCase READ matchCase WRITE setMatchCase NOTIFY queryChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY queryChanged)
    Q_PROPERTY(bool isAll READ isAll NOTIFY queryChanged)
    Q_PROPERTY(qint64 instant READ instant WRITE setInstant NOTIFY instantChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(double progress READ progress NOTIFY countChanged)
public:
    enum Role {
        DeltaRole = TimelineModel::OffsetRole + 1, ///< nanoseconds since the row before this one, -1 for the first
        MarkedRole,
        NoteRole, ///< a person's note about the record, or empty
    };
    Q_ENUM(Role)
    static constexpr qint64 Latest = -1;

    /// `source` and `annotations`, which may be null, must outlive the model.
    explicit TimelineFilterModel(TimelineModel &source, const Annotations *annotations = nullptr,
                                 QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int total() const { return m_source.count(); }                  ///< rows of the timeline
    [[nodiscard]] bool isWhole() const { return isAll() && m_instant == Latest; } ///< every row of it is shown
    [[nodiscard]] double droppedRows() const { return static_cast<double>(m_source.droppedRows()); }
    [[nodiscard]] const QString &query() const { return m_line.text(); }
    void setQuery(const QString &line); ///< one that can't be understood keeps the rows as they are and sets problem()
    [[nodiscard]] bool matchCase() const { return m_matchCase; }
    void setMatchCase(bool matchCase);
    /// Why the line can't be understood, or why the journal can't be searched: a sentence, or empty.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] bool isAll() const { return m_matches.isAll(); } ///< no row is filtered out
    [[nodiscard]] const TimelineQuery &accepted() const { return m_line.query(); }
    [[nodiscard]] qint64 instant() const { return m_instant; }
    /// Rows later than this many nanoseconds since the session's start aren't shown; Latest shows all.
    void setInstant(qint64 instant);
    [[nodiscard]] bool isBusy() const { return m_matches.isBusy(); }
    [[nodiscard]] double progress() const { return m_matches.progress(); }

    /// The row that shows the record at this offset of the journal, -1 where none does.
    Q_INVOKABLE int rowOf(qint64 offset) const;
    /// The row of this record or, where it isn't shown, of the last one before it; -1 where there is none.
    Q_INVOKABLE int rowNear(qint64 offset) const;
    Q_INVOKABLE qint64 offsetAt(int row) const; ///< -1 where there is no such row
    Q_INVOKABLE quint32 socketAt(int row) const;
    /// Adds a term as "dir:in" to the query line, instead of others of its sort, or removes it.
    Q_INVOKABLE void toggleTerm(const QString &term);
    Q_INVOKABLE bool hasTerm(const QString &term) const { return TimelineQuery::hasTerm(m_line.text(), term); }

    /// The row of the timeline behind a row of this model.
    [[nodiscard]] int sourceRow(int row) const { return m_matches.rowOf(row); }
    /// The row that shows a row of the timeline, -1 where none does.
    [[nodiscard]] int rowOfSource(int sourceRow) const;
    [[nodiscard]] TimelineModel &timeline() const { return m_source; }

Q_SIGNALS:
    void countChanged();
    void queryChanged();
    void instantChanged();
    void busyChanged();

private:
    void connectSource();
    void connectMatches();
    void restart();
    void showMatches();
    [[nodiscard]] int shown() const;
    void onAnnotated(qint64 offset);

    TimelineModel &m_source;
    const Annotations *m_annotations;
    TimelineMatches m_matches;
    TimelineQueryLine m_line;
    bool m_matchCase = false;
    qint64 m_instant = Latest;
    int m_count = 0; ///< rows that views know of
};

} // namespace sockscope
