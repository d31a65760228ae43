// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/script_writer.h"

#include "export/script_helper.h"
#include "export/script_literal.h"
#include "log/visible_text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Kind = ScriptStep::Kind;
using Outcome = ScriptStep::Outcome;

constexpr std::int64_t MinPatienceMs = 30'000;
constexpr qsizetype PreviewChars = 60;
constexpr qsizetype CommentChars = 110;
constexpr qsizetype CommentLines = 8;

bool isWait(Kind kind)
{
    return kind == Kind::Received || kind == Kind::Idle || kind == Kind::Closed || kind == Kind::Written;
}

QString shortened(const QString &text, qsizetype chars)
{
    const QString visible = visibleText(text.left(chars + 1));
    return text.size() <= chars ? visible : visibleText(text.left(chars - 1)) + u'\u2026';
}

QString commentOf(const QString &text)
{
    const QStringList lines = text.trimmed().split(u'\n');
    QStringList comments;
    for (const QString &line : lines.first(std::min(lines.size(), CommentLines)))
        comments.append((u"  // "_s + shortened(line, CommentChars)).trimmed().prepend(u"  "_s));
    if (lines.size() > CommentLines)
        comments.append(u"  // \u2026 and %1 more lines"_s.arg(lines.size() - CommentLines));
    return comments.join(u'\n');
}

/// "" for the first target, "_2" for the second.
QString suffix(qsizetype index)
{
    return index == 0 ? QString() : u"_%1"_s.arg(index + 1);
}

} // namespace

ScriptWriter::ScriptWriter(const ScriptSteps &steps)
    : m_steps(steps)
{
    int sockets = 0;
    for (const ScriptStep &step : steps.steps()) {
        sockets += step.kind == Kind::Create ? 1 : 0;
        if (const Target target{step.host, step.port}; step.kind == Kind::Connect && !m_targets.contains(target))
            m_targets.append(target);
    }
    m_isSingle = sockets <= 1;
}

QString ScriptWriter::text(const QDateTime &startedAt, std::uint64_t redactions)
{
    return heading(startedAt, redactions) + u"import { Socket } from \"k6/x/tcp\";\n\n"_s + constants() + u'\n' +
           helper() + u"\nexport default async function () {\n"_s + body() + u"}\n"_s;
}

QString ScriptWriter::heading(const QDateTime &startedAt, std::uint64_t redactions) const
{
    QString lines =
        u"// A conversation of %1 UTC, recorded by Sockscope. It sends the same bytes in the same order, and before "
        u"each\n"
        "// action it waits until as much was received as then. `k6 run` and `sockscope run` run it.\n"_s.arg(
            startedAt.toString(u"yyyy-MM-dd HH:mm:ss"_s));
    if (!m_targets.isEmpty())
        lines += u"// TCP_HOST and TCP_PORT in the environment choose another peer: -e TCP_HOST=192.0.2.1\n"_s;
    if (redactions > 0)
        lines += u"// Redacted: what was to stay secret is asterisks here. Put it back before you run this.\n"_s;
    return lines;
}

QString ScriptWriter::constants() const
{
    QString lines;
    for (qsizetype i = 0; i < m_targets.size(); ++i) {
        lines += u"const HOST%1 = __ENV.TCP_HOST%1 || %2;\n"_s.arg(suffix(i), scriptString(m_targets[i].host));
        lines += u"const PORT%1 = Number(__ENV.TCP_PORT%1 || %2);\n"_s.arg(suffix(i)).arg(m_targets[i].port);
    }
    std::int64_t patienceMs = std::max(MinPatienceMs, m_steps.longestWait() / 1'000'000 * 2);
    patienceMs = (patienceMs + 999) / 1000 * 1000;
    lines += u"const PATIENCE = %1; // milliseconds to wait for what was received then\n"_s.arg(patienceMs);
    if (m_steps.usesUnverifiedTls())
        lines +=
            u"\n// The certificate was not verified, so anybody may have answered. Remove this to verify it.\nexport const options = { insecureSkipTLSVerify: true };\n"_s;
    return lines;
}

QString ScriptWriter::helper() const
{
    return scriptHelper({.fails = hasFailedConnect(),
                         .setsIdle = has(Kind::SetIdle),
                         .idles = has(Kind::Idle),
                         .isClosed = has(Kind::Closed)});
}

QString ScriptWriter::body() const
{
    QString lines;
    std::optional<Kind> before;
    for (const ScriptStep &step : m_steps.steps()) {
        const bool isNew = step.kind == Kind::Create && before != Kind::Create;
        const bool isAnswered = before && isWait(*before) && !isWait(step.kind) && step.kind != Kind::Destroy;
        if (before && (isNew || isAnswered))
            lines += u'\n';
        lines += statement(step) + u'\n';
        before = step.kind;
    }
    return lines;
}

QString ScriptWriter::statement(const ScriptStep &step) const
{
    const QString name = nameOf(step.socket);
    switch (step.kind) {
    case Kind::Create:
        return creation(step);
    case Kind::Connect:
        return connection(step);
    case Kind::Write:
        return (step.isOpenEnded ? u"  const sent%1 = %2.write(%3);"_s.arg(step.count) : u"  await %1.write(%2);"_s)
            .arg(name, scriptPayload(step.bytes, u"  "_s));
    case Kind::Written:
        return u"  await sent%1;"_s.arg(step.count);
    case Kind::Received:
        return u"  await %1.received(%2); // %3"_s.arg(name)
            .arg(step.count)
            .arg(visibleBytes(step.bytes, PreviewChars));
    case Kind::SetIdle:
        return u"  %1.setTimeout(%2);"_s.arg(name).arg(step.count);
    case Kind::Idle:
        return u"  await %1.idle(); // nothing came for %2 ms"_s.arg(name).arg(step.count);
    case Kind::Closed:
        return u"  await %1.closed(); // %2"_s.arg(name, shortened(step.text, CommentChars));
    case Kind::Destroy:
        return u"  %1.destroy();"_s.arg(name) +
               (step.text.isEmpty() ? QString() : u" // "_s + shortened(step.text, CommentChars));
    case Kind::Comment:
        return commentOf(step.text);
    }
    return {};
}

QString ScriptWriter::creation(const ScriptStep &step) const
{
    const QString name = nameOf(step.socket);
    const QJsonObject tags = QJsonDocument::fromJson(step.text.toUtf8()).object();
    QString options;
    if (!tags.isEmpty()) {
        QStringList members;
        for (auto it = tags.begin(); it != tags.end(); ++it)
            members.append(u"%1: %2"_s.arg(scriptString(it.key()), scriptString(it->toString())));
        options = u", { tags: { %1 } }"_s.arg(members.join(u", "_s));
    }
    return u"  const %1 = conversation(\"%1\"%2);"_s.arg(name, options);
}

QString ScriptWriter::connection(const ScriptStep &step) const
{
    const QString name = nameOf(step.socket);
    const QString end = suffix(m_targets.indexOf(Target{step.host, step.port}));
    const QString target = u"{ host: HOST%1, port: PORT%1%2 }"_s.arg(end, step.tls ? u", tls: true"_s : QString());
    switch (step.outcome) {
    case Outcome::Opened:
        return u"  await %1.connect(%2);"_s.arg(name, target);
    case Outcome::Failed:
        return u"  await %1.connectFails(%2);"_s.arg(name, target) +
               (step.text.isEmpty() ? QString() : u" // "_s + shortened(step.text, CommentChars));
    case Outcome::Abandoned:
        break;
    }
    return u"  %1.connect(%2).catch(() => {}); // was given up before it had an outcome"_s.arg(name, target);
}

QString ScriptWriter::nameOf(std::uint32_t socket) const
{
    return m_isSingle ? u"socket"_s : u"socket%1"_s.arg(socket);
}

bool ScriptWriter::has(Kind kind) const
{
    const auto &steps = m_steps.steps();
    return std::any_of(steps.begin(), steps.end(), [kind](const ScriptStep &step) { return step.kind == kind; });
}

bool ScriptWriter::hasFailedConnect() const
{
    const auto &steps = m_steps.steps();
    return std::any_of(steps.begin(), steps.end(), [](const ScriptStep &step) {
        return step.kind == Kind::Connect && step.outcome == Outcome::Failed;
    });
}

} // namespace sockscope
