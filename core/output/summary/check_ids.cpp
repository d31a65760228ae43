// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/check_ids.h"

#include "output/summary/summary_values.h"

#include <QCryptographicHash>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

void writeIds(JsonWriter &json, const QString &name, const QString &path)
{
    writeText(json, u"name", name);
    writeText(json, u"path", path);
    writeText(json, u"id", pathId(path));
}

} // namespace

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

void writeCheck(JsonWriter &json, const CheckTally &check)
{
    json.beginObject();
    writeIds(json, check.name, checkPath(check));
    writeMember(json, u"passes", static_cast<double>(check.passes));
    writeMember(json, u"fails", static_cast<double>(check.fails));
    json.endObject();
}

void writeGroupIds(JsonWriter &json, const CheckGroup &group)
{
    writeIds(json, group.name, group.path);
}

} // namespace sockscope
