// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace sockscope {

/// What a script is to stop at, as a person set it. Plain data.
struct Breakpoint
{
    enum class Kind {
        Line,      ///< of a script
        Event,     ///< something that happens to a socket
        Exception, ///< one of the three filters; always there, switched on or off
    };
    enum class Placement {
        Unknown,  ///< nothing was run with it yet
        Placed,   ///< it stands at a statement
        Unplaced, ///< it can't stop anything, or not yet: `message` says why
    };

    Kind kind = Kind::Line;
    bool isEnabled = true;
    QString condition;  ///< an expression; empty: always
    QString file;       ///< Line: path of the script
    int line = 0;       ///< Line: from 1
    int hitCount = 0;   ///< Line: stops from this hit on; 0: from the first
    QString logMessage; ///< Line: printed in place of stopping
    QString event;      ///< Event: "data", "connect", ... Exception: "caught", "uncaught", "rejections"
    int socket = 0;     ///< Event: its number; 0: any
    int nth = 0;        ///< Event: only this chunk of a socket; 0: each
    QString pattern;    ///< Event: bytes that a chunk has to hold, as text or hexadecimal digits
    bool isHex = false; ///< Event: `pattern` is hexadecimal

    // What the run with it says.
    Placement placement = Placement::Unknown;
    QString message;
    int placedLine = 0; ///< where it stops, where that is another line
    int id = 0;         ///< of the run's debugger; 0: none

    [[nodiscard]] bool isPlain() const { return condition.isEmpty() && hitCount == 0 && logMessage.isEmpty(); }
    /// What the debugger is asked for.
    [[nodiscard]] QJsonObject request() const;
    /// For remembering it. Bytes to wait for are payload, which is remembered nowhere.
    [[nodiscard]] bool isMemorable() const { return pattern.isEmpty(); }
    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing where it is none.
    [[nodiscard]] static std::optional<Breakpoint> fromJson(const QJsonObject &object);
};

} // namespace sockscope
