// SPDX-License-Identifier: GPL-3.0-or-later
// Where functions wait while a virtual user stands still.
#include "debug/vu_agent.h"
#include "script/compile/program.h"

#include <QJsonObject>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxText = 80;

/// The beginning of what stands in a range of a script, on one line.
QString textAt(const QString &source, const ScriptRange &range)
{
    if (range.line == 0)
        return {};
    qsizetype start = 0;
    for (int line = 1; line < range.line; ++line)
        start = source.indexOf(u'\n', start) + 1;
    start += range.column - 1;
    QString text = source.mid(start, 4 * MaxText);
    if (range.endLine == range.line)
        text.truncate(range.endColumn - range.column);
    text = text.simplified();
    return text.size() > MaxText ? text.first(MaxText - 1) + u'…' : text;
}

} // namespace

/// The awaits that are pending, the oldest first. Runs none of the script's code.
QJsonArray VuAgent::awaits()
{
    const QJSValue told = m_functions.value(u"awaits"_s).call();
    const quint32 size = told.property(u"length"_s).toUInt();
    QJsonArray facts;
    for (quint32 i = 0; i + 1 < size; i += 2) {
        const int place = told.property(i).toInt();
        const auto module = m_controller.moduleOf(place);
        if (!module)
            continue;
        const ProbePoint &point = module->probes->points.at(place - module->probes->base);
        facts.append(QJsonObject{{u"function"_s, module->probes->functions.at(point.function).name},
                                 {u"text"_s, textAt(module->source, point.range)},
                                 {u"url"_s, module->url},
                                 {u"line"_s, point.range.line},
                                 {u"column"_s, point.range.column},
                                 {u"settled"_s, told.property(i + 1).toInt() == 1}});
    }
    return facts;
}

} // namespace sockscope
