// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// What a script needs besides waiting for bytes.
struct ScriptHelperParts
{
    bool fails = false;    ///< connectFails()
    bool setsIdle = false; ///< setTimeout()
    bool idles = false;    ///< idle()
    bool isClosed = false; ///< closed()
};

/// The JavaScript function `conversation(name, options)` of exported scripts: a socket of k6/x/tcp that remembers how
/// much it has received, with promises to wait for more. It needs `Socket` and the constant `PATIENCE`.
[[nodiscard]] QString scriptHelper(const ScriptHelperParts &parts);

} // namespace sockscope
