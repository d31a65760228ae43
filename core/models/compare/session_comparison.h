// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/compare/row_collector.h"

#include <QString>

#include <functional>
#include <memory>

namespace sockscope {

/// A session that is compared, with the name that people know it by.
struct ComparisonSource
{
    QString path;
    QString name;
};

struct ComparisonOptions
{
    ComparisonLimits limits{};
    /// Told how far it is, 0 to 1; false cancels.
    std::function<bool(double done)> progress{};
};

/// Two recorded sessions side by side, the first socket with the first and so on: every byte that their sockets sent
/// and received, with what corresponds on one row, and the states they went through. Times don't count, nor how bytes
/// were cut into chunks. Has both journals open. Needs memory for the rows (ComparisonLimits) and a few numbers for
/// each chunk, none for the bytes.
///
/// It is made on any thread and then belongs to one: reading moves the journals' readers.
class SessionComparison
{
public:
    using Source = ComparisonSource;
    using Options = ComparisonOptions;
    enum class Side { First, Second };

    SessionComparison(Source first, Source second);

    /// False where a journal can't be read (error() is a sentence) or `progress` cancelled (isCancelled()).
    [[nodiscard]] bool compare(const Options &options = {});

    [[nodiscard]] const std::vector<ComparisonRow> &rows() const { return m_rows; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }
    [[nodiscard]] const Source &source(Side side) const { return side == Side::First ? m_firstSource : m_secondSource; }
    [[nodiscard]] std::size_t pairs() const;          ///< of sockets
    [[nodiscard]] std::size_t differentPairs() const; ///< of them, those that differ in anything
    [[nodiscard]] bool isDifferent(std::size_t place) const { return m_isDifferent[place]; }
    /// The socket of a pair; its number is 0 where the session has none there.
    [[nodiscard]] const SocketTrace &socket(Side side, std::size_t place) const;
    /// The bytes of a row on one side. Empty, also where the journal can't be read any more.
    [[nodiscard]] QByteArray bytes(Side side, const ComparisonRow &row);
    [[nodiscard]] std::int64_t unlisted() const { return m_unlisted; } ///< rows that differ and are not in rows()

private:
    [[nodiscard]] bool load(const Options &options);
    [[nodiscard]] bool alignPair(std::size_t place, RowCollector &collector, const Options &options);
    [[nodiscard]] std::int64_t totalBytes() const;

    Source m_firstSource;
    Source m_secondSource;
    SessionTrace m_first;
    SessionTrace m_second;
    std::vector<ComparisonRow> m_rows;
    std::vector<bool> m_isDifferent; // by pair
    std::int64_t m_unlisted = 0;
    std::int64_t m_totalBytes = 1;
    std::int64_t m_doneBytes = 0; // of the pairs before
    QString m_error;
    bool m_isCancelled = false;
};

} // namespace sockscope
