// SPDX-License-Identifier: GPL-3.0-or-later
#include "examples.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QString folder = u":/sockscope/examples/"_s;

/// The menu's order: from the plainest on. Others follow by name.
constexpr std::array order = {"hello.js"_L1,    "echo.js"_L1,  "line_protocol.js"_L1, "length_prefixed.js"_L1,
                              "timeouts.js"_L1, "hangs.js"_L1, "reconnect.js"_L1,     "several_sockets.js"_L1,
                              "tls.js"_L1,      "redis.js"_L1, "smtp_greeting.js"_L1};

auto rank(const Example &example)
{
    return std::find(order.begin(), order.end(), example.fileName) - order.begin();
}

/// What stands behind the slashes of a comment line.
QStringView comment(QStringView line)
{
    while (line.startsWith(u'/'))
        line = line.sliced(1);
    return line.trimmed();
}

Example exampleOf(const QString &fileName)
{
    Example example{.title = {}, .peer = {}, .fileName = fileName, .resource = folder + fileName};
    QFile file(example.resource);
    if (!file.open(QIODevice::ReadOnly))
        return example;
    const QString text = QString::fromUtf8(file.readAll());
    example.title = comment(QStringView(text).left(text.indexOf(u'\n'))).toString();
    example.peer = wantedPeer(text);
    return example;
}

} // namespace

QList<Example> examples()
{
    QList<Example> all;
    const QStringList names = QDir(folder).entryList({u"*.js"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        all += exampleOf(name);
    std::stable_sort(all.begin(), all.end(), [](const Example &a, const Example &b) { return rank(a) < rank(b); });
    return all;
}

QString wantedPeer(const QString &script)
{
    static const QRegularExpression directive(u"^Peer:\\s*([a-z]{1,20})$"_s);
    for (const QStringView line : QStringView(script).tokenize(u'\n')) {
        if (!line.startsWith(u"//"_s) && !line.trimmed().isEmpty() && !line.startsWith(u"#!"_s))
            break;
        if (const auto match = directive.match(comment(line).toString()); match.hasMatch())
            return match.captured(1) == "none"_L1 ? QString() : match.captured(1);
    }
    return script.contains("TCP_PORT"_L1) ? u"echo"_s : QString();
}

} // namespace sockscope
