// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/script_path.h"

#include <QUrl>

namespace sockscope {

using namespace Qt::StringLiterals;

QString scriptPath(const QString &url)
{
    return url.startsWith("file://"_L1) ? QUrl(url).toLocalFile() : url;
}

bool isScript(const QString &path, const QString &file)
{
    const QString plain = scriptPath(file);
    return plain == path || (!plain.contains(u'/') && plain == path.section(u'/', -1));
}

QString placeText(const QString &file, int line)
{
    return line > 0 ? u"%1:%2"_s.arg(scriptPath(file).section(u'/', -1)).arg(line) : QString();
}

} // namespace sockscope
