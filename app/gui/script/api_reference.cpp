// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_reference.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Scopes whose names are in scope without an object before them: everything that a script can import by name, and for
/// a prompt what it has.
const QStringList &scopes(ApiReference::Place place)
{
    static const QStringList script{QString(), u"k6"_s, u"k6/x/tcp"_s, u"k6/metrics"_s, u"k6/data"_s};
    static const QStringList prompt{QString(), u"prompt"_s, u"k6"_s, u"k6/x/tcp"_s};
    return place == ApiReference::Place::Script ? script : prompt;
}

} // namespace

ApiReference::ApiReference()
{
    QFile file(u":/sockscope/api/k6_api.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the table of k6's names is missing");
    const QJsonArray all = QJsonDocument::fromJson(file.readAll()).array();
    for (const auto value : all) {
        const QJsonObject entry = value.toObject();
        m_entries.append({entry.value("of"_L1).toString(), entry.value("name"_L1).toString(),
                          entry.value("kind"_L1).toString(), entry.value("signature"_L1).toString(),
                          entry.value("summary"_L1).toString(), entry.value("type"_L1).toString()});
    }
}

const ApiReference &ApiReference::instance()
{
    static const ApiReference reference;
    return reference;
}

const ApiEntry *ApiReference::find(const QString &of, const QString &name) const
{
    const auto it = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&](const ApiEntry &entry) { return entry.name == name && entry.of == of; });
    return it == m_entries.end() ? nullptr : &*it;
}

const ApiEntry *ApiReference::inScope(const QString &name, Place place) const
{
    for (const QString &scope : scopes(place))
        if (const ApiEntry *entry = find(scope, name))
            return entry;
    return nullptr;
}

QStringList ApiReference::namesBehind(const QStringList &chain, Place place, const QString &document) const
{
    const QString type = chain.isEmpty() ? QString() : typeOf(chain, place, document);
    QStringList names;
    for (const ApiEntry &entry : m_entries) {
        const bool isHere = chain.isEmpty() ? scopes(place).contains(entry.of) : !type.isEmpty() && entry.of == type;
        if (isHere && (entry.kind == "function"_L1 || entry.kind == "value"_L1))
            names.append(entry.name);
    }
    return names;
}

const ApiEntry *ApiReference::function(const QStringList &path, Place place, const QString &document) const
{
    if (path.isEmpty())
        return nullptr;
    if (path.size() == 1)
        return inScope(path.constFirst(), place);
    const QString type = typeOf(path.first(path.size() - 1), place, document);
    return type.isEmpty() ? nullptr : find(type, path.constLast());
}

QString ApiReference::typeOf(const QStringList &chain, Place place, const QString &document) const
{
    QString type = typeOfVariable(chain.constFirst(), place, document);
    for (qsizetype i = 1; i < chain.size() && !type.isEmpty(); ++i) {
        if (type == "sockets"_L1) { // each of them, whatever its number
            type = u"Socket"_s;
            continue;
        }
        const ApiEntry *member = find(type, chain[i]);
        type = member && member->kind == "value"_L1 ? member->type : QString();
    }
    return type;
}

/// What a variable is: by what was assigned to it, by an import, or by its name.
QString ApiReference::typeOfVariable(const QString &name, Place place, const QString &document) const
{
    const QRegularExpression assigned(
        uR"((?<![\w$.])%1\s*=\s*(?:await\s+)?(?:new\s+)?(?:([\w$]+)\.)?([\w$]+)\s*\()"_s.arg(
            QRegularExpression::escape(name)));
    if (const auto match = assigned.match(document); match.hasMatch()) {
        const QString object = match.captured(1);
        const ApiEntry *made = object.isEmpty() ? inScope(match.captured(2), place)
                                                : find(typeOfName(object, place, document), match.captured(2));
        if (made && !made->type.isEmpty())
            return made->type;
    }
    const QString known = typeOfName(name, place, document);
    static const QRegularExpression likeASocket(u"sock|conn|client"_s, QRegularExpression::CaseInsensitiveOption);
    const bool isGuess = known.isEmpty() && place == Place::Script && likeASocket.match(name).hasMatch();
    return isGuess ? u"Socket"_s : known;
}

QString ApiReference::typeOfName(const QString &name, Place place, const QString &document) const
{
    const QRegularExpression import(
        uR"(\bimport\s+(?:\*\s*as\s+)?%1\s+from\s*["']([^"']+)["'])"_s.arg(QRegularExpression::escape(name)));
    if (const auto match = import.match(document); match.hasMatch())
        return match.captured(1);
    const ApiEntry *known = inScope(name, place);
    return known && known->kind == "value"_L1 ? known->type : QString();
}

} // namespace sockscope
