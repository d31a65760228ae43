// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/tls_auth_codec.h"

#include "options/go_json.h"
#include "options/go_text.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool readMember(const JsonSource &field, TlsAuth &auth, JsonProblem *problem)
{
    if (field.key() == u"domains")
        return TextListCodec::fromJson(field, auth.domains, problem);
    if (field.key() == u"password")
        return TextCodec::fromJson(field, auth.password, problem);
    (field.key() == u"cert" ? auth.cert : auth.key) = field.value().toString();
    return field.value().isString() || field.wrongType(problem, u"string"_s);
}

/// What can be told of PEM text without a library of certificates; the sockets' loading of it tells the rest.
QString mistakeIn(const TlsAuth &auth)
{
    const QString marker = u"-----BEGIN "_s;
    if (auth.password && !auth.key.contains(marker))
        return u"failed to decode PEM key"_s;
    if (auth.password && auth.key.contains(u"-----BEGIN ENCRYPTED PRIVATE KEY-----"_s))
        return u"encrypted pkcs8 formatted key is not supported"_s;
    if (!auth.cert.contains(marker))
        return u"tls: failed to find any PEM data in certificate input"_s;
    return auth.key.contains(marker) ? QString() : u"tls: failed to find any PEM data in key input"_s;
}

bool readAuth(const JsonSource &source, TlsAuth &auth, JsonProblem *problem)
{
    if (!source.value().isObject())
        return source.wrongType(problem, u"lib.TLSAuthFields"_s);
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = memberNamed(it.key(), {u"cert"_s, u"key"_s, u"password"_s, u"domains"_s});
        if (name.isEmpty())
            return source.entry(it.key(), *it).fail(problem, u"json: unknown field %1"_s.arg(quotedAsGo(it.key())));
        if (!it->isNull() && !readMember(source.field(name, *it), auth, problem))
            return false;
    }
    const QString mistake = mistakeIn(auth);
    return mistake.isEmpty() || JsonSource(u"tlsAuth"_s, {}, QJsonArray()).fail(problem, mistake);
}

} // namespace

bool TlsAuthCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isArray())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    Type list;
    const QJsonArray items = source.value().toArray();
    for (const auto item : items) {
        TlsAuth auth;
        if (!item.isNull() && !readAuth(source.item(item), auth, problem))
            return false;
        if (!item.isNull())
            list.append(auth);
    }
    value = list;
    return true;
}

bool TlsAuthCodec::fromText(const QString &, std::optional<Type> &, QString *)
{
    return true;
}

QString TlsAuthCodec::toJson(const Type &value)
{
    QStringList list;
    for (const TlsAuth &auth : value)
        list.append(goJson::object({{u"cert"_s, goJson::string(auth.cert)},
                                    {u"key"_s, goJson::string(auth.key)},
                                    {u"password"_s, auth.password ? goJson::string(*auth.password) : u"null"_s},
                                    {u"domains"_s, auth.domains ? TextListCodec::toJson(*auth.domains) : u"null"_s}}));
    return goJson::list(list);
}

} // namespace sockscope
