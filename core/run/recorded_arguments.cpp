// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/recorded_arguments.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

QStringList withoutVariableValues(QStringList args)
{
    // -e A=1, --env A=1, --env=A=1, -eA=1, and -e at the end of a cluster of short flags
    static const QRegularExpression attached(u"^(--env=|-[a-zA-Z]*e)([^=]+)=.*"_s,
                                             QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression flag(u"^(--env|-[a-zA-Z]*e)$"_s);
    bool isVariable = false;
    for (QString &arg : args) {
        if (isVariable)
            arg = arg.section(u'=', 0, 0);
        isVariable = !isVariable && flag.match(arg).hasMatch();
        if (const QRegularExpressionMatch match = attached.match(arg); match.hasMatch())
            arg = match.captured(1) + match.captured(2);
    }
    return args;
}

} // namespace sockscope
