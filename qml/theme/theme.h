// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "color_scheme.h"

#include <QColor>
#include <QObject>
#include <QString>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace sockscope {

/// What the panels look like: colours, type scale and spacing, read by QML as the singleton `Theme` and set from C++.
/// One instance a process, on the GUI thread; the window's own palette and the editor take their colours from it too.
class Theme : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(bool dark READ isDark NOTIFY changed)
    Q_PROPERTY(sockscope::ColorScheme colors READ colors NOTIFY changed)
    Q_PROPERTY(qreal scale READ scale NOTIFY changed)
    Q_PROPERTY(int unit READ unit NOTIFY changed)
    Q_PROPERTY(int smallSize READ smallSize NOTIFY changed)
    Q_PROPERTY(int bodySize READ bodySize NOTIFY changed)
    Q_PROPERTY(int strongSize READ strongSize NOTIFY changed)
    Q_PROPERTY(int iconSize READ iconSize NOTIFY changed)
    Q_PROPERTY(int rowHeight READ rowHeight NOTIFY changed)
    Q_PROPERTY(QString uiFamily READ uiFamily CONSTANT)
    Q_PROPERTY(QString monoFamily READ monoFamily CONSTANT)

public:
    static constexpr qreal MinScale = 0.8;
    static constexpr qreal MaxScale = 2.5;

    /// The process's theme; owned by C++, lives until the end of the process.
    static Theme *instance();
    /// How the QML engine gets it.
    static Theme *create(QQmlEngine *engine, QJSEngine *);

    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] const ColorScheme &colors() const { return m_dark ? ColorScheme::dark() : ColorScheme::light(); }
    [[nodiscard]] qreal scale() const { return m_scale; }
    [[nodiscard]] int unit() const { return px(4); }        ///< one step of the 4-px grid
    [[nodiscard]] int smallSize() const { return px(12); }  ///< secondary text, px
    [[nodiscard]] int bodySize() const { return px(13); }   ///< normal text, px
    [[nodiscard]] int strongSize() const { return px(15); } ///< what is to be seen first, px
    [[nodiscard]] int iconSize() const { return px(16); }
    [[nodiscard]] int rowHeight() const { return px(24); }
    [[nodiscard]] const QString &uiFamily() const { return m_uiFamily; }
    [[nodiscard]] const QString &monoFamily() const { return m_monoFamily; } ///< for bytes and code only

    /// Where the engine finds one of the program's drawings in a colour. In QML such a text must not be put together of
    /// a colour: code that Qt 6.4 compiled of that crashes where memory is collected at the moment.
    Q_INVOKABLE static QUrl iconSource(const QString &name, const QColor &tint);

    void setDark(bool dark);
    /// Text size as a factor, kept within MinScale and MaxScale.
    void setScale(qreal scale);

Q_SIGNALS:
    void changed();

private:
    Theme();
    [[nodiscard]] int px(int size) const { return qRound(size * m_scale); }

    bool m_dark = false;
    qreal m_scale = 1;
    QString m_uiFamily;
    QString m_monoFamily;
};

} // namespace sockscope
