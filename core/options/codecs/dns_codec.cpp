// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/dns_codec.h"

#include "options/go_json.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString unknownChoice(const QString &text, const QStringList &known, const QString &kind)
{
    return known.contains(text) ? QString() : u"%1 does not belong to DNS%2 values"_s.arg(text, kind);
}

/// Empty where the value of a member is one that there is.
QString mistakeIn(const QString &member, const QString &text)
{
    static const QStringList policies = {u"preferIPv4"_s, u"preferIPv6"_s, u"onlyIPv4"_s, u"onlyIPv6"_s, u"any"_s};
    static const QStringList selects = {u"first"_s, u"roundRobin"_s, u"random"_s};
    if (member == u"policy")
        return unknownChoice(text, policies, u"Policy"_s);
    return member == u"select" ? unknownChoice(text, selects, u"Select"_s) : QString();
}

std::optional<QString> &memberOf(DnsOptions &dns, const QString &name)
{
    return name == u"ttl" ? dns.ttl : name == u"select" ? dns.select : dns.policy;
}

const QStringList &members()
{
    static const QStringList names = {u"ttl"_s, u"select"_s, u"policy"_s};
    return names;
}

} // namespace

bool DnsCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    if (!source.value().isObject())
        return source.wrongType(problem, QString::fromLatin1(GoType));
    Type dns;
    const QJsonObject object = source.value().toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = memberNamed(it.key(), members());
        if (name.isEmpty() || it->isNull())
            continue;
        const JsonSource field = source.field(name, *it);
        if (name == u"ttl" && !it->isString())
            return field.wrongNullable(problem, u"null.String"_s);
        if (!it->isString())
            return field.wrongType(problem, u"string"_s);
        if (const QString mistake = mistakeIn(name, it->toString()); !mistake.isEmpty())
            return field.fail(problem, mistake);
        memberOf(dns, name) = it->toString();
    }
    if (dns != Type())
        value = dns;
    return true;
}

bool DnsCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    Type dns;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts) {
        const QString name = part.section(u'=', 0, 0);
        const QString choice = part.section(u'=', 1);
        if (choice.isEmpty())
            *error = u"no value for key %1"_s.arg(part);
        else if (!members().contains(name))
            *error = u"unknown DNS configuration field: %1"_s.arg(name);
        else
            *error = mistakeIn(name, choice);
        if (!error->isEmpty())
            return false;
        memberOf(dns, name) = choice;
    }
    value = dns;
    return true;
}

QString DnsCodec::toJson(const Type &value)
{
    const auto text = [](const std::optional<QString> &member) { return member ? goJson::string(*member) : u"null"_s; };
    return goJson::object(
        {{u"ttl"_s, text(value.ttl)}, {u"select"_s, text(value.select)}, {u"policy"_s, text(value.policy)}});
}

} // namespace sockscope
