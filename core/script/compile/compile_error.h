// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// Why a script could not be compiled, loaded or linked. Empty when all is well.
struct CompileError
{
    QString name;              ///< the class of the error that a script sees: "SyntaxError" or "GoError"
    QString message;           ///< the whole sentence as k6 words it, with url and position where there are any
    QString text;              ///< the sentence without url and position, for a list beside an editor
    QString url;               ///< the file it is about; may be empty
    int line = 0;              ///< from 1; 0: no position
    int column = 0;            ///< from 1, in UTF-16 units
    bool isIncomplete = false; ///< the text ends too early: more input could make it valid
    bool isLinkError =
        false; ///< the files are right each on its own, and an import asks for what a module does not export

    [[nodiscard]] bool isEmpty() const { return message.isEmpty(); }
};

} // namespace sockscope
