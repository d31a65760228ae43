// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QWidget>

namespace sockscope {

class Theme;

/// One line that shows bytes as they will be on the wire: as text with tags for control characters, and, where there is
/// room, in hexadecimal. Its tooltip has the beginning as a hex dump.
class BytePreview : public QWidget
{
    Q_OBJECT
public:
    explicit BytePreview(Theme &theme, QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    [[nodiscard]] const QString &text() const { return m_text; } ///< as shown, before cutting to the width
    [[nodiscard]] const QString &hex() const { return m_hex; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    QString m_text;
    QString m_hex;
};

} // namespace sockscope
