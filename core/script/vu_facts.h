// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

namespace sockscope {

class VirtualUser;

/// What modules of a virtual user can tell about themselves while it stands still, for the debugger, which knows none
/// of them. A service of the virtual user, on its thread.
class VuFacts
{
public:
    explicit VuFacts(VirtualUser &) {}

    /// `source` is asked when somebody looks; it must not run the script's code.
    void add(const QString &name, std::function<QJsonArray()> source)
    {
        m_sources.emplace_back(name, std::move(source));
    }
    [[nodiscard]] QJsonObject collect() const
    {
        QJsonObject all;
        for (const auto &[name, source] : m_sources)
            all.insert(name, source());
        return all;
    }

private:
    std::vector<std::pair<QString, std::function<QJsonArray()>>> m_sources;
};

} // namespace sockscope
