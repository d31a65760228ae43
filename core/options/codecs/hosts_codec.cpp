// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/hosts_codec.h"

#include "options/codecs/host_patterns_codec.h"
#include "options/go_text.h"
#include "options/ip_address.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// An address in its shortest form; what is none stays as it is, for k6 complains only when the host is connected to.
QString canonical(const QString &text)
{
    const std::optional<IpAddress> address = IpAddress::parse(text);
    return address ? address->toString() : text;
}

/// "ip:port" and "[ip]:port" taken apart; a port that is no number is a mistake.
bool readTarget(QString &target, QString *error)
{
    static const QRegularExpression withPort(u"\\A(?:\\[(?<six>[^\\]]*)\\]|(?<four>[^:]*)):(?<port>[^:]*)\\z"_s);
    const QRegularExpressionMatch match = withPort.match(target);
    if (!match.hasMatch()) {
        target = canonical(target);
        return true;
    }
    const QString port = match.captured(u"port"_s);
    if (!parseGoInteger(port, 10, error)) {
        error->replace(u"strconv.ParseInt"_s, u"strconv.Atoi"_s);
        return false;
    }
    const QString six = match.captured(u"six"_s);
    target = (six.isEmpty() ? canonical(match.captured(u"four"_s)) : u'[' + canonical(six) + u']') + u':' + port;
    return true;
}

} // namespace

bool HostsCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    std::optional<Type> written;
    if (!TextMapCodec::fromJson(source, written, problem))
        return false;
    Type hosts;
    for (auto it = written->cbegin(); it != written->cend(); ++it) {
        const JsonSource entry = source.entry(it.key(), it.value());
        if (!isHostPattern(it.key().toLower(), PortInPattern::Allowed))
            return entry.fail(problem, u"invalid host pattern '%1'"_s.arg(it.key().toLower()));
        QString target = it.value();
        QString error;
        if (!readTarget(target, &error))
            return entry.fail(problem, error);
        hosts.insert(it.key().toLower(), target);
    }
    value = hosts;
    return true;
}

bool HostsCodec::fromText(const QString &, std::optional<Type> &, QString *)
{
    return true;
}

QString HostsCodec::toJson(const Type &value)
{
    return TextMapCodec::toJson(value);
}

} // namespace sockscope
