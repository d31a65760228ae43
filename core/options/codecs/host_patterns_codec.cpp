// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/host_patterns_codec.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString mistakeIn(const QStringList &patterns)
{
    for (const QString &pattern : patterns)
        if (!isHostPattern(pattern.toLower(), PortInPattern::None))
            return u"invalid hostname pattern '%1'"_s.arg(pattern.toLower());
    return {};
}

} // namespace

bool isHostPattern(const QString &text, PortInPattern port)
{
    static const QString label = u"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"_s;
    static const QString name = u"\\A(?:\\*\\.?)?(?:(?:%1\\.)*%1)?"_s.arg(label);
    static const QRegularExpression plain(name + u"\\z"_s);
    static const QRegularExpression withPort(name + u"(?::[0-9]{1,5})?\\z"_s);
    return (port == PortInPattern::Allowed ? withPort : plain).match(text).hasMatch();
}

bool HostPatternsCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    std::optional<Type> patterns;
    if (!TextListCodec::fromJson(source, patterns, problem))
        return false;
    if (const QString mistake = mistakeIn(*patterns); !mistake.isEmpty())
        return source.fail(problem, mistake);
    value = patterns;
    return true;
}

bool HostPatternsCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    if (text.isEmpty())
        return true;
    *error = mistakeIn(text.split(u','));
    if (error->isEmpty())
        value = text.split(u',');
    return error->isEmpty();
}

QString HostPatternsCodec::toJson(const Type &value)
{
    return TextListCodec::toJson(value);
}

} // namespace sockscope
