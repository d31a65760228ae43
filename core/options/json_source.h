// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace sockscope {

/// Why a value of an options object can't be taken, in Go's words, and the piece of JSON where that is.
struct JsonProblem
{
    QString message; ///< json: cannot unmarshal number into Go struct field Options.tags of type string
    QString snippet; ///< "tags": 5
};

/// One value of an options object with its place, for messages.
class JsonSource
{
public:
    /// `path` is Go's name of the field: "Options.stages". `key` is empty for an item of a list.
    JsonSource(QString key, QString path, QJsonValue value);

    [[nodiscard]] const QString &key() const { return m_key; }
    [[nodiscard]] const QJsonValue &value() const { return m_value; }
    /// A member of this object, whose field Go names `path.key`, or `path` where it is a map's.
    [[nodiscard]] JsonSource field(const QString &key, const QJsonValue &value) const;
    [[nodiscard]] JsonSource entry(const QString &key, const QJsonValue &value) const;
    [[nodiscard]] JsonSource item(const QJsonValue &value) const;

    /// Always false, for `return source.fail(...)`.
    bool fail(JsonProblem *problem, const QString &message) const;
    /// The value isn't of Go's type `type`.
    bool wrongType(JsonProblem *problem, const QString &type) const;
    /// The value isn't one of those that `type`, a type with an own reader ("null.Int"), takes.
    bool wrongNullable(JsonProblem *problem, const QString &type) const;

private:
    QString m_key;
    QString m_path;
    QJsonValue m_value;
};

/// A member by Go's rule: the name as it stands, otherwise without regard to case. The name that `object` has, or null.
[[nodiscard]] QString memberNamed(const QString &name, const QStringList &known);

} // namespace sockscope
