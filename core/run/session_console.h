// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <memory>

namespace sockscope {

class JournalWriter;
class LogSink;
struct TestRunConfig;

/// The interactive virtual user of a session: evaluates snippets one after the other in one context, with live sockets
/// in between. `Socket`, the k6 functions and `require` are there from the start. Its VU lives on a thread of its own.
class SessionConsole : public QObject
{
    Q_OBJECT
public:
    SessionConsole(const TestRunConfig &config);
    ~SessionConsole() override; ///< interrupts what runs and closes its sockets

    /// Evaluates; ends in evaluated() with the same id. Snippets wait for those before them.
    void evaluate(int id, const QString &text);
    /// True where a destroyed or stopped console's script does not react.
    [[nodiscard]] bool isStuck() const;

Q_SIGNALS:
    void evaluated(int id, bool ok, const QString &text, bool incomplete);

private:
    class Worker;
    std::unique_ptr<QThread> m_thread;
    struct Shared;
    std::unique_ptr<Shared> m_shared;
};

} // namespace sockscope
