// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringView>

namespace sockscope {

/// Whose JSON is imitated where they differ: JavaScript keeps U+2028 and writes half a surrogate pair as its number; Go
/// (without HTML escaping) escapes U+2028 and replaces the half.
enum class JsonDialect { JavaScript, Go };

/// What becomes of NaN and of infinite numbers, which JSON doesn't have: null, as JSON.stringify() has it, or a text
/// that Number() reads: "Infinity".
enum class NonFiniteNumbers { Null, Text };

/// A JSON string with its quotes, in UTF-8.
[[nodiscard]] QByteArray jsonString(QStringView text, JsonDialect dialect = JsonDialect::JavaScript);

/// Writes JSON with the members in the order in which they are given, which QJsonObject can't. Indented like
/// JSON.stringify(value, null, indent) where `indent` isn't 0. The caller keeps begins and ends in balance.
class JsonWriter
{
public:
    explicit JsonWriter(int indent = 0, NonFiniteNumbers nonFinite = NonFiniteNumbers::Null)
        : m_indent(indent)
        , m_nonFinite(nonFinite)
    {
    }

    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void key(QStringView name);
    void string(QStringView text);
    void number(double value);
    void boolean(bool value);
    void null();
    /// A finished JSON value, as JSON.stringify() made it; it is indented as the rest.
    void json(const QByteArray &value);

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    void beginValue();
    void open(char bracket);
    void close(char bracket);
    void newLine();
    void token(const QByteArray &text);
    void endKey();

    QByteArray m_text;
    int m_indent;
    NonFiniteNumbers m_nonFinite;
    QList<bool> m_hasMembers; ///< of each open bracket
    bool m_isAfterKey = false;
};

} // namespace sockscope
