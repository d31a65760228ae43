// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/json_source.h"

#include <QMap>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace sockscope {

// A codec is how one type of option is read from JSON (scripts, config files) and from text (environment, flags), and
// written as JSON. Readers leave `value` unset where the source says nothing, and return false with Go's sentence where
// it can't be taken. GoType is its name in those sentences.

struct IntegerCodec
{
    using Type = std::int64_t;
    static constexpr const char *GoType = "null.Int";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(Type value);
};

/// Nanoseconds.
struct DurationCodec
{
    using Type = std::int64_t;
    static constexpr const char *GoType = "types.NullDuration";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(Type value);
};

struct BooleanCodec
{
    using Type = bool;
    static constexpr const char *GoType = "null.Bool";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(Type value);
};

struct TextCodec
{
    using Type = QString;
    static constexpr const char *GoType = "null.String";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

struct TextListCodec
{
    using Type = QStringList;
    static constexpr const char *GoType = "[]string";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

struct TextMapCodec
{
    using Type = QMap<QString, QString>;
    static constexpr const char *GoType = "map[string]string";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

/// Values that no rule of this program concerns.
struct RawCodec
{
    using Type = QJsonValue;
    static constexpr const char *GoType = "json.RawMessage";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

struct RawMapCodec
{
    using Type = QJsonObject;
    static constexpr const char *GoType = "map[string]json.RawMessage";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
