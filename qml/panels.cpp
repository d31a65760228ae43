// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels.h"

#include "icons.h"

#include <QQmlEngine>

void qml_register_types_Sockscope_Panels();

namespace sockscope {

using namespace Qt::StringLiterals;

void installPanels(QQmlEngine &engine)
{
    qml_register_types_Sockscope_Panels(); // from a static library: nothing else would keep the registration linked
    engine.addImportPath(u":/qt/qml"_s);
    engine.addImageProvider(u"icons"_s, new IconProvider);
}

} // namespace sockscope
