// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstdint>
#include <functional>

namespace sockscope {

/// Where two streams of bytes part, or that they don't.
struct StreamComparison
{
    std::int64_t firstBytes = 0; ///< lengths
    std::int64_t secondBytes = 0;
    std::int64_t differsAt = -1; ///< offset of the first different byte, or of the end of the shorter; -1: equal
    std::int64_t contextAt = 0;  ///< offset of the context, a multiple of 16
    QByteArray firstContext{};   ///< up to 48 bytes around the difference
    QByteArray secondContext{};
    qsizetype chunksDifferAt = -1; ///< index of the first chunk of another length, -1: equal or not asked for

    [[nodiscard]] bool isEqual() const { return differsAt < 0 && chunksDifferAt < 0; }
};

/// Two sockets that stand at the same place in their sessions. A socket that one session doesn't have is 0 there.
struct SocketComparison
{
    std::uint32_t first = 0; ///< its number in its session
    std::uint32_t second = 0;
    StreamComparison sent;
    StreamComparison received;
    QString firstStates; ///< "disconnected → opening → open → destroyed (peer)"
    QString secondStates;
    bool statesDiffer = false; ///< but not where one recording ends before this side closed

    [[nodiscard]] bool isEqual() const;
};

/// How two sessions differ in what their sockets did.
struct JournalComparison
{
    QList<SocketComparison> sockets; ///< in the order in which they were made
    QString error;                   ///< a sentence where one of them could not be read; then nothing else counts
    bool isCancelled = false;

    [[nodiscard]] bool isEqual() const;
};

/// What of two sessions is compared. Times never are, nor what isn't a socket's.
struct CompareOptions
{
    bool chunks = false; ///< the borders of writes and data events count, too
    /// Told how far it is, 0 to 1; false cancels.
    std::function<bool(double done)> progress{};
};

/// Compares the sockets of two journals, the first with the first and so on: the bytes sent, the bytes received, and
/// the states with who ended the connection. A connection that is still open where one recording ends may have been
/// closed by this side in the other. Needs memory for a few blocks of the streams, whatever their length; may
/// run on any thread.
[[nodiscard]] JournalComparison compareJournals(const QString &first, const QString &second,
                                                const CompareOptions &options = {});

/// The comparison as text for a terminal: a line a socket, and what differs below it.
[[nodiscard]] QString comparisonText(const JournalComparison &comparison);

} // namespace sockscope
