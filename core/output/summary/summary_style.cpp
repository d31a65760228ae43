// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/summary_style.h"

#include "log/visible_text.h"
#include "output/summary/run_summary.h"

namespace sockscope {

using namespace Qt::StringLiterals;

SummaryStyle::SummaryStyle(const SummaryOptions &options)
    : m_isColoured(options.isStdOutTerminal && !options.hasNoColor)
    , m_isTerminal(options.isStdOutTerminal)
{
}

QString SummaryStyle::name(const QString &text) const
{
    return m_isTerminal ? visibleText(text) : text;
}

QString SummaryStyle::painted(const QString &text, QStringView code) const
{
    return m_isColoured ? u"\x1b["_s + code.toString() + u'm' + text + u"\x1b[0m"_s : text;
}

} // namespace sockscope
