// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace sockscope {

/// Reads a journal in batches on its own thread's event loop, from the start and then as it grows, at the rate of a
/// display. A batch is bounded in records, bytes and time, so that a window stays responsive while a long journal
/// loads.
class JournalFollower : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        int intervalMs = 16; ///< between two looks at a journal that was read to its end
        int recordsPerBatch = 4096;
        std::int64_t payloadBytesPerBatch = 8 << 20; ///< a batch ends behind the record that reaches it
        int millisecondsPerBatch = 6;                ///< for reading; what the slots do comes on top
    };

    explicit JournalFollower(QObject *parent = nullptr);
    explicit JournalFollower(const Limits &limits, QObject *parent = nullptr);

    /// Starts with the first record of the file, which may not exist yet: then the follower waits for it. Ends an
    /// earlier following.
    void follow(const QString &path);
    void stop(); ///< no signal comes after it
    /// Tells that nobody writes any more (the engine process is gone): the follower ends where the file ends.
    void setWriterGone();
    [[nodiscard]] bool isFollowing() const { return m_timer.isActive(); }
    /// For file names and for reading single records again; on the follower's thread only. Its next() is the
    /// follower's.
    [[nodiscard]] JournalReader &reader() { return m_reader; }

Q_SIGNALS:
    void opened();                                             ///< the file is there and is a journal
    void recordsRead(const QList<sockscope::Record> &records); ///< at least one, in the order of the file
    void caughtUp();                      ///< all that was written so far has been read; again after each growth
    void ended();                         ///< the last signal: the journal was closed and read to its end
    void failed(const QString &sentence); ///< the last signal: not a journal, or damaged from here on

private:
    bool openReader();
    void readBatch();
    bool report(const QList<Record> &batch, bool atEnd);
    [[nodiscard]] QList<Record> takeBatch(bool *atEnd);
    void fail(const QString &sentence);

    Limits m_limits;
    JournalReader m_reader;
    QTimer m_timer;
    QString m_path;
    int m_generation = 0; ///< tells a slot's follow() or stop() from the following that called the slot
    bool m_isOpen = false;
    bool m_isCaughtUp = false;
    bool m_writerGone = false;
};

} // namespace sockscope
