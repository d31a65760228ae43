// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/sub_metric_name.h"

#include "log/log_quoting.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString quoted(QStringView text)
{
    return QString::fromUtf8(goQuoted(text));
}

/// Without spaces, then without any of the two quotes, however many there are.
QString bare(QStringView text)
{
    const auto isQuote = [](QChar c) { return c == u'"' || c == u'\''; };
    text = text.trimmed();
    while (!text.isEmpty() && isQuote(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isQuote(text.back()))
        text = text.chopped(1);
    return text.toString();
}

QString problemOfBraces(const QString &name, qsizetype opening, qsizetype closing)
{
    if ((opening < 0) != (closing < 0))
        return u"metric %1 has unmatched opening/close curly brace"_s.arg(quoted(name));
    if (closing < opening)
        return u"metric %1 closing curly brace appears before opening one"_s.arg(quoted(name));
    if (closing != name.size() - 1)
        return u"metric %1 lacks a closing curly brace in its last position"_s.arg(quoted(name));
    return {};
}

/// The error, or nothing.
QString readTags(QStringView list, TagMap *tags)
{
    const QList<QStringView> entries = list.split(u',');
    for (const QStringView entry : entries) {
        const qsizetype colon = entry.indexOf(u':');
        if (colon < 0 || colon == entry.size() - 1)
            return u"metric %1 tag expression is malformed"_s.arg(quoted(entry));
        tags->insert(bare(entry.first(colon)), bare(entry.sliced(colon + 1)));
    }
    return {};
}

} // namespace

QString SubMetricName::text() const
{
    return suffix.isEmpty() ? metric : metric + u'{' + suffix + u'}';
}

std::optional<SubMetricName> SubMetricName::parse(const QString &name, QString *error)
{
    SubMetricName result{name, {}, {}};
    const qsizetype opening = name.indexOf(u'{');
    const qsizetype closing = name.lastIndexOf(u'}');
    QString problem;
    if (opening >= 0 || closing >= 0) {
        problem = problemOfBraces(name, opening, closing);
        if (problem.isEmpty()) {
            const QStringView inner = QStringView(name).sliced(opening + 1).chopped(1);
            result.metric = name.first(opening);
            result.suffix = inner.trimmed().toString();
            problem = readTags(inner, &result.tags);
        }
    }
    if (error)
        *error = problem.isEmpty() ? QString() : u"parsing metric name failed, "_s + problem;
    return problem.isEmpty() ? std::optional(result) : std::nullopt;
}

} // namespace sockscope
