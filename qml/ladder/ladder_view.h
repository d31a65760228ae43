// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ladder/ladder_model.h"

#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// A ladder diagram: the script's lane and the peer's, time flowing down on a true scale, an arrow for everything that
/// passes between them. Zooms, pans, and moves the session's cursor; the keyboard does all that the mouse does.
class LadderView : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(sockscope::JournalSession *journal READ journal WRITE setJournal NOTIFY sessionChanged)
    Q_PROPERTY(sockscope::SessionCursor *cursor READ cursor WRITE setCursor NOTIFY sessionChanged)
    Q_PROPERTY(bool showsAll READ showsAll WRITE setShowsAll NOTIFY viewChanged)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY viewChanged)
    Q_PROPERTY(bool fitted READ isFitted NOTIFY viewChanged)
    Q_PROPERTY(int socket READ socket NOTIFY viewChanged)
    Q_PROPERTY(qreal from READ from NOTIFY viewChanged)
    Q_PROPERTY(qreal to READ to NOTIFY viewChanged)
    Q_PROPERTY(QString selectedText READ selectedText NOTIFY viewChanged)

public:
    explicit LadderView(QQuickItem *parent = nullptr);

    [[nodiscard]] JournalSession *journal() const { return m_model.journal(); }
    [[nodiscard]] SessionCursor *cursor() const { return m_model.cursor(); }
    void setJournal(JournalSession *journal);
    void setCursor(SessionCursor *cursor);
    [[nodiscard]] bool showsAll() const { return m_model.showsAll(); }
    void setShowsAll(bool showsAll) { m_model.setShowsAll(showsAll); }
    [[nodiscard]] bool isEmpty() const { return m_model.isEmpty(); }
    [[nodiscard]] bool isFitted() const { return m_mode == Fit; } ///< the whole time is shown, also as it grows
    [[nodiscard]] int socket() const { return int(m_model.socket()); }
    [[nodiscard]] qreal from() const { return m_from; } ///< nanoseconds at the upper edge
    [[nodiscard]] qreal to() const { return m_to; }
    [[nodiscard]] QString selectedText() const; ///< what the selected group says, for those who don't see it

    Q_INVOKABLE void fit();
    /// Shows `factor` times as much time; what is at the height `y` stays there.
    Q_INVOKABLE void zoom(qreal factor, qreal y);
    Q_INVOKABLE void pan(qreal pixels); ///< down the time for positive ones
    Q_INVOKABLE void toStart();
    Q_INVOKABLE void toEnd();
    Q_INVOKABLE void select(int direction); ///< the next record, the one before (-1)
    Q_INVOKABLE bool selectAt(qreal x, qreal y);
    /// Height of a time within the item; may lie outside of it.
    Q_INVOKABLE [[nodiscard]] qreal yOf(qreal timeNs) const;
    [[nodiscard]] const QList<LadderSlot> &shown() const; ///< the slots in view

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void sessionChanged();
    void viewChanged();

protected:
    void geometryChange(const QRectF &after, const QRectF &before) override;

private:
    enum Mode {
        Fit,    ///< all of the time
        Follow, ///< a stretch that moves with the end
        Stay,
    };
    void onChanged();
    void centreSelected();
    void show(qreal from, qreal to);
    [[nodiscard]] qreal timeAt(qreal y) const;
    [[nodiscard]] qreal firstNs() const;
    [[nodiscard]] qreal lastNs() const;
    [[nodiscard]] qreal head() const; ///< height of what stands above the lanes
    [[nodiscard]] qreal margin() const;

    LadderModel m_model;
    Mode m_mode = Fit;
    qreal m_from = 0;
    qreal m_to = 1;
    mutable QList<LadderSlot> m_slots; ///< what shown() answered last
    mutable bool m_areSlotsKnown = false;
    qint64 m_centred = SessionCursor::NoRecord; ///< the record that was last brought into view
};

} // namespace sockscope
