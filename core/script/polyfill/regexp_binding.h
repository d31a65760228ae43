// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/polyfill/script_objects.h"

#include <QJSValue>
#include <QObject>
#include <QRegularExpression>

namespace sockscope {

struct RegExpPlan;

/// A pattern compiled for PCRE2. Belongs to the script.
class RegExpProgram : public QObject
{
    Q_OBJECT
public:
    RegExpProgram(const QRegularExpression &expression, int groups, bool unicode);

    /// The first match at or behind `index`, or with `sticky` the one at `index`: an array of start and end of the
    /// match and of each group (-1, -1 where it took no part), or null. The array is the same each time. Throws an
    /// Error where the match needs too much backtracking.
    Q_INVOKABLE QJSValue exec(const QString &text, int index, bool sticky);

private:
    [[nodiscard]] const QString &subject(const QString &text);

    const QRegularExpression m_expression;
    QList<int> m_groups; ///< PCRE2's number of each group, the whole match first
    const bool m_unicode;
    QString m_text; ///< the text of the last match: loops over matches come back with it
    QString m_subject;
    QJSValue m_offsets;
};

/// The native side of js/regexp_library.mjs. A child of the engine.
class RegExpBinding : public QObject
{
    Q_OBJECT
public:
    explicit RegExpBinding(QObject *engine)
        : QObject(engine)
    {
    }

    /// How to run a pattern of ECMAScript with valid flags: an object with `pattern` for V4's RegExp, the array `names`
    /// (null where no group has a name) and `program` (null, or a RegExpProgram to run instead); or with `error`, a
    /// sentence.
    Q_INVOKABLE QJSValue compile(const QString &pattern, const QString &flags);

private:
    [[nodiscard]] QJSValue program(const QRegularExpression &expression, const RegExpPlan &plan, bool unicode);

    ScriptObjects m_programs;
    int m_lastProgram = 0;
};

} // namespace sockscope
