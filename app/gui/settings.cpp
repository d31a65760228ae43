// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings.h"

namespace sockscope {

const QList<QLatin1StringView> &settings::all()
{
    static const QList<QLatin1StringView> keys{windowGeometry, windowLayoutAlone, windowLayoutBesideScript,
                                               theme,          textScale,         scriptFolder,
                                               recentScripts,  recentSessions,    recentTargets,
                                               recentCommands, findMatchCase,     findWholeWords,
                                               findExpression};
    return keys;
}

} // namespace sockscope
