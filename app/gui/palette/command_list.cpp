// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_list.h"

#include "fuzzy_match.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

void CommandList::setEntries(QList<PaletteEntry> entries, const QStringList &recent)
{
    m_entries = std::move(entries);
    m_recent = recent;
    setPattern({});
}

/// Little beside what a better match is worth, and 0 for what was never used.
int CommandList::recency(const QString &title) const
{
    const qsizetype at = m_recent.indexOf(title);
    return at < 0 ? 0 : int(std::max<qsizetype>(1, 50 - at));
}

void CommandList::setPattern(const QString &pattern)
{
    beginResetModel();
    m_shown.clear();
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const QString &title = m_entries[i].title;
        if (pattern.trimmed().isEmpty())
            m_shown += {i, recency(title), {}};
        else if (const auto match = fuzzyMatch(pattern, title))
            m_shown += {i, match->score + recency(title), match->positions};
    }
    std::ranges::stable_sort(m_shown, std::ranges::greater(), &Shown::score);
    endResetModel();
}

int CommandList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant CommandList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry &own = entry(index.row());
    switch (role) {
    case TitleRole:
        return own.title;
    case Qt::AccessibleTextRole: {
        QStringList parts{own.title, own.detail, own.keys};
        parts.removeAll(QString());
        return parts.join(u", "_s);
    }
    case DetailRole:
        return own.detail;
    case KeysRole:
        return own.keys;
    case PositionsRole:
        return QVariant::fromValue(m_shown[index.row()].positions);
    default:
        return {};
    }
}

} // namespace sockscope
