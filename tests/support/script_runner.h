// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log.h"
#include "run/test_run.h"

#include <QMutex>
#include <QTemporaryDir>

namespace sockscope::test {

/// Keeps what is logged. Thread-safe.
class LogRecorder : public LogSink
{
public:
    void write(const LogRecord &record) override;
    [[nodiscard]] QList<LogRecord> records() const;
    /// The messages of console.* lines, or of all others.
    [[nodiscard]] QStringList console() const;
    [[nodiscard]] QStringList messages(LogLevel level) const;

private:
    mutable QMutex m_mutex;
    QList<LogRecord> m_records;
};

/// What a script run told and how it ended.
struct ScriptRun
{
    QStringList console; ///< console.* lines, in order; those of the init code too
    QStringList errors;  ///< other records of level error
    QStringList warnings;
    QList<LogRecord> log; ///< everything
    TestRunResult result;
};

struct ScriptOptions
{
    QHash<QString, QString> env;
    RunOptions overrides;
    JournalWriter *journal = nullptr;
    VuDebuggerFactory *debugger = nullptr;
    QHash<QString, QString> files; ///< other files beside the script, by relative path
    QString name = QStringLiteral("script.js");
};

/// Writes the source to a file in a folder of its own and runs it as `sockscope run` does, on the calling thread.
[[nodiscard]] ScriptRun runScript(const QString &source, const ScriptOptions &options = {});

/// The console lines of `export default async function () { <body> }` with `import { Socket } from "k6/x/tcp"` above.
/// Lines of the init code are not among them.
[[nodiscard]] ScriptRun runBody(const QString &body, const ScriptOptions &options = {});

} // namespace sockscope::test
