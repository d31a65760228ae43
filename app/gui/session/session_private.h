// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <QTemporaryDir>

namespace sockscope {

struct Session::Private
{
    Private(QString program, std::shared_ptr<DebugLists> lists)
        : engineProgram(std::move(program))
        , view(std::move(lists))
    {
    }

    bool createJournalFolder(); ///< false, and the status says why, where there is none
    void createEngine(Session *session);
    void connectDebugger(Session *session, EngineProcess *process);
    void sayWhatWaits();
    [[nodiscard]] QStringList options() const; ///< of a session by hand, as flags of `sockscope run`

    QString engineProgram;
    SessionView view;
    SessionStatus &status = *view.status();
    JournalSession &journal = *view.journal();
    std::unique_ptr<QTemporaryDir> folder; ///< of the journal; mode 0700
    std::unique_ptr<EngineProcess> engine;
    QList<Record> ownLines; ///< said by the window, to follow what the journal still has
    bool isByHand = false;  ///< the engine takes snippets, and runs no script of its own
    bool isReady = false;   ///< it takes them now
    bool isRecording = false;
    QList<std::function<void()>> waiting; ///< until it does
    qint64 lastId = 0;
};

} // namespace sockscope
