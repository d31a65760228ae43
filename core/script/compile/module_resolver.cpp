// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/module_resolver.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView fileScheme("file://");
constexpr QLatin1StringView standardInput("file:///-");

// Modules of k6 2.2 that belong to what this program leaves to k6.
constexpr std::array k6OnlyModules{"k6/browser"_L1,  "k6/crypto/x509"_L1, "k6/html"_L1,       "k6/http"_L1,
                                   "k6/net/grpc"_L1, "k6/secrets"_L1,     "k6/websockets"_L1, "k6/ws"_L1};

} // namespace

bool ModuleResolver::isBuiltinName(QStringView specifier)
{
    return specifier == "k6"_L1 || specifier.startsWith("k6/"_L1);
}

QString ModuleResolver::unknownModules(const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names)
        quoted.append(u'"' + name + u'"');
    return u"unknown modules [%1] were tried to be loaded, but couldn't - this likely means automatic extension "
           u"resolution is required "
           "or a custom k6 binary with the required extensions"_s.arg(quoted.join(u", "_s));
}

QString ModuleResolver::notProvided(const QString &name)
{
    const bool isKnown = std::find(k6OnlyModules.begin(), k6OnlyModules.end(), name) != k6OnlyModules.end() ||
                         name.startsWith("k6/experimental/"_L1) || name.startsWith("k6/browser/"_L1);
    if (!isKnown)
        return {};
    return u"the module \"%1\" is not part of Sockscope, which covers TCP sockets and k6's core modules; "
           "k6 itself provides it: run this script with `k6 run`"_s.arg(name);
}

QString ModuleResolver::urlOf(const QString &path)
{
    if (path == "-"_L1)
        return standardInput;
    // the characters that k6 leaves as they are
    const QString absolute = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    return fileScheme + QString::fromLatin1(QUrl::toPercentEncoding(absolute, "/$&+,:;=@"));
}

QString ModuleResolver::pathOf(const QString &url)
{
    return url.startsWith(fileScheme) ? QUrl::fromPercentEncoding(url.sliced(fileScheme.size()).toUtf8()) : url;
}

QString ModuleResolver::absolutePath(const QString &path, const QString &baseUrl)
{
    const bool isUrl = path.startsWith(fileScheme);
    const QString plain = isUrl ? pathOf(path) : path;
    const QString basePath = pathOf(baseUrl);
    const QString folder = baseUrl.isEmpty() || baseUrl == standardInput || !QDir::isAbsolutePath(basePath)
                               ? QDir::currentPath()
                               : basePath.left(std::max<qsizetype>(basePath.lastIndexOf(u'/'), 1));
    QString absolute = QDir::cleanPath(QDir(folder).absoluteFilePath(plain));
    while (absolute.startsWith("/../"_L1)) // nothing is above the root
        absolute.remove(0, 3);
    return absolute;
}

ResolvedModule ModuleResolver::resolve(const QString &specifier, const QString &baseUrl, QString *error) const
{
    error->clear();
    if (specifier.isEmpty()) {
        *error = u"require() can't be used with an empty specifier"_s;
        return {};
    }
    if (isBuiltinName(specifier)) {
        if (m_isBuiltin && m_isBuiltin(specifier))
            return {true, specifier};
        *error = notProvided(specifier);
        if (error->isEmpty())
            *error = unknownModules({specifier});
        return {};
    }
    static const QRegularExpression scheme(u"^([a-zA-Z][a-zA-Z0-9+.-]*)://"_s);
    const QString used = scheme.match(specifier).captured(1).toLower();
    if (used == "https"_L1) {
        *error = u"The moduleSpecifier \"%1\" is on the network, from where Sockscope loads nothing. "
                 "Save the file beside the script and import it by its path, or run this script with `k6 run`"_s.arg(
                     specifier);
        return {};
    }
    if (!used.isEmpty() && used != "file"_L1) {
        *error = u"only supported schemes for imports are file and https, %1 has `%2`"_s.arg(specifier, used);
        return {};
    }
    const bool isPath = specifier.startsWith(u'/') || specifier.startsWith("./"_L1) || specifier.startsWith("../"_L1) ||
                        specifier == "."_L1 || specifier == ".."_L1;
    if (!isPath && used.isEmpty()) {
        *error = u"The moduleSpecifier \"%1\" couldn't be recognised as something k6 supports."_s.arg(specifier);
        return {};
    }
    const QString path = isPath ? QUrl::fromPercentEncoding(specifier.toUtf8()) : specifier;
    return {false, urlOf(absolutePath(path, baseUrl))};
}

} // namespace sockscope
