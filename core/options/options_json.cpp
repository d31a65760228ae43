// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/options_json.h"

#include "options/go_json.h"
#include "options/option_fields.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QList<goJson::Member> membersOf(const RunOptions &options)
{
    QList<goJson::Member> members;
    const auto add = [&](const auto &field) {
        using Codec = typename std::decay_t<decltype(field)>::Codec;
        const auto &value = options.*field.member;
        const QString name = QString::fromLatin1(field.name);
        if (value)
            members.append({name, Codec::toJson(*value)});
        else if constexpr (std::is_same_v<Codec, DnsCodec>)
            members.append({name, Codec::toJson({})});       // a struct in k6, always there
        else if constexpr (!std::is_same_v<Codec, RawCodec>) // the only one that k6 leaves out
            members.append({name, u"null"_s});
    };
    forEachScriptOption(add);
    return members;
}

QString orNull(const std::optional<QString> &text)
{
    return text ? goJson::string(*text) : u"null"_s;
}

} // namespace

QString optionsJson(const RunOptions &options)
{
    return goJson::object(membersOf(options));
}

QString inspectionJson(const RunOptions &options)
{
    return goJson::indented(optionsJson(options));
}

QString executionRequirementsJson(const RunOptions &options, std::int64_t totalDuration, std::int64_t maxVUs)
{
    QList<goJson::Member> members = membersOf(options);
    members.append({u"totalDuration"_s, DurationCodec::toJson(totalDuration)});
    members.append({u"maxVUs"_s, IntegerCodec::toJson(maxVUs)});
    return goJson::indented(goJson::object(members));
}

QList<std::pair<QString, QJsonValue>> replacedOptions(const RunOptions &options, const QJsonObject &exported)
{
    QList<std::pair<QString, QJsonValue>> replaced;
    const QList<goJson::Member> members = membersOf(options);
    for (const auto &[name, text] : members) {
        const QJsonValue value = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().first();
        const bool isGiven = !value.isNull() && (name != u"dns" || options.dns);
        if (isGiven && value != exported.value(name))
            replaced.append({name, value});
    }
    return replaced;
}

QString executionOptionsJson(const RunOptions &options)
{
    static const QStringList shortcuts = {u"vus"_s, u"duration"_s, u"iterations"_s, u"stages"_s};
    QList<goJson::Member> members = membersOf(options);
    members.removeIf([](const goJson::Member &member) { return shortcuts.contains(member.first); });
    members.append({u"consoleOutput"_s, orNull(options.consoleOutput)});
    members.append({u"localIPs"_s, orNull(options.localIPs)});
    return goJson::object(members);
}

} // namespace sockscope
