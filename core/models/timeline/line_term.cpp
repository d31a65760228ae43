// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/line_term.h"

#include "models/debug/script_path.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

QString lineTerm(const QString &path, int line, const QStringList &files)
{
    qsizetype start = path.lastIndexOf(u'/') + 1;
    const auto isOfAnother = [&](const QString &file) {
        const QString other = scriptPath(file);
        return other != path && other.endsWith(path.sliced(start == 0 ? 0 : start - 1));
    };
    while (start > 1 && std::any_of(files.begin(), files.end(), isOfAnother))
        start = path.lastIndexOf(u'/', start - 2) + 1;
    const QString place = u"%1:%2"_s.arg(path.sliced(start > 1 ? start : 0)).arg(line);
    const bool isPlain =
        std::none_of(place.begin(), place.end(), [](QChar c) { return c.isSpace() || c == u'"' || c == u','; });
    return u"line:"_s + (isPlain ? place : u'"' + QString(place).replace(u'"', u"\"\""_s) + u'"');
}

} // namespace sockscope
