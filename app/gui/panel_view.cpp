// SPDX-License-Identifier: GPL-3.0-or-later
#include "panel_view.h"

#include "theme.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>

namespace sockscope {

using namespace Qt::StringLiterals;

PanelView::PanelView(QQmlEngine &engine, const QString &type, const QVariantMap &properties, QWidget *parent)
    : QQuickWidget(&engine, parent)
{
    setResizeMode(SizeRootObjectToView);
    setClearColor(Theme::instance()->colors().surface); // no white flash before the first frame
    setFocusPolicy(Qt::StrongFocus);
    auto *component = new QQmlComponent(&engine, QUrl(u"qrc:/qt/qml/Sockscope/Panels/"_s + type + u".qml"_s), this);
    // Qt 6.4 crashes where a component with errors is to be created.
    QObject *root = component->isReady() ? component->createWithInitialProperties(properties) : nullptr;
    if (!root)
        qFatal("The panel %s can't be shown: %s", qPrintable(type), qPrintable(component->errorString()));
    setContent(component->url(), component, root);
}

QSize PanelView::sizeHint() const
{
    const int unit = Theme::instance()->unit();
    return {130 * unit, 50 * unit};
}

} // namespace sockscope
