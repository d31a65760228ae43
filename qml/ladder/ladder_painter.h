// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ladder/ladder_model.h"

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace sockscope {

class LadderView;
struct ColorScheme;

/// Draws what a LadderView shows, and knows what is where in it. Lives for one drawing.
class LadderPainter
{
public:
    /// The parameters must outlive the painter.
    LadderPainter(const LadderView &view, const LadderModel &model, const QList<LadderSlot> &slotList);

    [[nodiscard]] static qreal headHeight(); ///< of the lanes' names
    [[nodiscard]] static qreal slotHeight(); ///< one line of text: what is closer together is grouped

    void paint(QPainter &painter) const;
    [[nodiscard]] std::optional<LadderGroup> groupAt(const QPointF &point) const;

private:
    /// A piece of a slot's line of text.
    struct Piece
    {
        LadderGroup group;
        QString text;
        QRectF box;
    };
    void paintAxis(QPainter &painter) const;
    void paintLanes(QPainter &painter) const;
    void paintPauses(QPainter &painter) const;
    void paintInstant(QPainter &painter) const;
    void paintSlot(QPainter &painter, const LadderSlot &slot) const;
    void paintArrow(QPainter &painter, const LadderGroup &group) const;
    void paintEnd(QPainter &painter, const LadderGroup &group, const QPointF &tip, qreal direction) const;
    void paintDelay(QPainter &painter, const LadderGroup &group) const;
    void paintMark(QPainter &painter, const LadderGroup &group) const;
    void paintPiece(QPainter &painter, const Piece &piece) const;
    /// The texts of a slot: of its arrows between the lanes, of its marks left of them.
    [[nodiscard]] QList<Piece> pieces(const LadderSlot &slot) const;
    void place(QList<Piece> &pieces, const LadderSlot &slot, qreal left, qreal right, bool isCentred) const;
    [[nodiscard]] QColor colorOf(const LadderGroup &group) const;
    [[nodiscard]] qreal lineY(const LadderSlot &slot, const QList<Piece> &pieces) const;

    const LadderView &m_view;
    const LadderModel &m_model;
    const QList<LadderSlot> &m_slots;
    const ColorScheme &m_colors;
    QFont m_font;
    qreal m_unit;
    qreal m_axis;   ///< right end of the times
    qreal m_script; ///< x of the lanes
    qreal m_peer;
};

} // namespace sockscope
