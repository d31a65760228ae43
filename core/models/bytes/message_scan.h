// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing/framer.h"
#include "framing/function_framer.h"
#include "journal/journal_reader.h"
#include "models/bytes/byte_index.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <memory>
#include <vector>

namespace sockscope {

/// Finds the messages of one socket, in both directions at once, as its bytes come in: in slices of a few milliseconds
/// between which the event loop runs. Bounded: at most `limit` messages, 12 bytes of memory each.
class MessageScan : public QObject
{
    Q_OBJECT
public:
    static constexpr int DefaultLimit = 4'000'000;

    /// Both must outlive it. `program` runs FramingKind::Function, see FunctionFramer.
    MessageScan(const ByteIndex &index, JournalReader &reader, int limit = DefaultLimit, QObject *parent = nullptr);
    ~MessageScan() override;

    void setProgram(const QString &program) { m_program = program; }
    /// Starts anew.
    void start(quint32 socket, const FramingSpec &spec);
    void stop(); ///< and forgets everything

    [[nodiscard]] const SocketBytes &chunks() const { return m_index.socket(m_socket); }
    [[nodiscard]] int count() const { return static_cast<int>(m_order.size()); } ///< whole messages, both directions
    [[nodiscard]] int count(bool received) const { return static_cast<int>(m_lanes[received].ends.size()); }
    /// Direction and number (from 0) of the message that was complete as the `i`th.
    [[nodiscard]] std::pair<bool, int> at(int i) const;
    /// Where a message starts among the bytes of its direction; of number count(), the one that isn't complete.
    [[nodiscard]] qint64 startOf(bool received, int number) const;
    [[nodiscard]] qint64 endOf(bool received, int number) const
    {
        return m_lanes[received].ends[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] int numberAt(bool received, qint64 position) const; ///< of the message that has this byte
    [[nodiscard]] int endingBy(bool received, qint64 position) const; ///< how many end at or before it
    [[nodiscard]] qint64 scanned(bool received) const { return m_lanes[received].fed; } ///< bytes looked at
    [[nodiscard]] qint64 missing(bool received) const; ///< what the incomplete message needs, -1 for unknown
    [[nodiscard]] int split(bool received) const { return m_lanes[received].split; }   ///< came in more than one chunk
    [[nodiscard]] int inside(bool received) const { return m_lanes[received].inside; } ///< start inside a chunk
    [[nodiscard]] bool hasFailed(bool received) const { return m_lanes[received].failed; } ///< the rest isn't cut
    [[nodiscard]] bool isBusy() const { return m_timer.isActive() || m_isWaiting; }
    [[nodiscard]] QString error() const { return m_error; } ///< why it stopped, as a sentence

Q_SIGNALS:
    void advanced(); ///< messages were found, bytes were looked at, or an error came
    void restarted();

private:
    struct Lane
    {
        std::unique_ptr<Framer> framer;
        std::unique_ptr<FunctionFramer> function;
        std::vector<qint64> ends;
        qint64 fed = 0;
        qint64 missing = -1;
        int split = 0;
        int inside = 0;
        bool failed = false;
    };
    void run();
    qint64 feedNext(const SocketBytes &all);
    void feedFramer(bool received, FramedPiece piece);
    void feedFunction(bool received);
    void startFunction(bool received);
    void add(bool received, const QList<qint64> &ends);
    bool addOne(bool received, qint64 end);
    [[nodiscard]] QByteArray take(qint64 bytes);
    void fail(bool received, const QString &sentence);
    [[nodiscard]] bool hasMore() const { return m_chunk < chunks().count(); }

    const ByteIndex &m_index;
    JournalReader &m_reader;
    int m_limit;
    QString m_program = framingProgram();
    quint32 m_socket = 0;
    FramingSpec m_spec;
    QTimer m_timer;
    int m_chunk = 0;              ///< the next to look at
    qint64 m_inChunk = 0;         ///< what was looked at of it
    bool m_isWaiting = false;     ///< for a function
    std::array<Lane, 2> m_lanes;  ///< sent, received
    std::vector<quint32> m_order; ///< number, and in the highest bit the direction
    QList<qint64> m_ends;         ///< of the piece that is looked at
    QString m_error;
};

} // namespace sockscope
