// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/scalar_codecs.h"

#include "options/duration_text.h"
#include "options/go_json.h"
#include "options/go_text.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

bool IntegerCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    const QJsonValue &json = source.value();
    if (json.isString()) {
        if (json.toString().isEmpty())
            return true;
        QString error;
        value = parseGoInteger(json.toString(), 10, &error);
        return value || source.fail(problem, error);
    }
    if (!json.isDouble())
        return source.wrongNullable(problem, QString::fromLatin1(GoType));
    if (json.toInteger(0) != json.toInteger(1)) // not whole, or too big
        return source.wrongType(problem, u"int64"_s);
    value = json.toInteger();
    return true;
}

bool IntegerCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    if (text.isEmpty() || text == u"null")
        return true;
    value = parseGoInteger(text, 10, error);
    return value.has_value();
}

QString IntegerCodec::toJson(Type value)
{
    return QString::number(value);
}

bool DurationCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    QString error;
    value = parseScriptDuration(source.value(), &error);
    return value || source.fail(problem, error);
}

bool DurationCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    if (text.isEmpty())
        return true;
    value = parseExtendedDuration(text, error);
    return value.has_value();
}

QString DurationCodec::toJson(Type value)
{
    return goJson::string(formatGoDuration(value));
}

bool BooleanCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isBool())
        return source.wrongNullable(problem, QString::fromLatin1(GoType));
    value = source.value().toBool();
    return true;
}

bool BooleanCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    if (text == u"true" || text == u"false")
        value = text == u"true";
    else if (!text.isEmpty() && text != u"null")
        *error = u"invalid input:"_s + text;
    return error->isEmpty();
}

QString BooleanCodec::toJson(Type value)
{
    return value ? u"true"_s : u"false"_s;
}

bool TextCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isString())
        return source.wrongNullable(problem, QString::fromLatin1(GoType));
    value = source.value().toString();
    return true;
}

bool TextCodec::fromText(const QString &text, std::optional<Type> &value, QString *)
{
    if (!text.isEmpty())
        value = text;
    return true;
}

QString TextCodec::toJson(const Type &value)
{
    return goJson::string(value);
}

bool TextListCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isArray())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    QStringList list;
    const QJsonArray items = source.value().toArray();
    for (const auto item : items) {
        if (!item.isString() && !item.isNull())
            return source.item(item).wrongType(problem, u"string"_s);
        list.append(item.toString());
    }
    value = list;
    return true;
}

bool TextListCodec::fromText(const QString &text, std::optional<Type> &value, QString *)
{
    value = text.trimmed().isEmpty() ? QStringList() : text.split(u',');
    return true;
}

QString TextListCodec::toJson(const Type &value)
{
    QStringList items;
    for (const QString &item : value)
        items.append(goJson::string(item));
    return goJson::list(items);
}

bool TextMapCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isObject())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    Type map;
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString() && !it->isNull())
            return source.entry(it.key(), *it).wrongType(problem, u"string"_s);
        map.insert(it.key(), it->toString());
    }
    value = map;
    return true;
}

bool TextMapCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    Type map;
    const QStringList pairs = text.trimmed().isEmpty() ? QStringList() : text.split(u',');
    for (const QString &pair : pairs) {
        const QStringList parts = pair.split(u':');
        if (parts.size() != 2) {
            *error = u"invalid map item: %1"_s.arg(quotedAsGo(pair));
            return false;
        }
        map.insert(parts.at(0), parts.at(1));
    }
    value = map;
    return true;
}

QString TextMapCodec::toJson(const Type &value)
{
    QList<goJson::Member> members;
    for (auto it = value.cbegin(); it != value.cend(); ++it)
        members.append({it.key(), goJson::string(it.value())});
    return goJson::object(members);
}

bool RawCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *)
{
    value = source.value();
    return true;
}

bool RawCodec::fromText(const QString &, std::optional<Type> &, QString *)
{
    return true;
}

QString RawCodec::toJson(const Type &value)
{
    return goJson::value(value);
}

bool RawMapCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isObject())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    value = source.value().toObject();
    return true;
}

bool RawMapCodec::fromText(const QString &, std::optional<Type> &, QString *)
{
    return true;
}

QString RawMapCodec::toJson(const Type &value)
{
    return goJson::value(value);
}

} // namespace sockscope
