// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/finding_list.h"

namespace sockscope {

using namespace Qt::StringLiterals;

int FindingList::report(int rule, int variant, Explanation explanation)
{
    const ScriptLocation &place = explanation.place;
    const QString same = u"%1 %2 %3 %4"_s.arg(rule).arg(variant).arg(place.file).arg(place.line);
    if (const auto known = m_bySame.constFind(same); known != m_bySame.cend()) {
        Explanation &first = m_entries.at(*known).explanation;
        ++first.count;
        ++m_revision;
        return first.id;
    }
    if (m_perRule.value(rule) >= MaxPerRule) {
        ++m_unlisted;
        return 0;
    }
    ++m_perRule[rule];
    ++m_revision;
    explanation.id = ++m_lastId;
    const Key key(rule, m_lastId);
    m_entries.emplace(key, Entry{std::move(explanation), same});
    m_bySame.insert(same, key);
    m_byId.insert(m_lastId, key);
    return m_lastId;
}

void FindingList::withdraw(int finding)
{
    const auto known = m_byId.constFind(finding);
    if (known == m_byId.cend())
        return;
    ++m_revision;
    const Key key = *known;
    Entry &entry = m_entries.at(key);
    if (--entry.explanation.count > 0)
        return;
    --m_perRule[key.first];
    m_bySame.remove(entry.same);
    m_byId.erase(known);
    m_entries.erase(key);
}

QList<const Explanation *> FindingList::all() const
{
    QList<const Explanation *> all;
    all.reserve(static_cast<qsizetype>(m_entries.size()));
    for (const auto &[key, entry] : m_entries)
        all.append(&entry.explanation);
    return all;
}

const Explanation *FindingList::find(int id) const
{
    const auto known = m_byId.constFind(id);
    return known == m_byId.cend() ? nullptr : &m_entries.at(*known).explanation;
}

void FindingList::clear()
{
    m_entries.clear();
    m_bySame.clear();
    m_byId.clear();
    m_perRule.clear();
    m_unlisted = 0;
    ++m_revision;
}

} // namespace sockscope
