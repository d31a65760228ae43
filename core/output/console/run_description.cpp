// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/console/run_description.h"

#include "options/duration_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString valueText(const QString &text, TerminalColours colours)
{
    return colours == TerminalColours::None ? text : u"\x1b[36m"_s + text + u"\x1b[0m"_s;
}

/// Go's form of a duration rounded to a tenth of a second.
QString roundedDuration(std::int64_t nanoseconds)
{
    constexpr std::int64_t tenth = 100'000'000;
    return formatGoDuration((nanoseconds + tenth / 2) / tenth * tenth);
}

} // namespace

QString bannerText(TerminalColours colours)
{
    const QString art = u"         /\\      Grafana   /‾‾/  \n"
                        "    /\\  /  \\     |\\  __   /  /   \n"
                        "   /  \\/    \\    | |/ /  /   ‾‾\\ \n"
                        "  /          \\   |   (  |  (‾)  |\n"
                        " / __________ \\  |_|\\_\\  \\_____/ "_s;
    switch (colours) {
    case TerminalColours::None:
        return u'\n' + art + u"\n\n"_s;
    case TerminalColours::Sixteen:
        return u"\n\x1b[33m"_s + art + u"\x1b[0m\n\n"_s;
    case TerminalColours::TrueColour:
        return u"\n\x1b[38;2;255;103;29;1m"_s + art + u"\x1b[0;22;0;0;0;22m\n\n"_s;
    }
    return {};
}

QString descriptionText(const RunDescription &run, TerminalColours colours)
{
    const QString outputs = run.outputs.isEmpty() ? u"-"_s : run.outputs.join(u", "_s);
    const QString scenarios =
        u"(%1%) %2 %3, %4 max VUs, %5 max duration (incl. graceful stop):"_s.arg(run.segmentShare * 100, 0, 'f', 2)
            .arg(run.scenarios.size())
            .arg(run.scenarios.size() == 1 ? u"scenario"_s : u"scenarios"_s)
            .arg(run.maxVus)
            .arg(roundedDuration(run.maxDurationNs));
    QString text = u"\n     execution: "_s + valueText(u"local"_s, colours) + u"\n        script: "_s +
                   valueText(run.script, colours) + u"\n        output: "_s + valueText(outputs, colours) +
                   u"\n\n     scenarios: "_s + valueText(scenarios, colours) + u'\n';
    for (const RunDescription::Scenario &scenario : run.scenarios)
        text += u"              * "_s + scenario.name + u": "_s + scenario.description + u'\n';
    return text + u'\n';
}

QByteArray clearingLines(const QByteArray &text)
{
    return QByteArray(text).replace("\n", "\x1b[0K\n");
}

} // namespace sockscope
