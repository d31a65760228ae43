// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJSValue>
#include <QString>

namespace sockscope {

class VirtualUser;

/// Makes functions of what somebody types while a script stands still. Lives with its virtual user, on its thread.
class Evaluator
{
public:
    static constexpr int LimitMs = 1000; ///< what runs longer is broken off

    explicit Evaluator(VirtualUser &vu)
        : m_vu(vu)
    {
    }

    /// A function of `(awaitNow)` that gives a function of the variables `names` (parted by commas), which returns the
    /// value of the text and the variables' values behind it. An expression, or statements. Modern syntax is lowered.
    [[nodiscard]] QJSValue function(const QString &text, const QString &names, QString *error);
    /// Calls a function; where it takes longer than the limit, it is broken off and an error is returned.
    [[nodiscard]] static QJSValue callLimited(VirtualUser &vu, const QJSValue &function, const QJSValueList &arguments);

private:
    [[nodiscard]] QJSValue compile(const QString &text, const QString &names, QString *error);
    [[nodiscard]] QJSValue lowered(const QString &source, QString *error);

    VirtualUser &m_vu;
    QHash<QString, QJSValue> m_known;
};

} // namespace sockscope
