// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/annotations.h"
#include "models/session/session_cursor.h"
#include "models/timeline/timeline_copy.h"
#include "models/timeline/timeline_filter_model.h"
#include "models/timeline/timeline_search.h"
#include "models/timeline/timeline_selection.h"

#include <QObject>
#include <QPointer>

namespace sockscope {

/// What a person does with a session's timeline: filters it, searches it, selects and copies rows, marks records and
/// writes notes about them. It belongs to the session, so it is as it was when the person comes back to that session.
class TimelineView : public QObject
{
    Q_OBJECT
    Q_PROPERTY(sockscope::TimelineFilterModel *rows READ rows CONSTANT)
    Q_PROPERTY(sockscope::TimelineSearch *search READ search CONSTANT)
    Q_PROPERTY(sockscope::TimelineSelection *selection READ selection CONSTANT)
    Q_PROPERTY(sockscope::Annotations *annotations READ annotations CONSTANT)
    Q_PROPERTY(sockscope::SessionCursor *cursor READ cursor WRITE setCursor NOTIFY cursorChanged)
    Q_PROPERTY(bool hasRecord READ hasRecord NOTIFY recordChanged)
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
public:
    /// As TimelineCopy::Format, for QML.
    enum Format { Lines, Text, Hex, Dump, CArray, Uint8Array };
    Q_ENUM(Format)

    explicit TimelineView(TimelineModel &timeline, QObject *parent = nullptr);

    [[nodiscard]] TimelineFilterModel *rows() { return &m_rows; }
    [[nodiscard]] TimelineSearch *search() { return &m_search; }
    [[nodiscard]] TimelineSelection *selection() { return &m_selection; }
    [[nodiscard]] Annotations *annotations() { return &m_annotations; }
    /// The selection that all views of the session share, and the instant they show; may be null.
    [[nodiscard]] SessionCursor *cursor() const { return m_cursor; }
    void setCursor(SessionCursor *cursor);
    [[nodiscard]] bool hasRecord() const { return m_cursor && m_cursor->record() >= 0; }
    /// The row of the record that the cursor selects, -1 where none does.
    Q_INVOKABLE int recordRow() const;
    /// The same or, where it isn't shown, the row before it.
    Q_INVOKABLE int rowNearRecord() const;
    Q_INVOKABLE void selectRecordOf(int row); ///< in all views
    /// What became of the last copy or mark: a sentence, or empty.
    [[nodiscard]] const QString &notice() const { return m_notice; }

    /// The selected rows as text; what is left out stands in notice().
    Q_INVOKABLE QString copied(sockscope::TimelineView::Format format);
    Q_INVOKABLE void toggleMarks(); ///< of the selected rows
    /// The row of the next record (before) with a mark or a note behind a row, among those that are shown; -1 where
    /// there is none.
    Q_INVOKABLE int nextAnnotated(int row) const;
    Q_INVOKABLE int previousAnnotated(int row) const;
    Q_INVOKABLE void dismissNotice() { setNotice({}); }
    void clear(); ///< forgets what belongs to one journal: marks, notes, selection

Q_SIGNALS:
    void noticeChanged();
    void cursorChanged();
    void recordChanged(); ///< the cursor selects another record

private:
    void setNotice(const QString &notice);

    Annotations m_annotations;
    TimelineFilterModel m_rows;
    TimelineSearch m_search;
    TimelineSelection m_selection;
    QPointer<SessionCursor> m_cursor;
    QString m_notice;
};

} // namespace sockscope
