// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace sockscope {

/// What a person is about to complete: "await sockets[3].wr" before the caret is the chain {"sockets", "3"} and the
/// prefix "wr". Positions count UTF-16 code units.
struct CompletionContext
{
    bool isCode = false; ///< false inside a string, a comment, or behind a value that no name stands for
    QStringList chain;   ///< the objects before the last dot, outermost first
    QString prefix;      ///< what is already there of the name, may be empty
    qsizetype from = 0;  ///< where the prefix starts

    [[nodiscard]] static CompletionContext at(QStringView text, qsizetype position);
};

/// The call that a caret is in: "socket.write("a", " is the second argument of {"socket", "write"}.
struct CallContext
{
    QStringList callee; ///< empty where the caret is in none
    int argument = 0;   ///< from 0
    qsizetype open = 0; ///< position of its parenthesis

    [[nodiscard]] static CallContext at(QStringView text, qsizetype position);
};

} // namespace sockscope
