// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

struct SummaryOptions;

/// The colours of the summary on a terminal, and how names that a script made up are shown there. Everywhere else text
/// stays as it is.
class SummaryStyle
{
public:
    explicit SummaryStyle(const SummaryOptions &options);

    [[nodiscard]] QString title(const QString &text) const { return painted(text, u"1"); }
    [[nodiscard]] QString leader(const QString &text) const { return painted(text, u"2;37"); }
    [[nodiscard]] QString value(const QString &text) const { return painted(text, u"36"); }
    [[nodiscard]] QString extra(const QString &text) const { return painted(text, u"2;36"); }
    [[nodiscard]] QString source(const QString &text) const { return painted(text, u"37"); }
    [[nodiscard]] QString verdict(const QString &text, bool isGood) const
    {
        return painted(text, isGood ? u"32" : u"31");
    }
    /// Names of checks, groups and tags: control characters of them don't reach a terminal.
    [[nodiscard]] QString name(const QString &text) const;

private:
    [[nodiscard]] QString painted(const QString &text, QStringView code) const;

    bool m_isColoured;
    bool m_isTerminal;
};

} // namespace sockscope
