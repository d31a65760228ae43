// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/session_bytes.h"
#include "models/session/script_cursor.h"

#include <QFont>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// What the views of a session's bytes have in common: lines of a stream of any length of which only the visible ones
/// are read and painted, a selection by mouse and keyboard, and marks where chunks and messages start. It scrolls by
/// bytes, in 64 bit, so nothing depends on how many lines there are.
class ByteView : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("HexView and StreamTextView are the views.")
    Q_PROPERTY(sockscope::SessionBytes *bytes READ bytes WRITE setBytes NOTIFY bytesChanged)
    Q_PROPERTY(sockscope::ScriptCursor *scriptCursor READ scriptCursor WRITE setScriptCursor NOTIFY scriptCursorChanged)
    Q_PROPERTY(qreal position READ position NOTIFY scrolled)
    Q_PROPERTY(qreal pageSize READ pageSize NOTIFY scrolled)
public:
    explicit ByteView(QQuickItem *parent = nullptr);

    [[nodiscard]] SessionBytes *bytes() const { return m_bytes; }
    void setBytes(SessionBytes *bytes);
    /// The line of a script whose bytes are underlined; null: none.
    [[nodiscard]] ScriptCursor *scriptCursor() const { return m_scriptCursor; }
    void setScriptCursor(ScriptCursor *cursor);
    [[nodiscard]] qreal position() const;              ///< what part of the stream is above the view, 0 to 1
    [[nodiscard]] qreal pageSize() const;              ///< what part of it is in the view, 0 to 1
    [[nodiscard]] qint64 top() const { return m_top; } ///< the first visible byte
    Q_INVOKABLE void scrollTo(qreal position);
    Q_INVOKABLE void scrollLines(int lines);
    /// Where the cell of a visible byte is; empty for others.
    Q_INVOKABLE virtual QRectF byteRect(qint64 position) = 0;

    void paint(QPainter *painter) override;

Q_SIGNALS:
    void bytesChanged();
    void scriptCursorChanged();
    void scrolled();
    void copyRequested();
    void findRequested();

protected:
    struct Line
    {
        qint64 start = 0;
        qint64 end = 0;
    };
    /// A part of a line with one chunk and one message.
    struct Segment
    {
        qint64 start = 0;
        qint64 end = 0;
        bool received = false;
        bool startsChunk = false;
        bool startsMessage = false;
        bool inOddMessage = false;
        bool isLit = false; ///< the line of the script cursor caused it
    };
    [[nodiscard]] virtual Line lineAt(qint64 position) = 0;
    [[nodiscard]] virtual qint64 positionAt(const QPointF &point) = 0; ///< the nearest visible byte, -1 for none
    virtual void paintLine(QPainter &painter, const Line &line, QByteArrayView bytes, qreal y) = 0;
    virtual void layOut() = 0; ///< the size or the type scale is another

    [[nodiscard]] ByteStream *stream() const { return m_bytes ? m_bytes->stream() : nullptr; }
    [[nodiscard]] qint64 streamSize() const { return m_bytes ? m_bytes->stream()->size() : 0; }
    [[nodiscard]] bool showsBoth() const { return m_bytes && m_bytes->mode() == SessionBytes::Both; }
    [[nodiscard]] bool isSelected(qint64 position) const { return m_bytes && m_bytes->selection()->contains(position); }
    [[nodiscard]] const QList<Line> &lines(); ///< the visible ones
    [[nodiscard]] QList<Segment> segmentsOf(const Line &line) const;
    [[nodiscard]] qreal lineHeight() const;
    [[nodiscard]] qreal charWidth() const { return m_charWidth; }
    [[nodiscard]] const QFont &monoFont() const { return m_font; }
    [[nodiscard]] int rows() const; ///< whole lines that fit
    [[nodiscard]] qreal yOf(qsizetype line) const { return padding() + static_cast<qreal>(line) * lineHeight(); }
    [[nodiscard]] static qreal padding();
    [[nodiscard]] qsizetype lineIndexAt(qreal y);
    void paintLit(QPainter &painter, const QRectF &cells) const; ///< a line below them
    /// In the gutter of a stream of both directions: an arrow and the word, once a run.
    void paintDirection(QPainter &painter, bool received, qreal x, qreal y) const;
    [[nodiscard]] qreal directionWidth() const;

    void geometryChange(const QRectF &now, const QRectF &before) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void connectBytes();
    void applyTheme();
    void refresh();
    void reveal(qint64 position);
    void setTop(qint64 top);
    [[nodiscard]] qint64 lastTop();
    [[nodiscard]] qint64 linesFrom(qint64 start, int count); ///< the start of the line so many lines away
    [[nodiscard]] qint64 keyTarget(QKeyEvent *event, qint64 from);
    [[nodiscard]] qint64 vertical(qint64 from, int count);

    QPointer<SessionBytes> m_bytes;
    QPointer<ScriptCursor> m_scriptCursor;
    QFont m_font;
    qreal m_charWidth = 8;
    qint64 m_top = 0;
    QList<Line> m_lines;
    bool m_linesAreValid = false;
    qreal m_wheelRest = 0; ///< touchpads scroll by less than a line
};

} // namespace sockscope
