// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/script_steps.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace sockscope {

/// Writes steps as the text of an ES module for k6.
class ScriptWriter
{
public:
    explicit ScriptWriter(const ScriptSteps &steps);

    /// The whole text. `redactions` is how many parts of what was sent and received are masked.
    [[nodiscard]] QString text(const QDateTime &startedAt, std::uint64_t redactions);

private:
    struct Target
    {
        QString host;
        int port = 0;
        bool operator==(const Target &) const = default;
    };

    [[nodiscard]] QString heading(const QDateTime &startedAt, std::uint64_t redactions) const;
    [[nodiscard]] QString constants() const;
    [[nodiscard]] QString helper() const;
    [[nodiscard]] QString body() const;
    [[nodiscard]] QString statement(const ScriptStep &step) const;
    [[nodiscard]] QString creation(const ScriptStep &step) const;
    [[nodiscard]] QString connection(const ScriptStep &step) const;
    [[nodiscard]] QString nameOf(std::uint32_t socket) const;
    [[nodiscard]] bool has(ScriptStep::Kind kind) const;
    [[nodiscard]] bool hasFailedConnect() const;

    const ScriptSteps &m_steps;
    QList<Target> m_targets; ///< in the order in which they were connected to
    bool m_isSingle = true;  ///< only one socket
};

} // namespace sockscope
