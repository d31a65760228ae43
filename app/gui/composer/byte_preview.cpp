// SPDX-License-Identifier: GPL-3.0-or-later
#include "byte_preview.h"

#include "byte_text.h"
#include "export/hex_dump.h"
#include "log/visible_text.h"
#include "theme.h"

#include <QPainter>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype MaxShown = 400;  ///< bytes or characters; no line is wide enough for more
constexpr qsizetype MaxDumped = 256; ///< bytes in the tooltip
constexpr double HexShare = 0.42;    ///< of the width, at most
} // namespace

BytePreview::BytePreview(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void BytePreview::setBytes(const QByteArray &bytes)
{
    m_text = visibleBytes(bytes, MaxShown);
    m_hex = QString::fromLatin1(bytes.first(std::min(bytes.size(), MaxShown)).toHex(' '));
    const QString dump = QString::fromLatin1(hexDump(bytes.first(std::min(bytes.size(), MaxDumped)))).toHtmlEscaped();
    const QString rest = bytes.size() > MaxDumped ? tr("… and %1 more bytes").arg(bytes.size() - MaxDumped) : QString();
    setToolTip(bytes.isEmpty() ? QString() : u"<pre>"_s + dump + rest + u"</pre>"_s);
    setAccessibleName(bytes.isEmpty() ? tr("Nothing to send") : tr("Will be sent: %1").arg(m_text));
    update();
}

QSize BytePreview::sizeHint() const
{
    return {40 * m_theme.unit(), 5 * m_theme.unit()};
}

QSize BytePreview::minimumSizeHint() const
{
    return {10 * m_theme.unit(), 5 * m_theme.unit()};
}

void BytePreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont hexFont(m_theme.monoFamily());
    hexFont.setPixelSize(m_theme.smallSize());
    const QFontMetrics metrics(hexFont);
    const int gap = 4 * m_theme.unit();
    const bool hasHex = width() >= 120 * m_theme.unit();
    const int hexWidth = hasHex ? std::min(metrics.horizontalAdvance(m_hex) + 2, int(width() * HexShare)) : 0;
    if (hasHex) {
        painter.setFont(hexFont);
        painter.setPen(m_theme.colors().muted);
        painter.drawText(QRect(width() - hexWidth, 0, hexWidth, height()), Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(m_hex, Qt::ElideRight, hexWidth));
    }
    const int textWidth = width() - hexWidth - (hexWidth > 0 ? gap : 0);
    paintByteText(painter, QSizeF(textWidth, height()), m_text, m_theme.colors().text);
}

} // namespace sockscope
