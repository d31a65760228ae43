// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QQmlEngine>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString firstInstalled(const QStringList &preferred, const QString &otherwise)
{
    const auto found =
        std::ranges::find_if(preferred, [](const QString &family) { return QFontDatabase::hasFamily(family); });
    return found == preferred.end() ? otherwise : *found;
}

/// A desktop that chose a font is obeyed; where none did, the toolkit falls back on DejaVu, and a calmer family is
/// taken if there.
QString uiFontFamily()
{
    const QString given = QFontInfo(QGuiApplication::font()).family();
    return given.startsWith("DejaVu"_L1) ? firstInstalled({u"Inter"_s, u"Noto Sans"_s}, given) : given;
}

/// No family with ligatures: they would show other characters than the bytes have.
QString monoFontFamily()
{
    const QString given = QFontInfo(QFontDatabase::systemFont(QFontDatabase::FixedFont)).family();
    return given.startsWith("DejaVu"_L1) ? firstInstalled({u"Noto Sans Mono"_s}, given) : given;
}

} // namespace

Theme::Theme()
    : m_uiFamily(uiFontFamily())
    , m_monoFamily(monoFontFamily())
{
}

Theme *Theme::instance()
{
    static Theme theme;
    return &theme;
}

Theme *Theme::create(QQmlEngine *, QJSEngine *)
{
    QJSEngine::setObjectOwnership(instance(), QJSEngine::CppOwnership);
    return instance();
}

QUrl Theme::iconSource(const QString &name, const QColor &tint)
{
    const QString color = tint.name(tint.alpha() == 255 ? QColor::HexRgb : QColor::HexArgb);
    return QUrl(u"image://icons/%1/%2"_s.arg(name, color));
}

void Theme::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

void Theme::setScale(qreal scale)
{
    const qreal bounded = std::clamp(scale, MinScale, MaxScale);
    if (qFuzzyCompare(bounded, m_scale))
        return;
    m_scale = bounded;
    Q_EMIT changed();
}

} // namespace sockscope
