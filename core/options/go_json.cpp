// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/go_json.h"

#include "options/go_text.h"

#include <QJsonArray>
#include <QJsonObject>

namespace sockscope {

using namespace Qt::StringLiterals;

QString jsonEscape(char16_t unit)
{
    switch (unit) {
    case u'"':
        return u"\\\""_s;
    case u'\\':
        return u"\\\\"_s;
    case u'\b':
        return u"\\b"_s;
    case u'\f':
        return u"\\f"_s;
    case u'\n':
        return u"\\n"_s;
    case u'\r':
        return u"\\r"_s;
    case u'\t':
        return u"\\t"_s;
    default:
        return u"\\u%1"_s.arg(static_cast<uint>(unit), 4, 16, QLatin1Char('0'));
    }
}

namespace goJson {

namespace {

QString escaped(char32_t c)
{
    const bool isMarkup = c == u'<' || c == u'>' || c == u'&';
    if (c < 0x20 || c == u'"' || c == u'\\' || isMarkup || c == 0x2028 || c == 0x2029)
        return jsonEscape(static_cast<char16_t>(c));
    return QString::fromUcs4(&c, 1);
}

QString lineOf(int depth)
{
    return u'\n' + QString(depth * 2, u' ');
}

/// The end of the string that begins at `at`.
qsizetype stringEnd(const QString &json, qsizetype at)
{
    for (++at; at < json.size() && json.at(at) != u'"'; ++at)
        if (json.at(at) == u'\\')
            ++at;
    return std::min(at + 1, json.size());
}

} // namespace

QString string(const QString &text)
{
    QString json(u'"');
    const QList<uint> characters = text.toUcs4(); // halves of a pair that stand alone become U+FFFD, as in Go
    for (const uint c : characters)
        json += escaped(c);
    return json + u'"';
}

QString value(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: {
        const qint64 whole = value.toInteger(0);
        return whole != 0 ? QString::number(whole) : goNumber(value.toDouble());
    }
    case QJsonValue::String:
        return string(value.toString());
    case QJsonValue::Array: {
        QStringList items;
        const QJsonArray array = value.toArray();
        for (const auto item : array)
            items.append(goJson::value(item));
        return list(items);
    }
    case QJsonValue::Object: {
        QList<Member> members;
        const QJsonObject map = value.toObject();
        for (auto it = map.begin(); it != map.end(); ++it)
            members.append({it.key(), goJson::value(*it)});
        return object(members);
    }
    default:
        return u"null"_s;
    }
}

QString list(const QStringList &items)
{
    return u'[' + items.join(u',') + u']';
}

QString object(const QList<Member> &members)
{
    QStringList parts;
    for (const Member &member : members)
        parts.append(string(member.first) + u':' + member.second);
    return u'{' + parts.join(u',') + u'}';
}

QString indented(const QString &json, int depth)
{
    QString text;
    for (qsizetype at = 0; at < json.size();) {
        const QChar c = json.at(at);
        if (c == u'"') {
            const qsizetype end = stringEnd(json, at);
            text += QStringView(json).mid(at, end - at);
            at = end;
            continue;
        }
        const bool opens = c == u'{' || c == u'[';
        const QChar next = at + 1 < json.size() ? json.at(at + 1) : QChar();
        if (opens && (next == u'}' || next == u']')) {
            text += QString(c) + next;
            at += 2;
            continue;
        }
        if (c == u'}' || c == u']')
            text += lineOf(--depth);
        text += c;
        if (c == u':')
            text += u' ';
        else if (c == u',')
            text += lineOf(depth);
        else if (opens)
            text += lineOf(++depth);
        ++at;
    }
    return text;
}

} // namespace goJson

} // namespace sockscope
