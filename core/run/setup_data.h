// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <mutex>
#include <utility>

namespace sockscope {

/// What setup() returned, for VUs, teardown() and the summary. Thread-safe: it may be replaced while the test runs.
class SetupData
{
public:
    /// JSON; empty where setup() returned nothing.
    [[nodiscard]] QByteArray json() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_json;
    }
    void set(QByteArray json)
    {
        const std::scoped_lock lock(m_mutex);
        m_json = std::move(json);
    }

private:
    mutable std::mutex m_mutex;
    QByteArray m_json;
};

} // namespace sockscope
