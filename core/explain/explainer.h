// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explain_rule.h"
#include "explain/fact_book.h"

#include <array>
#include <queue>
#include <vector>

namespace sockscope {

/// Reads a journal, whole or as it grows, and tells what in it explains why a script does not do what its author
/// expects: "Why?". Each record is read once and takes a bounded time, and memory is bounded (FactBook, FindingList),
/// so that it keeps up with sessions of any length. Not thread-safe.
class Explainer
{
public:
    /// So long after a socket's last action it counts as quiet: somebody waits for something that does not come.
    static constexpr std::int64_t QuietNs = 2'000'000'000;

    Explainer();
    ~Explainer();

    void read(const Record &record);
    /// It is `timeNs` now, and nothing was recorded meanwhile: silence is a finding, too. Times that have passed are
    /// ignored.
    void advanceTo(std::int64_t timeNs);
    void finish(); ///< nothing more will come
    void clear();

    [[nodiscard]] const FindingList &findings() const { return m_findings; }
    [[nodiscard]] std::int64_t records() const { return m_records; } ///< read so far
    /// The name of a script file in the findings' locations.
    [[nodiscard]] QString fileName(std::uint32_t id) const { return m_book.fileName(id); }

private:
    /// When a socket is looked at again, and which.
    using Look = std::pair<std::int64_t, std::uint32_t>;

    void readOfSocket(const SeenRecord &seen, SocketFacts &socket);
    void watchForSilence(SocketFacts &socket);
    void socketEnded(SocketFacts &socket);
    void excusePause(const Record &record);

    FindingList m_findings;
    FactBook m_book;
    std::vector<std::unique_ptr<ExplainRule>> m_rules;
    std::array<std::vector<ExplainRule *>, 256> m_readers; ///< by kind
    std::priority_queue<Look, std::vector<Look>, std::greater<>> m_looks;
    std::int64_t m_records = 0;
    std::int64_t m_nowNs = 0;
};

/// The explanation's line: "script.js:12", empty where unknown.
[[nodiscard]] QString placeText(const Explainer &explainer, const ScriptLocation &location);

} // namespace sockscope
