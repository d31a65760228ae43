// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug/meanwhile.h"

#include "script/virtual_user.h"
#include "script/vu_facts.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

QJsonObject meanwhile(VirtualUser &vu)
{
    QJsonObject all = vu.service<VuFacts>().collect();
    const QJsonObject loop = all.take(u"loop"_s).toArray().first().toObject();
    for (auto fact = loop.begin(); fact != loop.end(); ++fact)
        all.insert(fact.key(), fact.value());
    return all;
}

} // namespace sockscope
