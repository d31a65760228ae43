// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// The path of a script that the debugger names as a url: "file:///a/b.js" is "/a/b.js". Others stay as they are.
[[nodiscard]] QString scriptPath(const QString &url);
/// A file that a journal or the debugger names is the script at `path`. Journals may name it without its folders.
[[nodiscard]] bool isScript(const QString &path, const QString &file);
/// "b.js:14", as places are shown; empty without a line.
[[nodiscard]] QString placeText(const QString &file, int line);

} // namespace sockscope
