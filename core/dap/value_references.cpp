// SPDX-License-Identifier: GPL-3.0-or-later
#include "dap/value_references.h"

#include <limits>

namespace sockscope {

int ValueReferences::add(const Value &value)
{
    if (m_next == std::numeric_limits<int>::max())
        m_next = 1; // those given out first are long forgotten
    m_values.insert(m_next, value);
    return m_next++;
}

std::optional<ValueReferences::Value> ValueReferences::value(int reference) const
{
    const auto found = m_values.constFind(reference);
    return found == m_values.constEnd() ? std::nullopt : std::optional(*found);
}

void ValueReferences::forget(int thread)
{
    m_values.removeIf([thread](const auto &entry) { return entry.value().thread == thread; });
}

} // namespace sockscope
