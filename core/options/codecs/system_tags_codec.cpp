// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/system_tags_codec.h"

namespace sockscope {

using namespace Qt::StringLiterals;

QStringList defaultSystemTags()
{
    return {u"check"_s,       u"error"_s, u"error_code"_s, u"expected_response"_s, u"group"_s,  u"method"_s,
            u"name"_s,        u"proto"_s, u"scenario"_s,   u"service"_s,           u"status"_s, u"subproto"_s,
            u"tls_version"_s, u"url"_s};
}

QStringList knownSystemTags(const QStringList &names)
{
    const QStringList all = defaultSystemTags() + QStringList{u"iter"_s, u"vu"_s, u"ocsp_status"_s, u"ip"_s};
    QStringList known;
    for (const QString &name : names)
        if (const QString tag = memberNamed(name, all); !tag.isEmpty() && !known.contains(tag))
            known.append(tag);
    known.sort();
    return known;
}

bool SystemTagsCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    std::optional<Type> names;
    if (!TextListCodec::fromJson(source, names, problem))
        return false;
    value = knownSystemTags(*names);
    return true;
}

bool SystemTagsCodec::fromText(const QString &text, std::optional<Type> &value, QString *)
{
    Type names;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts)
        names.append(part.trimmed());
    value = knownSystemTags(names);
    return true;
}

QString SystemTagsCodec::toJson(const Type &value)
{
    return value.isEmpty() ? u"null"_s : TextListCodec::toJson(value);
}

} // namespace sockscope
