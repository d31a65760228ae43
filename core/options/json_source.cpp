// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/json_source.h"

#include "options/go_json.h"
#include "options/go_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// What Go calls a kind of JSON value. A number that isn't whole is told with the number.
QString kindName(const QJsonValue &value, const QString &type)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return u"bool"_s;
    case QJsonValue::Double:
        return type == u"int64" ? u"number "_s + goNumber(value.toDouble()) : u"number"_s;
    case QJsonValue::String:
        return u"string"_s;
    case QJsonValue::Array:
        return u"array"_s;
    case QJsonValue::Object:
        return u"object"_s;
    default:
        return u"null"_s;
    }
}

} // namespace

JsonSource::JsonSource(QString key, QString path, QJsonValue value)
    : m_key(std::move(key))
    , m_path(std::move(path))
    , m_value(std::move(value))
{
}

JsonSource JsonSource::field(const QString &key, const QJsonValue &value) const
{
    return {key, m_path + u'.' + key, value};
}

JsonSource JsonSource::entry(const QString &key, const QJsonValue &value) const
{
    return {key, m_path, value};
}

JsonSource JsonSource::item(const QJsonValue &value) const
{
    return {{}, m_path, value};
}

bool JsonSource::fail(JsonProblem *problem, const QString &message) const
{
    const QString text = goJson::indented(goJson::value(m_value)).section(u'\n', 0, 0);
    *problem = {message, m_key.isEmpty() ? text : goJson::string(m_key) + u": "_s + text};
    return false;
}

bool JsonSource::wrongType(JsonProblem *problem, const QString &type) const
{
    const bool isField = m_path.contains(u'.');
    return fail(problem, u"json: cannot unmarshal %1 into Go %2 of type %3"_s.arg(
                             kindName(m_value, type), isField ? u"struct field "_s + m_path : u"value"_s, type));
}

bool JsonSource::wrongNullable(JsonProblem *problem, const QString &type) const
{
    const QString kind = m_value.isDouble() ? u"float64"_s : kindName(m_value, type);
    return fail(problem, u"json: cannot unmarshal %1 into Go value of type %2"_s.arg(kind, type));
}

QString memberNamed(const QString &name, const QStringList &known)
{
    if (known.contains(name))
        return name;
    for (const QString &candidate : known)
        if (candidate.compare(name, Qt::CaseInsensitive) == 0)
            return candidate;
    return {};
}

} // namespace sockscope
