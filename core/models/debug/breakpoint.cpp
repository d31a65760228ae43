// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/breakpoint.h"

#include <QStringList>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QStringList kindNames{u"line"_s, u"event"_s, u"exception"_s};
constexpr qsizetype maxText = 10'000; // of what a damaged file may hold

} // namespace

QJsonObject Breakpoint::request() const
{
    QJsonObject asked;
    if (!condition.isEmpty())
        asked.insert(u"condition"_s, condition);
    if (kind == Kind::Event) {
        asked.insert(u"kind"_s, event);
        asked.insert(u"socket"_s, socket);
        asked.insert(u"nth"_s, nth);
        if (!pattern.isEmpty())
            asked.insert(isHex ? u"hex"_s : u"text"_s, pattern);
        return asked;
    }
    asked.insert(u"line"_s, line);
    if (hitCount > 0)
        asked.insert(u"hitCount"_s, hitCount);
    if (!logMessage.isEmpty())
        asked.insert(u"logMessage"_s, logMessage);
    return asked;
}

QJsonObject Breakpoint::toJson() const
{
    QJsonObject object{{u"kind"_s, kindNames.at(static_cast<int>(kind))}, {u"enabled"_s, isEnabled}};
    const auto text = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            object.insert(name, value);
    };
    const auto number = [&](const QString &name, int value) {
        if (value > 0)
            object.insert(name, value);
    };
    text(u"condition"_s, condition);
    text(u"file"_s, file);
    text(u"logMessage"_s, logMessage);
    text(u"event"_s, event);
    number(u"line"_s, line);
    number(u"hitCount"_s, hitCount);
    number(u"socket"_s, socket);
    number(u"nth"_s, nth);
    return object;
}

std::optional<Breakpoint> Breakpoint::fromJson(const QJsonObject &object)
{
    const auto text = [&](QLatin1StringView name) { return object.value(name).toString().left(maxText); };
    const auto number = [&](QLatin1StringView name) { return std::max(0, object.value(name).toInt()); };
    const qsizetype kind = kindNames.indexOf(text("kind"_L1));
    if (kind < 0)
        return std::nullopt;
    Breakpoint breakpoint;
    breakpoint.kind = static_cast<Kind>(kind);
    breakpoint.isEnabled = object.value("enabled"_L1).toBool(true);
    breakpoint.condition = text("condition"_L1);
    breakpoint.file = text("file"_L1);
    breakpoint.logMessage = text("logMessage"_L1);
    breakpoint.event = text("event"_L1);
    breakpoint.line = number("line"_L1);
    breakpoint.hitCount = number("hitCount"_L1);
    breakpoint.socket = number("socket"_L1);
    breakpoint.nth = number("nth"_L1);
    const bool isWhole =
        breakpoint.kind == Kind::Line ? breakpoint.line > 0 && !breakpoint.file.isEmpty() : !breakpoint.event.isEmpty();
    return isWhole ? std::optional(breakpoint) : std::nullopt;
}

} // namespace sockscope
