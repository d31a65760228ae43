// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/anonymous_paths.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

QString anonymousPath(const QString &path)
{
    static const QRegularExpression home(u"^((?:[A-Za-z]:)?/(?:home|Users|Documents and Settings)/)[^/]+"_s);
    QString anonymous = path;
    return anonymous.replace(home, u"\\1nobody"_s);
}

} // namespace sockscope
