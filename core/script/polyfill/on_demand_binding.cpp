// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/on_demand_binding.h"

#include "script/polyfill/polyfill_table.h"

#include <QJSEngine>

namespace sockscope {

using namespace Qt::StringLiterals;

void OnDemandBinding::load(int polyfill)
{
    if (polyfill >= 0 && polyfill < int(Polyfill::OnDemand))
        install(*qjsEngine(this), {Polyfill(polyfill)});
}

QString OnDemandBinding::members() const
{
    QStringList members;
    for (const PolyfillRow &row : polyfillTable()) {
        const QString names = row.members;
        for (const QString &group : names.split(u' ', Qt::SkipEmptyParts))
            members.append(QString::number(int(row.polyfill)) + u':' + group);
    }
    return members.join(u' ');
}

} // namespace sockscope
