// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_parser.h"

#include "log/visible_text.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLength = 1000;

struct Scheme
{
    QLatin1StringView name;
    quint16 port; ///< 0: none is usual
    bool tls;
};

constexpr Scheme schemes[]{{"tcp"_L1, 0, false},           {"tls"_L1, 0, true},       {"ssl"_L1, 0, true},
                           {"redis"_L1, 6379, false},      {"rediss"_L1, 6379, true}, {"http"_L1, 80, false},
                           {"https"_L1, 443, true},        {"ws"_L1, 80, false},      {"wss"_L1, 443, true},
                           {"mqtt"_L1, 1883, false},       {"mqtts"_L1, 8883, true},  {"amqp"_L1, 5672, false},
                           {"amqps"_L1, 5671, true},       {"smtp"_L1, 25, false},    {"smtps"_L1, 465, true},
                           {"imap"_L1, 143, false},        {"imaps"_L1, 993, true},   {"pop3"_L1, 110, false},
                           {"pop3s"_L1, 995, true},        {"ftp"_L1, 21, false},     {"telnet"_L1, 23, false},
                           {"memcached"_L1, 11211, false}, {"nats"_L1, 4222, false},  {"postgres"_L1, 5432, false},
                           {"mysql"_L1, 3306, false}};

QString tr(const char *text)
{
    return QCoreApplication::translate("TargetParser", text);
}

ParsedTarget refuse(const QString &sentence)
{
    return {std::nullopt, sentence};
}

QString shown(QStringView text)
{
    const QString visible = visibleText(text);
    return visible.size() > 60 ? visible.first(60) + u'…' : visible;
}

/// What the text says apart from the address: its scheme and a "tls" behind it, both cut off.
struct Dressing
{
    quint16 port = 0;
    bool tls = false;
    QString error;
};

Dressing takeScheme(QString &rest)
{
    Dressing found;
    if (rest.endsWith(" tls"_L1, Qt::CaseInsensitive)) {
        rest = rest.chopped(4).trimmed();
        found.tls = true;
    }
    const qsizetype end = rest.indexOf("://"_L1);
    if (end < 0)
        return found;
    const QString name = rest.first(end).toLower();
    for (const Scheme &scheme : schemes) {
        if (name == scheme.name) {
            rest = rest.sliced(end + 3);
            return {scheme.port, found.tls || scheme.tls, {}};
        }
    }
    found.error = tr("“%1://” is not a scheme known here. Write tcp:// or tls://, then host:port.").arg(shown(name));
    return found;
}

/// Cuts a last "/" off; what else a URL may have behind its port is a problem.
QString takeUrlEnd(QString &rest)
{
    if (rest.endsWith(u'/'))
        rest.chop(1);
    static const QRegularExpression path(u"[/?#]"_s);
    const qsizetype at = rest.indexOf(path);
    return at < 0 ? QString() : tr("A target ends with its port: leave out “%1”.").arg(shown(rest.sliced(at)));
}

struct Split
{
    QString host;
    QString port;
    QString error;
};

Split splitBracketed(const QString &rest)
{
    const qsizetype close = rest.indexOf(u']');
    if (close < 0)
        return {{}, {}, tr("The bracket [ is not closed. Write [::1]:7.")};
    QString tail = rest.sliced(close + 1).trimmed();
    if (tail.startsWith(u':') || tail.startsWith(u','))
        tail = tail.sliced(1).trimmed();
    const QString host = rest.sliced(1, close - 1);
    if (!host.contains(u':') || QHostAddress(host).isNull())
        return {
            {}, {}, tr("Between brackets stands an IPv6 address, which “%1” is not. Write [::1]:7.").arg(shown(host))};
    return {host, tail, {}};
}

Split splitHostAndPort(const QString &rest)
{
    static const QRegularExpression gap(u"^([^\\s,]*)\\s*[\\s,]\\s*(.*)$"_s);
    static const QRegularExpression digits(u"^[0-9]+$"_s);
    if (rest.startsWith(u'['))
        return splitBracketed(rest);
    if (const QRegularExpressionMatch match = gap.match(rest); match.hasMatch())
        return {match.captured(1), match.captured(2), {}};
    if (rest.count(u':') > 1) {
        return {{},
                {},
                tr("It can't be told where the address “%1” ends and the port begins. Write [address]:port, such as "
                   "[::1]:7.")
                    .arg(shown(rest))};
    }
    if (digits.match(rest).hasMatch())
        return {{}, rest, {}};
    const qsizetype colon = rest.indexOf(u':');
    return colon < 0 ? Split{rest, {}, {}} : Split{rest.first(colon), rest.sliced(colon + 1), {}};
}

/// The host as the network knows it, or nothing where it can't be one.
QString networkHost(const QString &host)
{
    if (!QHostAddress(host).isNull() && (host.contains(u':') || host.count(u'.') == 3))
        return host;
    static const QRegularExpression onlyNumbers(u"^[0-9.]+$"_s);
    static const QRegularExpression name(u"^(?!-)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?$"_s);
    if (onlyNumbers.match(host).hasMatch())
        return {};
    const bool ascii = std::ranges::all_of(host, [](QChar c) { return c.unicode() < 128; });
    const QString plain = ascii ? host : QString::fromLatin1(QUrl::toAce(host));
    return plain.size() <= 253 && name.match(plain).hasMatch() ? plain : QString();
}

} // namespace

ParsedTarget parseTarget(const QString &text)
{
    QString rest = text.trimmed();
    if (rest.isEmpty())
        return refuse(tr("Where to? Write host:port, such as localhost:6379."));
    if (rest.size() > maxLength)
        return refuse(tr("That is too long for a target. Write host:port, such as localhost:6379."));
    if (rest.contains(u'@')) // first of all, as no sentence may show a password
        return refuse(tr("A target has no user name and no password: leave out everything up to the @. Send what the "
                         "server expects once connected."));
    const Dressing dressing = takeScheme(rest);
    if (!dressing.error.isEmpty())
        return refuse(dressing.error);
    if (const QString problem = takeUrlEnd(rest); !problem.isEmpty())
        return refuse(problem);

    const Split split = splitHostAndPort(rest);
    if (!split.error.isEmpty())
        return refuse(split.error);
    const QString typed = split.host.isEmpty() ? u"localhost"_s : split.host;
    const QString host = networkHost(typed);
    if (host.isEmpty())
        return refuse(tr("“%1” is not a host name or an address. Write host:port, such as localhost:6379 or "
                         "[::1]:7.")
                          .arg(shown(typed)));
    if (split.port.isEmpty() && dressing.port)
        return {Target{host, dressing.port, dressing.tls}, {}};
    if (split.port.isEmpty())
        return refuse(tr("The port is missing. Write %1:port, such as %1:6379.")
                          .arg(host.contains(u':') ? u'[' + host + u']' : host));
    bool isNumber = false;
    const uint port = split.port.toUInt(&isNumber);
    if (!isNumber || port < 1 || port > 65535)
        return refuse(tr("“%1” is not a port. Ports are numbers from 1 to 65535.").arg(shown(split.port)));
    return {Target{host, static_cast<quint16>(port), dressing.tls}, {}};
}

QString targetText(const Target &target)
{
    const QString host = target.host.contains(u':') ? u'[' + target.host + u']' : target.host;
    return (target.tls ? u"tls://"_s : QString()) + host + u':' + QString::number(target.port);
}

QString withTls(const QString &text, bool tls)
{
    if (ParsedTarget parsed = parseTarget(text); parsed.target) {
        if (parsed.target->tls == tls)
            return text;
        parsed.target->tls = tls;
        return targetText(*parsed.target);
    }
    static const QRegularExpression scheme(u"^\\s*([a-z]+)://"_s, QRegularExpression::CaseInsensitiveOption);
    return (tls ? u"tls://"_s : QString()) + QString(text).remove(scheme);
}

} // namespace sockscope
