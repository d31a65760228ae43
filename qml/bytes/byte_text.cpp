// SPDX-License-Identifier: GPL-3.0-or-later
#include "byte_text.h"

#include "theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<const char *, 34> names{
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT",  "LF",  "VT", "FF", "CR", "SO", "SI", "DLE",
    "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US", "SP", "DEL"};

QFont fontOf(const QString &family, int pixels)
{
    QFont font(family);
    font.setPixelSize(pixels);
    return font;
}

QFont textFont()
{
    return fontOf(Theme::instance()->monoFamily(), Theme::instance()->bodySize());
}

QFont tagFont()
{
    return fontOf(Theme::instance()->uiFamily(), qRound(Theme::instance()->bodySize() * 0.77));
}

/// Puts pieces one behind the other until the width is used up.
class Line
{
public:
    Line(QPainter &painter, const QSizeF &size, const QColor &color)
        : m_painter(painter)
        , m_size(size)
        , m_color(color)
        , m_textFont(textFont())
        , m_tagFont(tagFont())
        , m_textMetrics(m_textFont)
        , m_tagMetrics(m_tagFont)
    {
    }

    /// False where the rest didn't fit.
    bool text(const QString &piece, bool isLast)
    {
        const qreal left = m_size.width() - m_x - (isLast ? 0 : ellipsis());
        const bool fits = m_textMetrics.horizontalAdvance(piece) <= left;
        const QString drawn = fits ? piece : m_textMetrics.elidedText(piece, Qt::ElideRight, m_size.width() - m_x);
        m_painter.setPen(m_color);
        m_painter.setFont(m_textFont);
        m_painter.drawText(QRectF(m_x, 0, m_size.width() - m_x, m_size.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                           drawn);
        m_x += m_textMetrics.horizontalAdvance(drawn);
        return fits;
    }

    bool tag(const QString &name, bool isLast)
    {
        const int unit = Theme::instance()->unit();
        const qreal width = m_tagMetrics.horizontalAdvance(name) + unit * 1.5;
        const qreal height = m_tagMetrics.height() + 1;
        if (m_x + width + unit > m_size.width() - (isLast ? 0 : ellipsis()))
            return text(u"\u2026"_s, true) && false;
        const QRectF box(m_x + unit / 2.0, (m_size.height() - height) / 2, width, height);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(Theme::instance()->colors().raised);
        m_painter.drawRoundedRect(box, unit / 2.0, unit / 2.0);
        m_painter.setPen(m_color);
        m_painter.setFont(m_tagFont);
        m_painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, name);
        m_x += width + unit / 2.0;
        return true;
    }

private:
    [[nodiscard]] qreal ellipsis() const { return m_textMetrics.horizontalAdvance(u'\u2026'); }

    QPainter &m_painter;
    QSizeF m_size;
    QColor m_color;
    QFont m_textFont;
    QFont m_tagFont;
    QFontMetricsF m_textMetrics;
    QFontMetricsF m_tagMetrics;
    qreal m_x = 0;
};

} // namespace

QString controlName(QChar picture)
{
    const int number = picture.unicode() - 0x2400;
    return number >= 0 && number < int(names.size()) ? QString::fromLatin1(names[size_t(number)]) : QString();
}

qreal byteTextWidth(const QString &text)
{
    const QFontMetricsF characters(textFont());
    const QFontMetricsF tags(tagFont());
    qreal width = 0;
    for (const QChar character : text) {
        const QString name = controlName(character);
        width += name.isEmpty() ? characters.horizontalAdvance(character)
                                : tags.horizontalAdvance(name) + 2 * Theme::instance()->unit();
    }
    return width;
}

ByteText::ByteText(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(Theme::instance(), &Theme::changed, this, &ByteText::updateSize);
    updateSize();
}

void ByteText::updateSize()
{
    setImplicitHeight(Theme::instance()->rowHeight());
    update();
}

void ByteText::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    update();
    Q_EMIT changed();
}

void ByteText::setColor(const QColor &color)
{
    if (color == m_color)
        return;
    m_color = color;
    update();
    Q_EMIT changed();
}

void ByteText::paint(QPainter *painter)
{
    paintByteText(*painter, size(), m_text, m_color);
}

void paintByteText(QPainter &painter, const QSizeF &size, const QString &text, const QColor &color)
{
    Line line(painter, size, color);
    for (qsizetype from = 0; from < text.size();) {
        qsizetype to = from;
        while (to < text.size() && controlName(text[to]).isEmpty())
            ++to;
        const bool isTag = to == from;
        to += isTag ? 1 : 0;
        const bool isLast = to == text.size();
        if (!(isTag ? line.tag(controlName(text[from]), isLast) : line.text(text.sliced(from, to - from), isLast)))
            return;
        from = to;
    }
}

} // namespace sockscope
