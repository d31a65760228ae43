// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/timers.h"

#include "script/virtual_user.h"

namespace sockscope {

using namespace Qt::StringLiterals;

QJSValue createTimersModule(VirtualUser &vu)
{
    const QJSValue global = vu.engine().globalObject();
    QJSValue exports = vu.engine().newObject();
    for (const QString &name : {u"setTimeout"_s, u"clearTimeout"_s, u"setInterval"_s, u"clearInterval"_s})
        exports.setProperty(name, global.property(name));
    return exports;
}

} // namespace sockscope
