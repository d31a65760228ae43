// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/tls_version_codec.h"

#include "options/go_json.h"
#include "options/go_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool isVersion(const QString &text)
{
    static const QStringList versions = {QString(), u"tls1.0"_s, u"tls1.1"_s, u"tls1.2"_s, u"tls1.3"_s};
    return versions.contains(text);
}

bool readVersion(const JsonSource &source, QString &version, JsonProblem *problem)
{
    if (!source.value().isString())
        return source.wrongType(problem, u"string"_s);
    version = source.value().toString();
    return isVersion(version) || source.fail(problem, u"unknown TLS version '%1'"_s.arg(version));
}

} // namespace

bool TlsVersionCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    Type versions;
    if (source.value().isString()) {
        if (!readVersion(source, versions.min, problem))
            return false;
        versions.max = versions.min;
        value = versions;
        return true;
    }
    if (!source.value().isObject())
        return source.wrongType(problem, u"lib.tlsVersionsFields"_s);
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = memberNamed(it.key(), {u"min"_s, u"max"_s});
        if (name.isEmpty())
            return source.entry(it.key(), *it).fail(problem, u"json: unknown field %1"_s.arg(quotedAsGo(it.key())));
        if (!it->isNull() &&
            !readVersion(source.field(name, *it), name == u"min" ? versions.min : versions.max, problem))
            return false;
    }
    value = versions;
    return true;
}

bool TlsVersionCodec::fromText(const QString &, std::optional<Type> &, QString *)
{
    return true;
}

QString TlsVersionCodec::toJson(const Type &value)
{
    return goJson::object({{u"min"_s, goJson::string(value.min)}, {u"max"_s, goJson::string(value.max)}});
}

} // namespace sockscope
