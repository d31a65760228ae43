// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/check_ids.h"

#include <QCryptographicHash>

namespace sockscope {

using namespace Qt::StringLiterals;

QString checkPath(const CheckTally &check)
{
    return check.group + u"::"_s + check.name;
}

QString pathId(const QString &path)
{
    return QString::fromLatin1(QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Md5).toHex());
}

void writeText(JsonWriter &json, QStringView name, const QString &text)
{
    json.key(name);
    json.string(text);
}

} // namespace sockscope
