// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/json/json_writer.h"

#include "options/go_json.h"
#include "output/json/js_number.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool needsEscape(char16_t unit, JsonDialect dialect)
{
    const bool isLineSeparator = unit == 0x2028 || unit == 0x2029;
    return unit < 0x20 || unit == u'"' || unit == u'\\' || (isLineSeparator && dialect == JsonDialect::Go);
}

bool isLoneSurrogate(QStringView text, qsizetype at)
{
    const QChar unit = text[at];
    if (unit.isHighSurrogate())
        return at + 1 == text.size() || !text[at + 1].isLowSurrogate();
    return unit.isLowSurrogate() && (at == 0 || !text[at - 1].isHighSurrogate());
}

constexpr QByteArrayView Punctuation = "{}[]:";
constexpr QByteArrayView Separators = ", \t\r\n";

/// Behind the piece of JSON that begins at `from`: a sign, a string, a number or a word.
qsizetype tokenEnd(QByteArrayView json, qsizetype from)
{
    qsizetype end = from + 1;
    if (Punctuation.contains(json[from]) || Separators.contains(json[from]))
        return end;
    if (json[from] == '"') {
        while (end < json.size() && json[end] != '"')
            end += json[end] == '\\' ? 2 : 1;
        return std::min(end + 1, json.size());
    }
    while (end < json.size() && !Punctuation.contains(json[end]) && !Separators.contains(json[end]))
        ++end;
    return end;
}

} // namespace

QByteArray jsonString(QStringView text, JsonDialect dialect)
{
    QString quoted = u"\""_s;
    quoted.reserve(text.size() + 2);
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t unit = text[at].unicode();
        if (needsEscape(unit, dialect))
            quoted += jsonEscape(unit);
        else if (isLoneSurrogate(text, at))
            quoted += dialect == JsonDialect::Go ? QString(QChar::ReplacementCharacter) : jsonEscape(unit);
        else
            quoted += QChar(unit);
    }
    return (quoted + u'"').toUtf8();
}

void JsonWriter::newLine()
{
    if (m_indent > 0)
        m_text += '\n' + QByteArray(m_hasMembers.size() * m_indent, ' ');
}

void JsonWriter::beginValue()
{
    if (m_isAfterKey) {
        m_isAfterKey = false;
        return;
    }
    if (m_hasMembers.isEmpty())
        return;
    if (m_hasMembers.constLast())
        m_text += ',';
    m_hasMembers.last() = true;
    newLine();
}

void JsonWriter::open(char bracket)
{
    beginValue();
    m_text += bracket;
    m_hasMembers.append(false);
}

void JsonWriter::close(char bracket)
{
    if (m_hasMembers.takeLast())
        newLine();
    m_text += bracket;
}

void JsonWriter::beginObject()
{
    open('{');
}

void JsonWriter::endObject()
{
    close('}');
}

void JsonWriter::beginArray()
{
    open('[');
}

void JsonWriter::endArray()
{
    close(']');
}

void JsonWriter::key(QStringView name)
{
    beginValue();
    m_text += jsonString(name);
    endKey();
}

void JsonWriter::string(QStringView text)
{
    token(jsonString(text));
}

void JsonWriter::number(double value)
{
    if (std::isfinite(value))
        token(jsNumber(value));
    else if (m_nonFinite == NonFiniteNumbers::Text)
        token('"' + jsNumber(value) + '"');
    else
        null();
}

void JsonWriter::boolean(bool value)
{
    token(value ? "true" : "false");
}

void JsonWriter::null()
{
    token("null");
}

void JsonWriter::json(const QByteArray &value)
{
    if (m_indent == 0)
        return token(value);
    const qsizetype depth = m_hasMembers.size();
    for (qsizetype at = 0; at < value.size();) {
        const qsizetype end = tokenEnd(value, at);
        const char first = value[at];
        if (first == '{' || first == '[')
            open(first);
        else if ((first == '}' || first == ']') && m_hasMembers.size() > depth)
            close(first);
        else if (first == ':')
            endKey();
        else if (!Separators.contains(first))
            token(value.mid(at, end - at));
        at = end;
    }
}

void JsonWriter::token(const QByteArray &text)
{
    beginValue();
    m_text += text;
}

void JsonWriter::endKey()
{
    m_text += m_indent > 0 ? ": " : ":";
    m_isAfterKey = true;
}

} // namespace sockscope
