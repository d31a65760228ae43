// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QRegularExpression>
#include <QString>

namespace sockscope {

/// A place in a text, in bytes of its UTF-8 form, which is how the editor counts.
struct TextMatch
{
    qsizetype start = 0;
    qsizetype length = 0; ///< 0 is possible: "^" matches before each line
    QString replacement;  ///< of replacements() only

    [[nodiscard]] qsizetype end() const { return start + length; }
};

/// What to look for in a text.
class TextSearch
{
    Q_DECLARE_TR_FUNCTIONS(TextSearch)
public:
    static constexpr qsizetype MaxMatches = 100'000;

    struct Options
    {
        bool matchCase = false;
        bool wholeWords = false;
        bool isExpression = false; ///< a regular expression of PCRE2: "^" and "$" match at each line
    };

    TextSearch() = default;
    TextSearch(const QString &pattern, const Options &options);

    [[nodiscard]] bool isEmpty() const { return m_expression.pattern().isEmpty() && m_error.isEmpty(); }
    /// What is wrong with a regular expression and where, or nothing.
    [[nodiscard]] const QString &error() const { return m_error; }

    /// The matches in their order, MaxMatches at most. An expression that takes too many steps finds what it found
    /// until then.
    [[nodiscard]] QList<TextMatch> matches(const QString &text) const;
    /// The same, each with what takes its place. In an expression's replacement $1 to $99, ${1}, $& (the match), $$,
    /// \n, \t and \\ have their usual meaning; otherwise it stands for itself.
    [[nodiscard]] QList<TextMatch> replacements(const QString &text, const QString &replacement) const;

private:
    [[nodiscard]] QString expand(const QString &replacement, const QRegularExpressionMatch &match) const;
    template <typename Add>
    void forEachMatch(const QString &text, Add add) const;

    QRegularExpression m_expression;
    Options m_options;
    QString m_error;
};

} // namespace sockscope
