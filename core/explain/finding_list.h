// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explanation.h"

#include <QHash>

#include <map>

namespace sockscope {

/// What all rules have found so far, one entry a rule and line of script, bounded however many sockets do the same.
class FindingList
{
public:
    static constexpr int MaxPerRule = 50; ///< entries; what comes on top is only counted

    /// Adds a finding, or counts it where its rule has found the same at the same place before. `variant` tells apart
    /// what one rule finds at one place. Returns a number for withdraw(), 0 where the rule has no room left.
    int report(int rule, int variant, Explanation explanation);
    /// What was reported turned out not to be so: a late answer came after all. Does nothing for 0.
    void withdraw(int finding);

    /// By rule, then in the order in which they were found. Valid until the next change.
    [[nodiscard]] QList<const Explanation *> all() const;
    [[nodiscard]] const Explanation *find(int id) const;               ///< null where there is none
    [[nodiscard]] std::int64_t revision() const { return m_revision; } ///< changes with every change
    [[nodiscard]] std::int64_t unlisted() const { return m_unlisted; } ///< findings that had no room
    void clear();

private:
    /// Rule, then id.
    using Key = std::pair<int, int>;
    struct Entry
    {
        Explanation explanation;
        QString same;
    };

    std::map<Key, Entry> m_entries;
    QHash<QString, Key> m_bySame;
    QHash<int, Key> m_byId;
    QHash<int, int> m_perRule;
    int m_lastId = 0;
    std::int64_t m_revision = 0;
    std::int64_t m_unlisted = 0;
};

} // namespace sockscope
