// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/rest_request.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// A member of an object, of the type that is wanted. Undefined where it is absent or null, and where it is something
/// else, which is an error: "`name` must be `what`".
QJsonValue memberOf(const QJsonObject &object, QLatin1StringView name, QJsonValue::Type type, QLatin1StringView what,
                    QString *error)
{
    const QJsonValue value = object[name];
    if (value.type() == type)
        return value;
    if (!value.isUndefined() && !value.isNull())
        *error = u"%1 must be %2"_s.arg(name, what);
    return QJsonValue::Undefined;
}

/// Valid JSON, so a quote that no backslash precedes begins or ends a text.
QByteArray withoutSpace(const QByteArray &json)
{
    QByteArray compact;
    compact.reserve(json.size());
    bool isInText = false;
    bool isEscaped = false;
    for (const char c : json) {
        if (!isInText && (c == ' ' || c == '\t' || c == '\n' || c == '\r'))
            continue;
        compact += c;
        if (c == '"' && !isEscaped)
            isInText = !isInText;
        isEscaped = c == '\\' && !isEscaped;
    }
    return compact;
}

} // namespace

std::optional<StatusChange> parseStatusChange(const QByteArray &body, QString *error)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (problem.error != QJsonParseError::NoError) {
        *error = u"%1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset);
        return std::nullopt;
    }
    if (!document.isObject()) {
        *error = u"an object is wanted"_s;
        return std::nullopt;
    }
    const auto objectOf = [error](const QJsonObject &object, QLatin1StringView name) {
        return memberOf(object, name, QJsonValue::Object, "an object"_L1, error).toObject();
    };
    const QJsonObject attributes = objectOf(objectOf(document.object(), "data"_L1), "attributes"_L1);
    const auto truthOf = [&](QLatin1StringView name) {
        return memberOf(attributes, name, QJsonValue::Bool, "true or false"_L1, error);
    };
    const auto hasNumber = [&](QLatin1StringView name) {
        return memberOf(attributes, name, QJsonValue::Double, "a number"_L1, error).isDouble();
    };
    StatusChange change;
    if (const QJsonValue paused = truthOf("paused"_L1); paused.isBool())
        change.paused = paused.toBool();
    change.isStopped = truthOf("stopped"_L1).toBool();
    for (const QLatin1StringView name : {"vus"_L1, "vus-max"_L1})
        change.hasVus = hasNumber(name) || change.hasVus;
    return error->isEmpty() ? std::optional(change) : std::nullopt;
}

std::optional<QByteArray> parseSetupData(const QByteArray &body, QString *error)
{
    if (body.isEmpty())
        return body;
    QJsonParseError problem;
    const QByteArray list = '[' + body + ']'; // QJsonDocument takes no other values on their own
    const QJsonDocument document = QJsonDocument::fromJson(list, &problem);
    if (problem.error != QJsonParseError::NoError) {
        *error = u"%1 at byte %2"_s.arg(problem.errorString()).arg(std::max(problem.offset - 1, 0));
        return std::nullopt;
    }
    if (document.array().size() == 1)
        return withoutSpace(body);
    *error = u"one JSON value is wanted"_s;
    return std::nullopt;
}

} // namespace sockscope
