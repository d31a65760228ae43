// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>

namespace sockscope {

/// What a journal record tells. The numbers are the file format (docs/journal-format.md): never reuse one.
enum class RecordKind : std::uint8_t {
    FileName = 1,        ///< payload: UTF-8 name of a script file; `location.file` holds the id that later records use
    SessionStarted = 2,  ///< payload: JSON object {"script","program","version","args":[..]}
    SessionFinished = 3, ///< payload: JSON object {"exitCode","reason"}
    IterationStarted = 4,
    IterationFinished = 5, ///< payload: "complete", "failed" or "interrupted"
    SocketCreated = 6,     ///< payload: JSON object of the socket's tags, or empty
    ConnectStarted = 7,    ///< payload: "host:port" as given, with " tls" behind it for TLS
    Endpoints = 8,         ///< payload: JSON object {"local":"ip:port","remote":"ip:port"}; written at connect
    StateChanged = 9,      ///< stateBefore, stateAfter; cause says why ("connect()", "peer FIN", "destroy()", ...)
    BytesReceived = 10,    ///< payload: the bytes of one data event; cause "no handler" where they were dropped
    BytesSent = 11,        ///< payload: the bytes handed to the operating system for one write()
    EventDelivered = 12,   ///< payload: event name; cause "no handler" where there was none; time: when handled
    SocketError = 13,      ///< payload: message; cause: method ("connect", "read", "write")
    SocketTimeout = 14,    ///< idle read timer expired
    CallRefused = 15,      ///< payload: sentence; a call that the socket's state did not allow; cause: method
    TlsEstablished = 16,   ///< payload: JSON object {"version","cipher","verified":bool,"subject","issuer"}
    PromiseSettled = 17,   ///< payload: "connect() fulfilled", "write() rejected: ..."
    Console = 18,          ///< payload: one console line of the script; `level`
    Log = 19,              ///< payload: one log line of the program itself; `level`
    Exception = 20,        ///< payload: message and stack as k6 prints it; cause: "setup()" and the like that it ended
    CaptureStopped = 21,   ///< payload: sentence; the size cap was reached or the disk is full
    Note = 22,             ///< payload: text of a person's note
    Evaluated = 23,        ///< payload: an expression evaluated by hand; its result follows as Console
    TcpInfo = 24,          ///< payload: JSON object of the kernel's view (see net/tcp_info.h)
    Source = 25,           ///< payload: UTF-8 text of the script file `location.file` as it was run; cause where cut
    IdleTimeoutSet = 26,   ///< payload: milliseconds in decimal digits, "0" where it was switched off
    RunProgressed = 27,    ///< payload: JSON object of a run at one moment (docs/journal-format.md, "Runs")
    RunSummary = 28,       ///< payload: UTF-8 text of the end-of-test summary
    Uncaptured = 29,       ///< payload: JSON object {"vus"}: virtual users from this number on are not recorded
    DebugPaused = 30,      ///< payload: JSON object {"ms","reason","url","line"}; written when the VU goes on
    HandlerSet = 31,       ///< payload: event name; cause "replaces", "none" or "unknown event"
    IterationHeld = 32,    ///< payload: JSON object {"ms","sockets"}: nothing but open sockets keeps the iteration
};

/// The k6 lifecycle of a socket as the journal stores it; the numbers equal those of Socket::State.
enum class JournalState : std::uint8_t { Disconnected = 0, Opening = 1, Open = 2, Destroyed = 3, None = 255 };

enum class LogLevel : std::uint8_t { Debug = 0, Info = 1, Warning = 2, Error = 3 };

/// A place in a script in the author's own file: line and column count from 1; file 0 means unknown.
struct ScriptLocation
{
    std::uint32_t file = 0; ///< id of a FileName record
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    bool operator==(const ScriptLocation &) const = default;
};

/// The fields that every record has, without the variable-length ones.
struct RecordHead
{
    std::int64_t timeNs = 0; ///< monotonic nanoseconds since the session started
    RecordKind kind = RecordKind::Note;
    JournalState stateBefore = JournalState::None;
    JournalState stateAfter = JournalState::None;
    LogLevel level = LogLevel::Info;
    std::uint32_t vu = 0;        ///< __VU, 0 outside of any
    std::uint32_t iteration = 0; ///< __ITER
    std::uint32_t socket = 0;    ///< number of the socket in its session from 1, 0 where none is concerned
    ScriptLocation location;
};

/// One record as it is read back.
struct Record : RecordHead
{
    QString cause;
    QByteArray payload;
    std::int64_t offset = -1; ///< byte offset in the file it was read from, for JournalReader::at()
};

} // namespace sockscope
