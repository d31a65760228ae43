// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace sockscope {

/// A breakpoint on a line, as somebody asked for it.
struct LineBreakpoint
{
    int line = 0;       ///< from 1
    int column = 0;     ///< from 1; 0: the first statement of the line
    QString condition;  ///< an expression; empty: always
    int hitCount = 0;   ///< which hits stop; 0: all
    QString logMessage; ///< where not empty, it is printed in place of stopping; {expression} gives values
    enum class HitRule { From, Only, Every };
    HitRule hitRule = HitRule::From; ///< from the nth on, the nth, each nth
};

/// What became of it.
struct PlacedBreakpoint
{
    int id = 0;
    bool verified = false; ///< a statement was found; else `message` says why not (yet)
    int line = 0;          ///< of the statement: the next one where the line asked for has none
    int column = 0;
    QString message;
};

/// A breakpoint on what happens to sockets.
struct EventBreakpoint
{
    enum class Kind { Connect, Data, Close, Error, Timeout, State, Write, Promise, Any };
    Kind kind = Kind::Any;
    int socket = 0;     ///< number of the socket in its session; 0: any
    QByteArray pattern; ///< Data, Write: bytes that the chunk has to hold; empty: any
    int nth = 0;        ///< Data, Write: only the nth chunk of a socket, from 1; 0: each
    /// Evaluated where the script would stop, with the variables of the event's handler; empty: always. Where no
    /// handler hears of the event, it sees the globals.
    QString condition;
};

/// Which exceptions stop a script.
struct ExceptionFilter
{
    bool caught = false;     ///< also those that a catch clause is going to take
    bool uncaught = false;   ///< those that nothing takes
    bool rejections = false; ///< rejected promises that nothing handles

    [[nodiscard]] bool any() const { return caught || uncaught || rejections; }
};

enum class StepKind {
    Continue,
    Over,      ///< the next statement of the same activation, also behind an await; or of its caller
    Into,      ///< the next statement
    Out,       ///< the next statement of the caller, or of the awaiting caller
    ToCursor,  ///< a line
    NextEvent, ///< the next event of a socket of this virtual user
};

struct DebugLocation
{
    QString url; ///< file:///abs/script.js; empty: unknown
    int line = 0;
    int column = 0;
    int endLine = 0; ///< of the statement; 0: unknown
    int endColumn = 0;
};

/// A virtual user stands still.
struct DebugPause
{
    enum class Reason { Breakpoint, Step, Pause, Exception, Event, Entry };
    int thread = 0; ///< number of the virtual user in this debug run: `vu` repeats for init, setup() and teardown()
    int vu = 0;     ///< __VU
    Reason reason = Reason::Pause;
    QString text;           ///< the event or the exception
    QList<int> breakpoints; ///< ids of those that were hit
    DebugLocation location;
};

struct DebugFrame
{
    int id = 0; ///< of this pause
    QString name;
    DebugLocation location;
    bool isAsync = false;   ///< waits for a frame above it
    bool hasValues = false; ///< its variables can be looked at
};

struct DebugStack
{
    QList<DebugFrame> frames; ///< innermost first
    QString origin;           ///< the event that the script is handling: `data of socket 2`; empty where unknown
    bool isCut = false;       ///< there are more frames
};

struct DebugScope
{
    QString name;
    QString kind; ///< local, closure, module, global
    int handle = 0;
    int named = 0;
};

struct DebugVariable
{
    QString name;
    QString type;
    QString value;  ///< one line, bounded
    int handle = 0; ///< for what is inside; 0: nothing. Valid until the script goes on
    int named = 0;  ///< members; 1 where their number is not known
    int indexed = 0;
    bool isLazy = false; ///< a getter: what is inside runs the script's code
    bool isWritable = false;
};

/// The answer to an evaluation or an assignment.
struct DebugValue
{
    std::optional<DebugVariable> value;
    QString error; ///< where there is no value
};

} // namespace sockscope
