// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace sockscope {

/// A piece of a script in the author's own file. Lines and columns count from 1, columns in UTF-16 units; line 0:
/// unknown.
struct ScriptRange
{
    int line = 0;
    int column = 0;
    int endLine = 0; ///< the place behind the last character
    int endColumn = 0;

    [[nodiscard]] bool contains(int atLine, int atColumn) const
    {
        return std::pair(line, column) <= std::pair(atLine, atColumn) &&
               std::pair(atLine, atColumn) < std::pair(endLine, endColumn);
    }
    bool operator==(const ScriptRange &) const = default;
};

/// A place where a debug run can stop.
struct ProbePoint
{
    enum class Kind {
        Statement,   ///< before a statement
        Test,        ///< before each test of a while loop
        Header,      ///< the head of a for loop, for the values of callers only: nothing stops there
        Caught,      ///< a catch clause is entered
        FunctionEnd, ///< a function ends without a return statement
        Await,       ///< an await expression, for telling where functions wait: nothing stops there
    };
    Kind kind = Kind::Statement;
    ScriptRange range;
    int function = 0; ///< index into ModuleProbes::functions
    int locals = 0;   ///< index into ModuleProbes::nameLists: what the probe hands over, in that order
    int closures = 0; ///< likewise: variables of the functions around that the function uses

    [[nodiscard]] bool isBreakable() const
    {
        return kind != Kind::Header && kind != Kind::Caught && kind != Kind::Await;
    }
};

/// A variable that a probe knows.
struct ProbeName
{
    QString name;
    bool isWritable = false;
};

struct ProbeFunction
{
    /// As the author calls it, or after what it is assigned or handed to; "(module)" for the module's own code; may be
    /// empty.
    QString name;
    ScriptRange range;
    bool isResumable = false; ///< async functions, generators, and modules with top-level await
    int parent = -1;          ///< index of the function around it; -1 for the module's own code
};

/// What the probes of a compiled module stand for. Immutable; any thread.
struct ModuleProbes
{
    int base = 0;   ///< the number of the first probe; numbers are unique in a program
    QString prefix; ///< of the names that the probes use
    QList<ProbePoint> points;
    QList<QList<ProbeName>> nameLists;
    QList<ProbeFunction> functions; ///< the first is the module's own code
    struct Try
    {
        ScriptRange range; ///< of the block whose exceptions are caught
        int function = 0;
    };
    QList<Try> tries;
};

/// A script with probes put in. Offsets are in UTF-16 units of the text that was instrumented.
struct InstrumentedText
{
    struct Insertion
    {
        qsizetype offset = 0;
        QString text;
    };
    struct Place
    {
        qsizetype begin = 0;
        qsizetype end = 0;
    };
    QList<Insertion> insertions; ///< in order
    ModuleProbes probes;         ///< without ranges
    QList<Place> pointPlaces;    ///< of each point
    QList<Place> functionPlaces; ///< of each function
    QList<Place> tryPlaces;      ///< of each try
};

/// Puts probes into a text of JavaScript; nothing where it can't be read. `base` is the number of the first probe, and
/// nothing in the text begins with `prefix`. To be called on one thread at a time.
using InstrumentScript =
    std::function<std::optional<InstrumentedText>(const QString &text, int base, const QString &prefix)>;

} // namespace sockscope
