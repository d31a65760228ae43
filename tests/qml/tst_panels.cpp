// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the tst_*.qml of this folder against the real panels and the real models.
#include "panel_fixture.h"
#include "panels.h"

#include <QQmlEngine>
#include <QtQuickTest>

class Setup : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        sockscope::installPanels(*engine);
        qmlRegisterSingletonType<sockscope::PanelFixture>(
            "Sockscope.Test", 1, 0, "Fixture", [](QQmlEngine *, QJSEngine *) { return new sockscope::PanelFixture; });
    }
};

QUICK_TEST_MAIN_WITH_SETUP(panels, Setup)
#include "tst_panels.moc"
