// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <utility>

namespace sockscope::test {

using Environment = QList<std::pair<QString, QString>>;

/// A process of the real program with its streams kept as they come. Whatever of it is left is killed with the object.
/// Waiting spins the event loop until a condition holds or a deadline has passed.
class Program
{
public:
    /// The environment is the test's own without what would change the program's behaviour (K6_*, TCP_*, NO_COLOR),
    /// and with `environment`.
    explicit Program(QStringList arguments, const Environment &environment = {});
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    QProcess &process() { return m_process; } ///< for settings before start()
    [[nodiscard]] bool start();
    void write(const QByteArray &bytes) { m_process.write(bytes); }
    void closeInput() { m_process.closeWriteChannel(); }
    void signal(int number) const;

    [[nodiscard]] bool waitFor(const std::function<bool()> &condition, int ms = 30'000);
    [[nodiscard]] bool waitForOut(const QByteArray &part);
    [[nodiscard]] bool waitForErr(const QByteArray &part);
    [[nodiscard]] bool waitForEnd(int ms = 30'000);
    /// Until the system says that it is stopped (SIGSTOP).
    [[nodiscard]] bool waitForHalt();
    /// Until the process has used more processor time than a busy start: it is inside of what it was told to do.
    [[nodiscard]] bool waitForWork(int ms = 300);

    [[nodiscard]] bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    [[nodiscard]] int exitCode() const; ///< -1 unless it has ended by itself
    [[nodiscard]] const QByteArray &out() const { return m_out; }
    [[nodiscard]] const QByteArray &err() const { return m_err; }
    [[nodiscard]] QByteArray told() const; ///< everything above, for a test's failure message

private:
    QStringList m_arguments;
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};

/// What a process left behind.
struct Outcome
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    QByteArray told;
};

/// Runs the program to its end with `input` on its standard input.
[[nodiscard]] Outcome runProgram(const QStringList &arguments, const QByteArray &input = {},
                                 const Environment &environment = {});

/// Log lines in text form without their time, which is checked to be one.
[[nodiscard]] QByteArray withoutTimes(const QByteArray &log);

/// The lines of a text, without the empty piece behind the last line feed.
[[nodiscard]] QList<QByteArray> lines(const QByteArray &text);

/// Files of one test.
class Folder
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Writes a file and returns its path.
    QString write(const QString &name, const QByteArray &contents) const;
    [[nodiscard]] QByteArray read(const QString &name) const;

private:
    QTemporaryDir m_folder;
};

} // namespace sockscope::test
