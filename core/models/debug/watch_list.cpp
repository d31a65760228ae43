// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/watch_list.h"

namespace sockscope {

void WatchList::add(const QString &expression)
{
    const QString text = expression.trimmed();
    if (text.isEmpty() || m_expressions.size() >= MaxWatches || m_expressions.contains(text))
        return;
    m_expressions += text;
    Q_EMIT changed();
}

void WatchList::replace(int index, const QString &expression)
{
    const QString text = expression.trimmed();
    if (index < 0 || index >= m_expressions.size() || m_expressions.at(index) == text)
        return;
    if (text.isEmpty() || m_expressions.contains(text)) {
        remove(index);
        return;
    }
    m_expressions[index] = text;
    Q_EMIT changed();
}

void WatchList::remove(int index)
{
    if (index < 0 || index >= m_expressions.size())
        return;
    m_expressions.removeAt(index);
    Q_EMIT changed();
}

void WatchList::set(const QStringList &expressions)
{
    if (m_expressions == expressions)
        return;
    m_expressions = expressions.first(qMin(expressions.size(), qsizetype(MaxWatches)));
    Q_EMIT changed();
}

} // namespace sockscope
