// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session_view.h"

#include <QObject>
#include <QString>

#include <memory>

namespace sockscope {

/// The session that the window shows: its engine process, the journal of that process, and the status in words. Each
/// run is a new engine with a new journal; the models show the latest.
class Session : public QObject
{
    Q_OBJECT
public:
    /// `engineProgram` is the path of the sockscope executable.
    explicit Session(const QString &engineProgram, QObject *parent = nullptr);
    ~Session() override; ///< ends the engine as shutDown() does

    [[nodiscard]] SessionView *view() const; ///< what the panels show
    [[nodiscard]] SessionStatus *status() const { return view()->status(); }
    [[nodiscard]] JournalSession *journal() const { return view()->journal(); }

    [[nodiscard]] qint64 engineProcessId() const; ///< 0 while none runs

    /// Runs a script that stands at `path` and reads `text`; `saved` tells that the file there has the same text. A
    /// script that asks the environment for TCP_PORT where there is none gets the built-in echo peer.
    void run(const QString &path, const QString &text, bool saved);
    /// Asks the run to end; after 2 s the engine is killed.
    void stop();
    /// Ends the engine, blocking for 1.5 s at most, and removes the journal.
    void shutDown();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
